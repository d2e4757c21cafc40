"""A published site as anybody can read it: a folder, or an address on the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

from quanze import __version__
from quanze.load.source import CannotRun
from quanze.publish.place import MARKER

_ADDRESS: Final = re.compile(r"https?://[^/\s]+", re.IGNORECASE)
_SECONDS: Final = 30
LARGEST: Final = 1 << 30
"""No file of a site is larger, in bytes; a server that sends more is not believed."""


class Copy(Protocol):
    """The files of a published site."""

    def read(self, path: str) -> bytes | None:
        """Return a file; None where there is none.

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

    def read(self, path: str) -> bytes | None:
        """Return a file; None where there is none."""
        try:
            return (self._folder / path).read_bytes()
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

    def read(self, path: str) -> bytes | None:
        """Return a file; None where the server says that there is none."""
        address = urljoin(self._address, quote(path))
        asked = Request(address, headers={"User-Agent": f"quanze/{__version__}"})  # noqa: S310
        try:
            with urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310 - http and https only
                data: bytes = answer.read(LARGEST + 1)
        except HTTPError as error:
            if error.code in (404, 410):
                return None
            raise CannotRun(f"{address} 读不了（{error.code} {error.reason}）。") from error
        except (URLError, OSError, ValueError) as error:
            raise CannotRun(f"{address} 连不上（{getattr(error, 'reason', error)}）。") from error
        if len(data) > LARGEST:
            raise CannotRun(f"{address} 太大，没有读完。")
        return data

    def files(self) -> Iterator[str]:
        """A web server does not list its files."""
        yield from ()
