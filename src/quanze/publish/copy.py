"""A published site as anybody can read it: a folder, or an address on the web."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Final, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

from quanze import __version__
from quanze.load.source import CannotRun
from quanze.model.patterns import pattern
from quanze.publish.place import MARKER

_ADDRESS: Final = pattern(r"https?://[^/\s]+", re.IGNORECASE)
_SECONDS: Final = 30
_SLOWEST: Final = 1000
"""Bytes in a second. A server that gives less would never come to an end."""
_PIECE: Final = 1 << 16


class Copy(Protocol):
    """The files of a published site."""

    def read(self, path: str, at_most: int) -> bytes | None:
        """Return a file, of a longer one the first `at_most` + 1 bytes; None where there is none.

        Raises:
            CannotRun: the file cannot be read.
        """

    def files(self) -> Iterator[str]:
        """Go through all files that can be listed; a web server lists none."""


def open_copy(where: str) -> Copy:
    """Open a published site by its address or folder.

    Raises:
        CannotRun: there is no such folder.
    """
    if _ADDRESS.match(where):
        return WebCopy(where)
    folder = Path(where)
    if not folder.is_dir():
        raise CannotRun(f"找不到网站 {where}。请写网站的文件夹，或 http、https 开头的网址。")
    return FolderCopy(folder)


class FolderCopy:
    """A site in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str, at_most: int) -> bytes | None:
        """Return a file; None where there is none."""
        try:
            with (self._folder / path).open("rb") as stream:
                return stream.read(at_most + 1)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise CannotRun(
                f"读不了 {self._folder / path}（{error.strerror or error}）。"
            ) from error

    def files(self) -> Iterator[str]:
        """Go through all files but quanze's own notes, sorted."""
        found = (path for path in self._folder.rglob("*") if path.is_file())
        names = (path.relative_to(self._folder).as_posix() for path in found)
        yield from sorted(name for name in names if name != MARKER)


class WebCopy:
    """A site on the web."""

    def __init__(self, address: str) -> None:
        whole = address.endswith(("/", ".html"))
        self._address = address if whole else f"{address}/"

    def read(self, path: str, at_most: int) -> bytes | None:
        """Return a file; None where the server says that there is none."""
        address = self._address
        try:
            address = urljoin(address, quote(path))
            asked = Request(address, headers={"User-Agent": f"quanze/{__version__}"})  # noqa: S310
            with urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310 - http and https only
                return b"".join(_pieces(answer, at_most + 1))
        except HTTPError as error:
            if error.code in (404, 410):
                return None
            raise CannotRun(f"{address} 读不了（{error.code} {error.reason}）。") from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            raise CannotRun(f"{address} 连不上（{getattr(error, 'reason', error)}）。") from error

    def files(self) -> Iterator[str]:
        """A web server does not list its files."""
        yield from ()


def _pieces(answer: HTTPResponse, at_most: int) -> Iterator[bytes]:
    """Go through an answer up to a length, in pieces as they come."""
    begun = time.monotonic()
    got = 0
    while got < at_most and (piece := answer.read1(min(_PIECE, at_most - got))):
        got += len(piece)
        taken = time.monotonic() - begun
        if taken > _SECONDS and got < taken * _SLOWEST:
            raise TimeoutError("太慢，没有读完")
        yield piece
