"""Publishing: every file is made only where it changed, and all are put in place together."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

import quanze
from quanze.publish.outputs import Bundle, Output, fingerprint
from quanze.publish.place import MARKER, put_in_place
from quanze.publish.stamp import Stamp, has_stamp, stamped
from quanze.publish.workers import Workers

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


@dataclass(frozen=True)
class _Old:
    """The site of the last run, as far as it can be used again."""

    folder: Path
    stamp: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    bundles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """The first path of each bundle -> its key, and how many files it has, which follow one another."""

    def paths_of(self, bundle: str, key: str) -> tuple[str, ...]:
        """Return the files of a bundle as they were put there last; none where it has another key now."""
        known, count = self.bundles.get(bundle, ("", 0))
        start = self._places.get(bundle)
        return self._order[start : start + count] if known == key and start is not None else ()

    @cached_property
    def _order(self) -> tuple[str, ...]:
        return tuple(self.keys)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {path: place for place, path in enumerate(self._order)}


class _Kept(NamedTuple):
    """A file of the last run that can be used again."""

    path: str
    key: str
    place: Path
    data: bytes
    digest: str


def publish(
    outputs: Iterable[Output | Bundle],
    stamp: Stamp,
    target: Path,
    about: dict[str, Any],
    advance: Callable[[str], None] | None = None,
    workers: Workers | None = None,
) -> Published:
    """Write what is published into a folder, whole or not at all.

    Args:
        outputs: all files; each path once.
        stamp: the version that they show.
        target: the site's folder; missing, empty, or a site made by quanze, which is replaced.
        about: what the manifest says of the whole: the register's name, the licence.
        advance: called with the path of each file once it is there.
        workers: make bundles beside this process, where the whole site has to be made.

    Raises:
        CannotRun: the folder holds something else, cannot be replaced or written, or another run
            is at work on it.
    """

    def build(folder: Path, old: Path | None) -> Published:
        run = _Run(folder, _old_site(old), stamp, advance, workers)
        for output in outputs:
            run.add(output)
            run.collect()
        run.settle()
        run.finish(about)
        return run.done

    return put_in_place(target, build)


class _Run:
    def __init__(
        self,
        folder: Path,
        old: _Old | None,
        stamp: Stamp,
        advance: Callable[[str], None] | None,
        workers: Workers | None,
    ) -> None:
        self.done = Published()
        self._folder = folder
        self._old = old
        self._stamp = stamp
        self._advance = advance
        self._workers = workers if old is None else None
        self._put_off: dict[str, Bundle] = {}
        self._keys: dict[str, str] = {}
        self._bundles: dict[str, tuple[str, int]] = {}
        self._files: dict[str, dict[str, Any]] = {}
        self._folders: set[Path] = set()
        self._same_stamp = old is not None and old.stamp == stamp.text()

    def add(self, output: Output | Bundle) -> None:
        """Put a file, or a bundle of them, in its place; a bundle may be put off."""
        if isinstance(output, Bundle) and self._workers is not None:
            self._put_off[output.name] = output
            self._workers.put_off(output.name)
            output.settle = self.settle
        else:
            self._put(output)

    def collect(self) -> None:
        """Take what the other process has made meanwhile."""
        for name, there in self._workers.ready() if self._workers else ():
            self._take(self._put_off.pop(name), there)

    def settle(self) -> None:
        """Go through all that was put off."""
        for name, there in self._workers.rest() if self._workers else ():
            self._take(self._put_off.pop(name), there)

    def _take(self, bundle: Bundle, there: Bundle | None) -> None:
        # Between the two readings of the register somebody may have changed it.
        same = there if there is not None and there.rests_on == bundle.rests_on else bundle
        self._go_through(bundle, same.outputs())

    def _put(self, output: Output | Bundle) -> None:
        if isinstance(output, Bundle):
            if not self._keep_together(output):
                self._go_through(output, output.outputs())
        elif kept := self._kept(output.path, output.rests_on):
            self._keep(kept)
        else:
            self.done.made += 1
            self._write(output.path, output.rests_on, output.make())

    def _go_through(self, bundle: Bundle, outputs: Iterable[Output | Bundle]) -> None:
        bundle.settle = None
        bundle.held.clear()
        for output in outputs:
            self._put(output)
            bundle.held += output.paths
        self._bundles[bundle.name] = bundle.rests_on, len(bundle.held)

    def _keep_together(self, bundle: Bundle) -> bool:
        """Keep the files of a bundle, if all are there and nobody has touched one."""
        old = self._old
        paths = old.paths_of(bundle.name, bundle.rests_on) if old else ()
        if old is None or not paths:
            return False
        kept = [one for path in paths if (one := self._kept(path, old.keys[path]))]
        if len(kept) < len(paths):
            return False
        for one in kept:
            self._keep(one)
            if one.path in old.bundles and one.path != bundle.name:  # a bundle in this one
                self._bundles[one.path] = old.bundles[one.path]
        bundle.held[:] = paths
        self._bundles[bundle.name] = bundle.rests_on, len(paths)
        return True

    def _kept(self, path: str, key: str) -> _Kept | None:
        """Return the file of the last run where it still holds and nobody has touched it."""
        old = self._old
        if old is None or old.keys.get(path) != key:
            return None
        place = old.folder / path
        try:
            data = place.read_bytes()
        except OSError:
            return None
        digest = sha256(data).hexdigest()
        return _Kept(path, key, place, data, digest) if digest == old.hashes.get(path) else None

    def _keep(self, kept: _Kept) -> None:
        if self._same_stamp or not has_stamp(kept.path):
            place = self._place(kept.path, kept.key)
            self._noted(kept.path, kept.digest, len(kept.data))
            _linked(kept.place, place)
        else:
            self._write(kept.path, kept.key, kept.data)

    def _write(self, path: str, key: str, data: bytes) -> None:
        place = self._place(path, key)
        data = stamped(data, self._stamp) if has_stamp(path) else data
        self._noted(path, sha256(data).hexdigest(), len(data))
        place.write_bytes(data)

    def _place(self, path: str, key: str) -> Path:
        """Return where a file of the new site goes, in a folder that is there."""
        if path in self._keys:
            raise ValueError(f"{path} is published twice")
        self._keys[path] = key
        place = self._folder / path
        if place.parent not in self._folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(place.parent)
        return place

    def _noted(self, path: str, digest: str, length: int) -> None:
        self._files[path] = {"sha256": digest, "bytes": length}
        self.done.files += 1
        self.done.pages += has_stamp(path)
        if self._advance is not None:
            self._advance(path)

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
        marker = {
            "about": _ABOUT,
            "stamp": self._stamp.text(),
            "quanze": code_fingerprint(),
            "keys": self._keys,
            "bundles": self._bundles,
        }
        text = json.dumps(marker, ensure_ascii=False, separators=(",", ":"))
        (self._folder / MARKER).write_bytes(text.encode())


def _linked(source: Path, place: Path) -> None:
    """Give a file of the old site a second name in the new one; copy it where that cannot be."""
    try:
        os.link(source, place)
    except OSError:
        shutil.copyfile(source, place)


def _old_site(folder: Path | None) -> _Old | None:
    """Read what the last run noted; a site that another quanze made, or whose notes cannot be read, is
    made anew.
    """
    if folder is None:
        return None
    try:
        marker = json.loads((folder / MARKER).read_bytes())
        if marker["quanze"] != code_fingerprint():  # it may make other bytes of the same lists
            return None
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        hashes = {path: facts["sha256"] for path, facts in files.items()}
        bundles = {first: (key, int(count)) for first, (key, count) in marker["bundles"].items()}
        return _Old(folder, marker["stamp"], dict(marker["keys"]), hashes, bundles)
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
