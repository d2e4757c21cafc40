"""What was worked out before, kept between runs in one SQLite file of the user's cache folder.

Everything in it is found by what it was made of, so that it can be old but never wrong; and it can be deleted
at any time. Where it cannot be opened, nothing is kept.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import pydantic
import yaml

import quanze
from quanze.load.source import FolderSource, Source

SWITCH: Final = "QUANZE_CACHE"
"""Environment variable: another folder for the file; empty: nothing is kept."""

_LAYOUT: Final = "1"
_SETTLED: Final = 2_000_000_000
"""Nanoseconds that must lie between a file's last change and its reading: clocks of file systems are coarse."""
_UNUSED_DAYS: Final = 30
_AT_ONCE: Final = 500
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INT, changed INT, altered INT, node INT, read INT, id TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, used INT, value BLOB);
"""


class VerdictStore:
    """The file, open."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._today = int(time.time() // 86400)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return what is kept under some keys."""
        with suppress(sqlite3.Error):
            return self._found(keys)
        return {}

    def _found(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        wanted = list(keys)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._base.execute(
                f"SELECT key, value, used FROM kept WHERE key IN ({marks})",  # noqa: S608
                some,
            ).fetchall()
            found.update((key, value) for key, value, _ in rows)
            stale = [key for key, _, used in rows if used != self._today]
            if stale:
                self._write(
                    "UPDATE kept SET used = ? WHERE key = ?", [(self._today, k) for k in stale]
                )
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values; what nobody asked for in a month is let go."""
        self._write(
            "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
            [(key, self._today, value) for key, value in values.items()],
        )
        self._write("DELETE FROM kept WHERE used < ?", [(self._today - _UNUSED_DAYS,)])

    def identities(self, source: Source) -> dict[str, str] | None:
        """Return path -> id of the content, as git has it, of every file; None where it cannot be told.

        A file that has not changed since it was read, as far as the file system tells, is not read again.
        """
        known = getattr(source, "ids", None)
        if known is not None:  # a revision: git knows them
            return {path: identity.decode() for path, identity in known.items()}
        if not isinstance(source, FolderSource):
            return None
        with suppress(sqlite3.Error, OSError):
            return self._of_folder(source)
        return None

    def _of_folder(self, source: FolderSource) -> dict[str, str]:
        start = f"{source.root.resolve().as_posix()}/"
        query = "SELECT path, size, changed, altered, node, read, id FROM files WHERE path >= ? AND path < ?"
        rows = self._base.execute(query, (start, f"{start[:-1]}0"))
        remembered = {path: (state, read, identity) for path, *state, read, identity in rows}
        found, fresh = {}, []
        for path in source.files():
            now = Path(start + path).lstat()
            state = [now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino]
            before = remembered.get(start + path)
            if before is not None and before[0] == state and _settled(state, before[1]):
                found[path] = before[2]
            else:
                read = time.time_ns()
                found[path] = _identity(source.read(path))
                fresh.append((start + path, *state, read, found[path]))
        if fresh:
            self._write("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", fresh)
        return found

    def _write(self, query: str, rows: list[tuple[object, ...]]) -> None:
        # Another process may write now: what is not kept is only worked out again.
        with suppress(sqlite3.Error), self._base:
            self._base.executemany(query, rows)


def _settled(state: list[int], read: int) -> bool:
    return max(state[1], state[2]) + _SETTLED < read


def _identity(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


@contextmanager
def open_store() -> Iterator[VerdictStore | None]:
    """Open the file; None where nothing is to be kept, or it cannot be opened."""
    base = _connection()
    try:
        yield VerdictStore(base) if base is not None else None
    finally:
        if base is not None:
            base.close()


def _connection() -> sqlite3.Connection | None:
    folder = _folder()
    if folder is None:
        return None
    file = folder / f"verdicts-{_LAYOUT}.sqlite"
    for attempt in (_open, _anew):
        with suppress(sqlite3.Error, OSError):
            return attempt(file)
    return None


def _open(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(file, timeout=1)
    base.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_TABLES}")
    return base


def _anew(file: Path) -> sqlite3.Connection:
    """Begin again where the file is not one of ours, or broken."""
    file.unlink(missing_ok=True)
    return _open(file)


def _folder() -> Path | None:
    named = os.environ.get(SWITCH)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    return user_cache_path("quanze", appauthor=False)


def digest(*parts: bytes) -> bytes:
    """Return a short name for contents: equal for equal contents only."""
    made = blake2b(digest_size=20)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


@cache
def made_by(*layers: str) -> bytes:
    """Return what tells this quanze from one that may say otherwise: its files, and what it stands on.

    Args:
        layers: the folders of the package in whose hands it is.
    """
    root = Path(quanze.__file__).parent
    files = sorted(root.glob("*.py"))
    for layer in layers:
        found = sorted((root / layer).rglob("*"))
        files += [path for path in found if path.is_file() and path.suffix != ".pyc"]
    contents = (part for path in files for part in (path.name.encode(), path.read_bytes()))
    stands_on = (platform.python_version(), pydantic.VERSION, yaml.__version__)
    return digest(*contents, *(text.encode() for text in stands_on))
