"""What an office puts in place of ours: page templates and a logo, named in quanze.yaml.

They come with the register, so from anybody who may propose a change: templates run in a sandbox, and
a page made of them must keep the policy that lets no foreign script run.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

from quanze.load.source import CannotRun
from quanze.model.settings import PublishSettings

Read = Callable[[str], bytes]
"""Returns the bytes of a file of the register; raises OSError where there is none."""

_PICTURES: Final = (".svg", ".png", ".jpg", ".jpeg")
_LARGEST: Final = 512 * 1024
"""Bytes of a logo: it stands on every page."""
_XHTML: Final = "{http://www.w3.org/1999/xhtml"
_ACTING: Final = frozenset(
    ("script", "handler", "listener", "foreignobject", "iframe", "set", "animate")
)
"""Elements of SVG that run something, hold a page, or turn a link into what runs."""


@dataclass(frozen=True)
class OfficeLook:
    """The templates and the logo of an office; empty where it has none."""

    templates: Mapping[str, str] = field(default_factory=dict)
    """Name -> text."""
    logo: tuple[str, bytes] | None = None
    """The ending of its file's name, and its bytes."""


def office_look(told: PublishSettings, names: tuple[str, ...], read: Read) -> OfficeLook:
    """Read what the settings name.

    Args:
        told: the settings of the site.
        names: the templates that there are to replace.
        read: reads a file of the register.

    Raises:
        CannotRun: a file that is named is not there, or is not what it has to be.
    """
    templates = _templates(told.templates, names, read) if told.templates else {}
    return OfficeLook(templates, _logo(told.logo, read) if told.logo else None)


def _templates(folder: str, names: tuple[str, ...], read: Read) -> dict[str, str]:
    _inside(folder, "模板")
    found = {}
    for name in names:
        try:
            data = read(f"{folder.rstrip('/')}/{name}")
        except OSError:
            continue
        try:
            found[name] = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CannotRun(f"模板 {folder}/{name} 不是 UTF-8 编码的文字，没有发布。") from error
    if not found:
        raise CannotRun(
            f"quanze.yaml 的“发布 · 模板”是 {folder}，那里没有可以代替的模板。"
            f"模板的文件名是：{'、'.join(names)}。"
        )
    return found


def _logo(path: str, read: Read) -> tuple[str, bytes]:
    _inside(path, "标志")
    ending = PurePosixPath(path).suffix.lower()
    if ending not in _PICTURES:
        raise CannotRun(f"quanze.yaml 的“发布 · 标志”{path} 应当是 svg、png 或 jpg 图片。")
    try:
        data = read(path)
    except OSError as error:
        raise CannotRun(f"quanze.yaml 的“发布 · 标志”写的 {path} 读不到，请检查路径。") from error
    if len(data) > _LARGEST:
        raise CannotRun(
            f"标志 {path} 有 {len(data) // 1024} KB，每页都要显示，请缩小到 512 KB 以内。"
        )
    if ending == ".svg" and not _only_draws(data):
        raise CannotRun(
            f"标志 {path} 里有脚本、动画、网页或者读不懂的内容，打开它就会运行，没有发布。"
            "请用画图软件另存为“纯 SVG”，或者换成 png。"
        )
    return ending, data


def _only_draws(svg: bytes) -> bool:
    """Whether nothing runs where a picture is opened by its own address: no policy stands in it."""
    try:
        # It is small, and expat itself ends what grows out of all measure by entities.
        for event, node in ET.iterparse(BytesIO(svg), ("start", "pi")):  # noqa: S314
            if event == "pi" or _acts(node):
                return False
    except (ET.ParseError, ValueError, LookupError):
        return False
    return True


def _acts(element: ET.Element) -> bool:
    namespace, _, name = str(element.tag).rpartition("}")
    said = element.attrib.items()
    return (
        namespace == _XHTML
        or name.lower() in _ACTING
        or any(key.rpartition("}")[2].lower().startswith("on") for key, _ in said)
        or any("script:" in "".join(value.lower().split()) for _, value in said)
    )


def _inside(path: str, key: str) -> None:
    parts = PurePosixPath(path).parts
    if path.startswith("/") or "\0" in path or "\\" in path or ":" in path or ".." in parts:
        raise CannotRun(f"quanze.yaml 的“发布 · {key}”要写清单库里的路径，不能是 {path}。")
