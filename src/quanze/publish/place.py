"""Putting a site in place whole: the old one stands until the new one is complete.

Beside the site lies, while a publication runs, a hidden folder with a lock, the new site, and at the
end the old one. A run that was killed leaves it; the next run finds it there, and tidies up.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeVar

from filelock import FileLock, Timeout

from quanze.load.source import SETTINGS_FILE, CannotRun
from quanze.publish.exchange import exchange

T = TypeVar("T")

MARKER: Final = ".quanze-site"
"""The file that says that a folder is a site made by quanze, and may be replaced by a new one."""

_PRECIOUS: Final = (".git", SETTINGS_FILE)
"""What no site holds: a folder with one of these is also something else, which a new site would end."""

_LOCK, _FRESH, _OLD = "lock", "new", "old"
_NAME_LENGTH: Final = 40


def put_in_place(target: Path, build: Callable[[Path, Path | None], T]) -> T:
    """Build a site beside its place, then exchange it for the old one; whatever fails, that one stands.

    Args:
        target: the folder of the site. It may be missing, empty, or a site made by quanze.
        build: writes the site, its marker too, into the folder it is given; it may read the old one.

    Raises:
        CannotRun: the folder holds something else, cannot be replaced, is being published to by
            another run, or the disk is full.
    """
    target = target.resolve()
    _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target) as work:
        _recover(target, work)
        fresh = work / _FRESH
        try:
            fresh.mkdir()
            result = build(fresh, target if (target / MARKER).is_file() else None)
        except OSError as error:
            raise CannotRun(_not_written(error)) from error
        _swap(fresh, target, work / _OLD)
    return result


def work_folder(target: Path) -> Path:
    """Return the hidden folder beside a site in which the next one is made."""
    name = target.name
    if len(name) > _NAME_LENGTH:
        name = f"{name[:_NAME_LENGTH]}-{blake2b(name.encode(), digest_size=4).hexdigest()}"
    return target.parent / f".{name}.quanze"


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
    for name in _PRECIOUS:
        if (target / name).exists():
            raise CannotRun(
                f"{target} 里有 {name}，整体替换会把它删掉，没有改动。"
                "请发布到另一个文件夹，再把内容复制过来。"
            )


@contextmanager
def _alone(target: Path) -> Iterator[Path]:
    """Hold the site for this run; a second one is refused. What is killed loses its hold by itself."""
    work = work_folder(target)
    if work.is_symlink():  # what is tidied up behind it would be somebody else's
        raise CannotRun(f"{work} 是一个链接，不能在那里准备新网站。请删去它，再运行一次。")
    try:
        work.mkdir(exist_ok=True)
        lock = FileLock(work / _LOCK)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise CannotRun(
            f"另一个 quanze publish 正在发布到 {target}。请等它结束，再运行一次。"
        ) from error
    except OSError as error:
        raise CannotRun(_not_written(error)) from error
    try:
        yield work
    finally:
        for folder in (work / _FRESH, work / _OLD):
            shutil.rmtree(folder, ignore_errors=True)
        if os.name == "posix":  # Windows removes the file with the hold
            (work / _LOCK).unlink(missing_ok=True)
        lock.release()
        with suppress(OSError):  # a file of the old site may be open; the next run tidies up
            work.rmdir()


def _recover(target: Path, work: Path) -> None:
    """Put back the old site of a run that was killed between two renames, and drop what it had made."""
    old = work / _OLD
    if old.exists() and not target.exists():
        _rename(old, target, target)
    for folder in (work / _FRESH, old):
        shutil.rmtree(folder, ignore_errors=True)


def _swap(fresh: Path, target: Path, old: Path) -> None:
    """Give the new folder the old one's name."""
    if not target.exists():
        _rename(fresh, target, target)
    elif exchange(fresh, target):
        return
    else:
        _rename(target, old, target)
        try:
            _rename(fresh, target, target)
        except BaseException:
            old.rename(target)
            raise


def _rename(source: Path, target: Path, site: Path) -> None:
    try:
        source.rename(target)
    except OSError as error:
        raise CannotRun(
            f"新网站已经生成，但不能放到 {site}（{error.strerror or error}），原来的网站没有改动。"
            "多半是其中的文件正被打开：请关闭打开的网页、Excel 和资源管理器窗口，再运行一次。"
        ) from error


def _not_written(error: OSError) -> str:
    where = f"：{error.filename}" if error.filename else ""
    return (
        f"写不下新网站（{error.strerror or error}{where}），原来的网站没有改动。"
        "请检查磁盘空间和文件夹的写入权限，再运行一次。"
    )
