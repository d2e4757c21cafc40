"""What is published: files, each known by what it rests on, and made only where that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

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
    stamped: bool = False
    """Whether the version is written on it, between the marks of `stamp.py`."""


class Fingerprints:
    """Takes fingerprints. An element is read once, however many outputs rest on it."""

    def __init__(self) -> None:
        self._elements: dict[int, tuple[Element, bytes]] = {}
        """By id(): the element, so that the id stays its own, and its digest."""

    def of(self, *values: Any) -> str:
        """Return a short text that is equal for equal values: elements, texts, numbers, lists of these."""
        return _digest(self._bytes(values)).hex()

    def _bytes(self, value: Any) -> bytes:
        """Return bytes that differ for different values: each part is told with its kind and length."""
        if isinstance(value, Element):
            return _framed(b"e", self._of_element(value))
        if isinstance(value, bytes):
            return _framed(b"b", value)
        if isinstance(value, str):
            return _framed(b"s", value.encode("utf-8", errors="surrogatepass"))
        if isinstance(value, Mapping):
            pairs = (self._bytes(k) + self._bytes(v) for k, v in value.items())
            return _framed(b"m", b"".join(pairs))
        if isinstance(value, Iterable):
            return _framed(b"l", b"".join(map(self._bytes, value)))
        return _framed(b"r", repr(value).encode())

    def _of_element(self, element: Element) -> bytes:
        known = self._elements.get(id(element))
        if known is None:
            known = self._elements[id(element)] = element, _digest(_written(element))
        return known[1]


def fingerprint(*values: Any) -> str:
    """Return the fingerprint of values on which no other output rests."""
    return Fingerprints().of(*values)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


def _written(element: Element) -> bytes:
    try:
        return element.model_dump_json(exclude_defaults=True).encode()
    except PydanticSerializationError:
        # JSON has no lone surrogate, as a broken file may hold.
        return repr(element.model_dump(exclude_defaults=True)).encode()


def _framed(kind: bytes, data: bytes) -> bytes:
    return b"%b%d:%b" % (kind, len(data), data)
