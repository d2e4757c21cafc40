"""Whether a published site is what the repository says: file by file, by making it again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from quanze.load.source import CannotRun
from quanze.model.patterns import pattern
from quanze.publish.copy import Copy
from quanze.publish.outputs import Output
from quanze.publish.publication import MANIFEST
from quanze.publish.stamp import Stamp, has_stamp, stamped

_AT_ONCE: Final = 8
_LARGEST_MANIFEST: Final = 1 << 27
"""Bytes: room for some 900,000 files."""
_COMMIT: Final = pattern(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a published site says of itself."""

    commit: str | None
    """The commit that it shows; None where it was published outside any repository."""
    changed: bool
    """Whether it says that it holds changes that were not committed."""
    quanze: str
    """The version of quanze that made it."""
    hashes: dict[str, str]
    """Path -> SHA-256, as its manifest says."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came out; paths in the order in which they are published."""

    same: int
    differing: tuple[str, ...]
    lacking: tuple[str, ...]
    extra: tuple[str, ...]
    """Files that the repository does not know."""
    unchecked: tuple[tuple[str, str], ...]
    """Files that could not be made here, and why."""

    @property
    def agrees(self) -> bool:
        """Whether the site is what the repository says, as far as it could be checked."""
        return not (self.differing or self.lacking or self.extra)


def claim_of(copy: Copy) -> Claim:
    """Read what a site says of itself.

    Raises:
        CannotRun: it has no manifest, or one that cannot be read.
    """
    data = copy.read(MANIFEST, _LARGEST_MANIFEST)
    if data is None:
        raise CannotRun(f"这个网站没有 {MANIFEST}，不是 quanze 发布的，或者没有传全。")
    try:
        told: dict[str, Any] = json.loads(data)
        version = told["version"]
        commit = version["commit"]
        if commit is not None and not _COMMIT.fullmatch(commit):
            raise ValueError(commit)  # a name or a folder could be made to mean anything
        return Claim(
            commit,
            bool(version["changed"]),
            str(told["quanze"]),
            {str(path): str(facts["sha256"]) for path, facts in told["files"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CannotRun(f"这个网站的 {MANIFEST} 读不懂，可能没有传全，或者被改过。") from error


def verify(copy: Copy, claim: Claim, outputs: Iterable[Output], stamp: Stamp) -> Verification:
    """Make every file again, and hold it against the published one.

    Raises:
        CannotRun: a published file cannot be read.
    """
    expected: dict[str, str] = {}
    sizes: dict[str, int] = {}
    unchecked: list[tuple[str, str]] = []
    for output in outputs:
        try:
            data = _made(output, stamp)
        except CannotRun as reason:
            unchecked.append((output.path, str(reason)))
            continue
        expected[output.path], sizes[output.path] = sha256(data).hexdigest(), len(data)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        hashes = pool.map(lambda path: _found(copy, path, sizes[path]), expected)
        found = dict(zip(expected, hashes, strict=True))
    known = {*expected, *(path for path, _ in unchecked), MANIFEST}
    differing = (path for path, digest in expected.items() if found[path] not in (None, digest))
    return Verification(
        same=sum(found[path] == digest for path, digest in expected.items()),
        differing=(*differing, *_false_claims(claim, expected, found)),
        lacking=tuple(path for path in expected if found[path] is None),
        extra=tuple(sorted({*copy.files(), *claim.hashes} - known)),
        unchecked=tuple(unchecked),
    )


def _made(output: Output, stamp: Stamp) -> bytes:
    data = output.make()
    return stamped(data, stamp) if has_stamp(output.path) else data


def _found(copy: Copy, path: str, size: int) -> str | None:
    data = copy.read(path, size)
    return None if data is None else sha256(data).hexdigest()


def _false_claims(
    claim: Claim, expected: dict[str, str], found: dict[str, str | None]
) -> Iterator[str]:
    """Where every file agrees and the manifest alone says something else, the manifest differs."""
    if any(
        claim.hashes.get(path) != digest
        for path, digest in expected.items()
        if found[path] == digest
    ):
        yield MANIFEST
