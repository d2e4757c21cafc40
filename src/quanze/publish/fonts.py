"""The Chinese fonts of this computer, by what they are for in a document: 仿宋, 小标宋, 黑体, 楷体, 宋体.

Fonts are looked for by their file names in the folders where the systems keep them; the name that
a program asks for them by is read from the file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from quanze.load.source import CannotRun
from quanze.publish.font_file import families

FOLDER = "QUANZE_FONTS"
"""The environment variable that names a folder with further fonts, searched first."""


class Role(StrEnum):
    """What a font is for, after GB/T 9704-2012; a chart is lettered in 黑体."""

    FANGSONG = "仿宋"
    TITLE = "小标宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"


@dataclass(frozen=True, slots=True)
class Font:
    """A font file. `family` is the name to ask for it by, with weight bold where `bold` is set."""

    path: Path
    family: str
    bold: bool = False


# File names without ending, the best first; a name ending in * stands for all that begin so.
_FILES: Mapping[Role, tuple[str, ...]] = {
    Role.FANGSONG: (
        "方正仿宋*", "fzfs*", "仿宋_gb2312", "fangsong_gb2312", "simfang", "fangsong", "仿宋*",
        "stfangso", "stfangsong", "fandolfang-regular",
    ),
    Role.TITLE: (
        "方正小标宋*", "fzxbs*", "fzxiaobiaosong*", "fandolsong-bold",
        "notoserifcjk-bold", "notoserifcjksc-bold", "notoserifsc-bold",
        "sourcehanserifsc-bold", "sourcehanserifcn-bold", "sourcehanserif-bold",
    ),
    Role.HEI: (
        "notosanscjk-regular", "notosanscjksc-regular", "notosanssc-regular",
        "sourcehansanssc-regular", "sourcehansanscn-regular", "sourcehansans-regular",
        "sourcehansans", "simhei", "方正黑体*", "fzhtk", "fzhtjw", "msyh", "pingfang",
        "stheiti light", "stheiti medium", "wqy-microhei", "wqy-zenhei", "fandolhei-regular",
        "droidsansfallbackfull",
    ),
    Role.KAI: (
        "方正楷体*", "fzktk", "fzktjw", "楷体_gb2312", "kaiti_gb2312", "simkai", "kaiti", "楷体*",
        "stkaiti", "fandolkai-regular", "gkai00mp", "ukai", "lxgwwenkai-regular",
        "lxgwwenkaigb-regular",
    ),
    Role.SONG: (
        "notoserifcjk-regular", "notoserifcjksc-regular", "notoserifsc-regular",
        "sourcehanserifsc-regular", "sourcehanserifcn-regular", "sourcehanserif-regular",
        "sourcehanserif", "simsun", "方正书宋*", "fzssk", "songti", "stsong", "fandolsong-regular",
        "gbsn00lp", "uming",
    ),
}  # fmt: skip
# Which font stands in for one that the computer does not have.
_INSTEAD: Mapping[Role, tuple[Role, ...]] = {
    Role.FANGSONG: (Role.SONG, Role.KAI, Role.HEI),
    Role.TITLE: (Role.SONG, Role.HEI),
    Role.HEI: (Role.SONG, Role.KAI, Role.FANGSONG),
    Role.KAI: (Role.FANGSONG, Role.SONG, Role.HEI),
    Role.SONG: (Role.FANGSONG, Role.HEI, Role.KAI),
}
# Fonts of some sixty thousand characters: asked for those that the office's fonts do not have.
_RARE = (Role.SONG, Role.HEI)
_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_NONE_FOUND = (
    "这台电脑上找不到中文字体，不能排版和画图。请安装一种：Windows、macOS 自带中文字体（语言设置中添加“中文”）；"
    "Debian、Ubuntu、统信、麒麟：apt install fonts-noto-cjk。"
    f"也可以把字体文件放进一个文件夹，用环境变量 {FOLDER} 写明它的位置"
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts found."""

    found: Mapping[Role, Font]

    def of(self, role: Role) -> Font:
        """Return the font for a role, or what stands in for it."""
        return next(
            (self.found[r] for r in (role, *_INSTEAD[role]) if r in self.found),
            next(iter(self.found.values())),
        )

    def chain(self, role: Role) -> tuple[Font, ...]:
        """Return the font for a role and behind it those asked for characters it lacks."""
        return tuple(dict.fromkeys((self.of(role), *(self.of(other) for other in _RARE))))

    @property
    def missing(self) -> tuple[Role, ...]:
        """The roles that another font has to stand in for."""
        return tuple(role for role in Role if role not in self.found)

    @property
    def files(self) -> tuple[Path, ...]:
        """Every font file in use, once."""
        fonts = (font for role in Role for font in self.chain(role))
        return tuple(dict.fromkeys(font.path for font in fonts))

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders in which the files lie, for programs that want folders."""
        return tuple(dict.fromkeys(path.parent for path in self.files))

    def bold(self, font: Font) -> Font:
        """Return the bold face beside a font, or the font itself."""
        stem, ending = font.path.stem, font.path.suffix
        for name in (stem.replace("Regular", "Bold"), f"{stem}bd"):
            path = font.path.with_name(name + ending)
            if name != stem and path.is_file():
                return Font(path, font.family, bold=True)
        return font


def find_fonts(folders: tuple[Path, ...] | None = None) -> Fonts:
    """Find the Chinese fonts in some folders; by default in those of this computer.

    Raises:
        CannotRun: there is no Chinese font at all.
    """
    fonts = _found(system_folders() if folders is None else folders)
    if not fonts.found:
        raise CannotRun(_NONE_FOUND)
    return fonts


@lru_cache(maxsize=8)
def _found(folders: tuple[Path, ...]) -> Fonts:
    files = dict(_files(folders))
    found = {}
    for role, patterns in _FILES.items():
        candidates = (path for pattern in patterns for path in _matching(pattern, files))
        font = next((font for path in candidates if (font := _font(path))), None)
        if font:
            found[role] = font
    return Fonts(found)


def _files(folders: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    """Go through all font files by name; of one name in two folders the first folder's comes last."""
    for folder in reversed(folders):
        paths = (
            Path(top, name)
            for top, _, names in os.walk(folder)
            for name in names
            if name.lower().endswith(_ENDINGS)
        )
        for path in sorted(paths, reverse=True):
            yield path.stem.lower(), path


def _matching(pattern: str, files: Mapping[str, Path]) -> Iterator[Path]:
    if pattern.endswith("*"):
        yield from (files[name] for name in sorted(files) if name.startswith(pattern[:-1]))
    elif pattern in files:
        yield files[pattern]


def _font(path: Path) -> Font | None:
    names = families(path)
    if not names:
        return None
    simplified = [name for name in names if name.endswith((" SC", " CN"))]
    family = (simplified or names)[0]
    return Font(path, family, bold=path.stem.lower().endswith("-bold"))


def system_folders() -> tuple[Path, ...]:
    """Return the folders where this system keeps fonts, the user's own choice first."""
    home, env = Path.home(), os.environ
    chosen = [Path(env[FOLDER])] if env.get(FOLDER) else []
    if sys.platform == "win32":
        own = Path(env.get("LOCALAPPDATA", home / "AppData/Local"))
        rest = [Path(env.get("WINDIR", "C:/Windows"), "Fonts"), own / "Microsoft/Windows/Fonts"]
    elif sys.platform == "darwin":
        library = Path("/System/Library")
        rest = [home / "Library/Fonts", Path("/Library/Fonts"), library / "Fonts"]
        rest += sorted((library / "AssetsV2").glob("com_apple_MobileAsset_Font*"))
    else:
        data = Path(env.get("XDG_DATA_HOME") or home / ".local/share")
        rest = [data / "fonts", home / ".fonts"]
        rest += [Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
        rest += [Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")]
    return (*chosen, *rest)


@lru_cache(maxsize=2)
def typst_fonts(folders: tuple[Path, ...]) -> Any:
    """Return fonts as typst takes them, loaded once: those of the folders and no others."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
