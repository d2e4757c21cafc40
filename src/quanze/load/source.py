"""Where a register's files come from: a folder here, a git revision in `git_source.py`."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

MAX_FILE_BYTES = 32 * 1024 * 1024
"""A list larger than this is split into one file per item; it also stops a bomb from filling memory."""

SETTINGS_FILE = "quanze.yaml"

BASELINE_FILE = "quanze-baseline.yaml"
"""Findings accepted as known; `quanze baseline` writes it."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

ENDINGS = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
"""Files that are lists, or were meant to be: an editor on Windows likes to add .txt."""


class CannotRun(Exception):
    """The command cannot do its work; the text says why, in Chinese, and what to do."""


class Source(Protocol):
    """The files of a register at one version."""

    def files(self) -> Iterator[str]:
        """Go through the paths of all files with one of `ENDINGS`, relative, with slashes, sorted."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file, all of them or none.

        Raises:
            OSError: the file cannot be read; EFBIG where it is larger than `MAX_FILE_BYTES`.
        """


class FolderSource:
    """The working tree."""

    def __init__(self, root: Path) -> None:
        if not root.exists():
            raise CannotRun(f"找不到文件夹 {root}。请检查路径，或用 quanze init 新建清单库。")
        if not root.is_dir():
            raise CannotRun(f"{root} 不是文件夹。请给出清单库所在的文件夹（其中有 quanze.yaml）。")
        self.root = root

    def files(self) -> Iterator[str]:
        """Go through all files with one of `ENDINGS`; hidden folders and links are left out."""
        yield from sorted(self._walk(self.root, ""))

    def _walk(self, folder: Path, prefix: str) -> Iterator[str]:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                if entry.is_dir():
                    yield from self._walk(folder / entry.name, f"{prefix}{entry.name}/")
                elif entry.name.lower().endswith(ENDINGS) and entry.is_file():
                    yield prefix + entry.name

    def read(self, path: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            OSError: the file cannot be read; EFBIG where it is larger than `MAX_FILE_BYTES`.
        """
        with (self.root / path).open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise OSError(errno.EFBIG, f"文件超过 {MAX_FILE_BYTES // 2**20} MB", path)
        return data

    def beside(self, path: str) -> bytes:
        """Return the bytes of a file that is no list; a link out of the register is not followed.

        Raises:
            OSError: there is no such file; EFBIG where it is larger than `MAX_FILE_BYTES`.
        """
        root = self.root.resolve()
        try:
            found = (root / path).resolve()
        except RuntimeError as error:  # links that lead to each other
            raise FileNotFoundError(errno.ENOENT, "找不到文件", path) from error
        if not found.is_relative_to(root):
            raise FileNotFoundError(errno.ENOENT, "不在清单库的文件夹里", path)
        return self.read(path)


class PartSource:
    """Some of the files of another source."""

    def __init__(self, whole: Source, keep: Callable[[str], bool]) -> None:
        self._whole = whole
        self._keep = keep

    def files(self) -> Iterator[str]:
        """Go through the files that are kept."""
        return filter(self._keep, self._whole.files())

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return self._whole.read(path)


def departments_naming(source: Source, text: str) -> PartSource:
    """Return quanze.yaml and the folders of those departments whose files hold a text."""
    wanted = text.encode()
    folders = {
        _folder(path)
        for path in source.files()
        if path != SETTINGS_FILE and _may_hold(_bytes(source, path), wanted)
    }
    return PartSource(source, lambda path: path == SETTINGS_FILE or _folder(path) in folders)


def _may_hold(data: bytes, wanted: bytes) -> bool:
    return wanted in data or data.startswith(_UTF_16)


def _folder(path: str) -> str:
    return "/".join(path.split("/")[:2])


def _bytes(source: Source, path: str) -> bytes:
    try:
        return source.read(path)
    except OSError:
        return b""


def open_register(folder: Path) -> FolderSource:
    """Open the register in a folder.

    Raises:
        CannotRun: there is no register.
    """
    source = FolderSource(folder)
    if not (folder / SETTINGS_FILE).is_file():
        raise CannotRun(
            f"{folder} 里没有 {SETTINGS_FILE}，不是清单库。"
            f"请换成清单库所在的文件夹，或用 quanze init {folder} 新建一个。"
        )
    return source
