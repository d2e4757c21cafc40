"""What is published: files, each known by what it rests on, and made only where that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

from pydantic_core import PydanticSerializationError

from quanze.model.element import Element


@dataclass(frozen=True, slots=True)
class Output:
    """One file of what is published."""

    path: str
    """Its place in the published folder: relative, with slashes, ASCII."""
    rests_on: str
    """The fingerprint of everything that its bytes depend on, but for the version that is stamped on
    pages; equal fingerprints promise equal bytes, so the file of the last run can stay."""
    make: Callable[[], bytes]
    """Makes the bytes; the same bytes for the same input, on every machine."""

    @property
    def paths(self) -> tuple[str]:
        """Its place, as a bundle tells the places of its files."""
        return (self.path,)


@dataclass(slots=True)
class Bundle:
    """Files known together: while all that they rest on is as it was, none of them is looked at."""

    name: str
    """The path of the first of them."""
    rests_on: str
    """The fingerprint of everything that any of their fingerprints depends on."""
    outputs: Callable[[], Iterable[Output | Bundle]]
    held: list[str] = field(default_factory=list)
    """The places of its files, filled in by what goes through them."""
    settle: Callable[[], object] | None = None
    """Sees to it that its files were gone through, where that is put off."""

    @property
    def paths(self) -> list[str]:
        """The places of its files, once it was gone through."""
        if self.settle is not None:
            self.settle()
        return self.held


def each(outputs: Iterable[Output | Bundle]) -> Iterator[Output]:
    """Go through the files, those in bundles too."""
    for output in outputs:
        if isinstance(output, Output):
            yield output
            continue
        output.held.clear()
        for inner in each(output.outputs()):
            output.held.append(inner.path)
            yield inner


class Extent(NamedTuple):
    """How much an element says."""

    length: int
    """Bytes, as JSON."""
    elements: int
    """Elements in it, with itself."""
    names: int
    """Of what it says, the names."""


class Fingerprints:
    """Takes fingerprints. An element is read once, however many outputs rest on it."""

    def __init__(self) -> None:
        self._elements: dict[int, tuple[Element, bytes, Extent]] = {}
        """By id(): the element, so that the id stays its own, its digest and its extent."""

    def of(self, *values: Any) -> str:
        """Return a short text that is equal for equal values: elements, texts, numbers, lists of these."""
        return _digest(self._bytes(values)).hex()

    def _bytes(self, value: Any) -> bytes:
        """Return bytes that differ for different values: each part is told with its kind and length."""
        if isinstance(value, str):
            return _framed(b"s", value.encode("utf-8", errors="surrogatepass"))
        if isinstance(value, tuple | list):
            return _framed(b"l", b"".join([self._bytes(part) for part in value]))
        if isinstance(value, Element):
            return _framed(b"e", self._read(value)[1])
        if value is None or isinstance(value, int):
            return _framed(b"r", repr(value).encode())
        if isinstance(value, bytes):
            return _framed(b"b", value)
        if isinstance(value, Mapping):
            pairs = (self._bytes(k) + self._bytes(v) for k, v in value.items())
            return _framed(b"m", b"".join(pairs))
        if isinstance(value, Iterable):
            return _framed(b"l", b"".join(map(self._bytes, value)))
        return _framed(b"r", repr(value).encode())

    def extent(self, element: Element) -> Extent:
        """Return how much an element says."""
        return self._read(element)[2]

    def _read(self, element: Element) -> tuple[Element, bytes, Extent]:
        known = self._elements.get(id(element))
        if known is None:
            written = as_written(element).encode(errors="replace")
            extent = Extent(len(written), written.count(b"{"), written.count(b'":'))
            known = self._elements[id(element)] = element, _digest(written), extent
        return known


def fingerprint(*values: Any) -> str:
    """Return the fingerprint of values on which no other output rests."""
    return Fingerprints().of(*values)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


def as_written(element: Element) -> str:
    """Return an element as JSON, as far as it says something."""
    try:
        return element.model_dump_json(exclude_defaults=True)
    except PydanticSerializationError:  # a lone surrogate, of a broken file
        return repr(element.model_dump(exclude_defaults=True)).replace("':", '":')


def _framed(kind: bytes, data: bytes) -> bytes:
    return b"%b%d:%b" % (kind, len(data), data)
