"""What is compared, as a person names it: a folder, a version of it, a git address, published data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from quanze.load.source import SETTINGS_FILE, CannotRun
from quanze.model.patterns import pattern

_SCHEME: Final = pattern(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://")
_SSH: Final = pattern(r"[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:(?!//)")
_GIT: Final = pattern(r"(?P<address>.+?\.git)/?(?:@(?P<revision>[^#]+))?(?:#(?P<within>.+))?")
_DAY: Final = pattern(r"\d{4}-\d{1,2}-\d{1,2}")
_LOCAL: Final = pattern(r"http://(localhost|127\.0\.0\.1|\[::1\])[:/]")


class Kind(Enum):
    """What a name stands for."""

    REGISTER = "register"
    GIT = "git"
    FOLDER = "published, in a folder"
    SITE = "published, at an address"


@dataclass(frozen=True)
class Named:
    """Something to compare, not opened yet."""

    label: str
    kind: Kind
    place: str
    """A folder, or an address."""
    revision: str | None = None
    within: str = ""
    """The folder of the register in a repository."""


def read_name(text: str) -> Named:
    """Tell what a name stands for.

    Raises:
        CannotRun: it stands for nothing that can be compared.
    """
    if _SCHEME.match(text) or _SSH.match(text):
        return _address(text)
    if (found := _folder(text, text, None)) is not None:
        return found
    place, mark, revision = text.rpartition("@")
    if mark and revision and (found := _folder(text, place, revision)) is not None:
        return found
    raise CannotRun(
        f"“{text}”不是清单库，也不是发布的数据。可以写：清单库的文件夹；文件夹@版本，如 清单库@v2024；"
        "git 地址，如 https://…/x.git；发布的网站的文件夹或者网址（其中有 data/parquet）。"
    )


def _folder(label: str, place: str, revision: str | None) -> Named | None:
    folder = Path(place or ".")
    if (folder / SETTINGS_FILE).is_file() or (revision and folder.is_dir()):
        asked = f"@{revision}" if revision and _DAY.fullmatch(revision) else revision
        return Named(label, Kind.REGISTER, str(folder), asked)
    if not revision and (top := published(folder)) is not None:
        return Named(label, Kind.FOLDER, str(top))
    return None


def published(folder: Path) -> Path | None:
    """Return the folder in which data/parquet stands, of a site or a part of it; None for no such data."""
    here = folder.resolve()
    for top in (here, here.parent, here.parent.parent):
        parquet = top / "data" / "parquet"
        if parquet.is_dir() and here in (top, top / "data", parquet):
            return top
    return None


def _address(text: str) -> Named:
    git = _GIT.fullmatch(text)
    scheme = _SCHEME.match(text)
    if scheme is None or scheme["scheme"] == "ssh" or git is not None:
        if git is None:
            raise CannotRun(f"git 地址要以 .git 结尾：{text}")
        if scheme is not None and scheme["scheme"] not in ("https", "ssh", "file"):
            raise CannotRun(f"git 地址只能用 https、ssh 或 file：{text}")
        return Named(text, Kind.GIT, git["address"], git["revision"], git["within"] or "")
    if scheme["scheme"] == "https" or _LOCAL.match(text):
        return Named(text, Kind.SITE, text.rstrip("/"))
    raise CannotRun(f"网址要以 https:// 开头：{text}")
