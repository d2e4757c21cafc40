"""Publishing: every file is made only where it changed, and all are put in place together."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

import quanze
from quanze.publish.outputs import Output, fingerprint
from quanze.publish.place import MARKER, put_in_place
from quanze.publish.stamp import Stamp, stamped

MANIFEST: Final = "manifest.json"
"""The file of a published site that has the SHA-256 of every other one."""

_SOURCE_ENDINGS: Final = (".py", ".html", ".css", ".js", ".svg", ".toml", ".tsv", ".typ", ".docx")
_ABOUT: Final = (
    "这个文件夹由 quanze publish 生成，下次发布时会整体替换；请不要在这里手工修改或存放文件。"
)


@dataclass(slots=True)
class Published:
    """What a run wrote: how many files are in the site, and how many of them had to be made anew."""

    files: int = 0
    made: int = 0
    pages: int = 0
    left_out: str = ""
    """What the settings ask for and this computer cannot make, and why; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class _Old:
    """The site of the last run, as far as it can be used again."""

    folder: Path
    stamp: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)


class _Kept(NamedTuple):
    """A file of the last run that can be used again."""

    place: Path
    data: bytes
    digest: str


def publish(
    outputs: Iterable[Output],
    stamp: Stamp,
    target: Path,
    about: dict[str, Any],
    advance: Callable[[str], None] | None = None,
) -> Published:
    """Write what is published into a folder, whole or not at all.

    Args:
        outputs: all files; each path once.
        stamp: the version that they show.
        target: the site's folder; missing, empty, or a site made by quanze, which is replaced.
        about: what the manifest says of the whole: the register's name, the licence.
        advance: called with the path of each file once it is there.

    Raises:
        CannotRun: the folder holds something else, cannot be replaced or written, or another run
            is at work on it.
    """

    def build(folder: Path, old: Path | None) -> Published:
        run = _Run(folder, _old_site(old), stamp)
        for output in outputs:
            run.add(output)
            if advance is not None:
                advance(output.path)
        run.finish(about)
        return run.done

    return put_in_place(target, build)


class _Run:
    def __init__(self, folder: Path, old: _Old | None, stamp: Stamp) -> None:
        self.done = Published()
        self._folder = folder
        self._old = old
        self._stamp = stamp
        self._common = code_fingerprint()
        self._keys: dict[str, str] = {}
        self._files: dict[str, dict[str, Any]] = {}
        self._folders: set[Path] = set()
        self._same_stamp = old is not None and old.stamp == stamp.text()

    def add(self, output: Output) -> None:
        if output.path in self._keys:
            raise ValueError(f"{output.path} is published twice")
        key = fingerprint(self._common, output.rests_on)
        self._keys[output.path] = key
        place = self._folder / output.path
        if place.parent not in self._folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(place.parent)
        kept = self._kept(output, key)
        if kept is None:
            data = output.make()
            self.done.made += 1
        elif self._same_stamp or not output.stamped:
            self._noted(output, kept.digest, len(kept.data))
            _linked(kept.place, place)
            return
        else:
            data = kept.data
        if output.stamped:
            data = stamped(data, self._stamp)
        self._noted(output, sha256(data).hexdigest(), len(data))
        place.write_bytes(data)

    def _kept(self, output: Output, key: str) -> _Kept | None:
        """Return the file of the last run where it still holds and nobody has touched it."""
        old = self._old
        if old is None or old.keys.get(output.path) != key:
            return None
        place = old.folder / output.path
        try:
            data = place.read_bytes()
        except OSError:
            return None
        digest = sha256(data).hexdigest()
        return _Kept(place, data, digest) if digest == old.hashes.get(output.path) else None

    def _noted(self, output: Output, digest: str, length: int) -> None:
        self._files[output.path] = {"sha256": digest, "bytes": length}
        self.done.files += 1
        self.done.pages += output.stamped

    def finish(self, about: dict[str, Any]) -> None:
        manifest = {
            "format": "quanze-manifest/1",
            **about,
            "version": self._stamp.facts(),
            "quanze": quanze.__version__,
            "files": dict(sorted(self._files.items())),
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        (self._folder / MANIFEST).write_bytes(text.encode())
        marker = {"about": _ABOUT, "stamp": self._stamp.text(), "keys": self._keys}
        text = json.dumps(marker, ensure_ascii=False, separators=(",", ":"))
        (self._folder / MARKER).write_bytes(text.encode())


def _linked(source: Path, place: Path) -> None:
    """Give a file of the old site a second name in the new one; copy it where that cannot be."""
    try:
        os.link(source, place)
    except OSError:
        shutil.copyfile(source, place)


def _old_site(folder: Path | None) -> _Old | None:
    """Read what the last run noted; a site whose notes cannot be read is made anew."""
    if folder is None:
        return None
    try:
        marker = json.loads((folder / MARKER).read_bytes())
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        hashes = {path: facts["sha256"] for path, facts in files.items()}
        return _Old(folder, marker["stamp"], dict(marker["keys"]), hashes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


@cache
def code_fingerprint() -> str:
    """Return the fingerprint of quanze itself: what it makes may differ from one version to the next."""
    root = Path(quanze.__file__).parent
    paths = sorted(path for path in root.rglob("*") if path.suffix in _SOURCE_ENDINGS)
    return fingerprint(
        *(part for path in paths for part in (str(path.relative_to(root)), path.read_bytes()))
    )
