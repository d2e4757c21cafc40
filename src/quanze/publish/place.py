"""Putting a site in place whole: the old one stands until the new one is complete."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from quanze.load.source import CannotRun

T = TypeVar("T")

MARKER = ".quanze-site"
"""The file that says that a folder is a site made by quanze, and may be replaced by a new one."""


def put_in_place(target: Path, build: Callable[[Path], T]) -> T:
    """Build a site beside its place, then swap it in; whatever fails, the old site stands.

    Args:
        target: the folder of the site. It may be missing, empty, or a site made by quanze.
        build: writes the site into the folder it is given.

    Raises:
        CannotRun: the folder holds something else, or cannot be replaced.
    """
    target = target.resolve()
    _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", dir=target.parent))
    try:
        result = build(fresh)
        (fresh / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
        _let_others_read(fresh)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return result


_MARKER_TEXT = (
    "这个文件夹由 quanze publish 生成，下次发布时会整体替换；请不要在这里手工修改或存放文件。\n"
)


def _refuse_foreign(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise CannotRun(f"{target} 是一个文件，不是文件夹。请换一个输出位置。")
    if not (target / MARKER).is_file() and any(target.iterdir()):
        raise CannotRun(
            f"{target} 里有别的文件，不是 quanze 发布的网站，没有改动。"
            "请用 --to 指定一个新的或空的文件夹。"
        )


def _let_others_read(folder: Path) -> None:
    """A temporary folder is private; a site is for everybody, as far as the umask allows."""
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        folder.chmod(0o777 & ~mask)


def _swap(fresh: Path, target: Path) -> None:
    """Give the new folder the old one's name. The old one is deleted only when that is done."""
    if not target.exists():
        _rename(fresh, target, target)
        return
    holder = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.old.", dir=target.parent))
    old = holder / "old"
    try:
        _rename(target, old, target)
        try:
            _rename(fresh, target, target)
        except BaseException:
            old.rename(target)
            raise
    finally:
        if target.exists():
            shutil.rmtree(holder, ignore_errors=True)


def _rename(source: Path, target: Path, site: Path) -> None:
    try:
        source.rename(target)
    except OSError as error:
        raise CannotRun(
            f"新网站已经生成，但不能放到 {site}（{error.strerror or error}），原来的网站没有改动。"
            "多半是其中的文件正被打开：请关闭打开的网页、Excel 和资源管理器窗口，再运行一次。"
        ) from error
