"""A web server for one person on this computer."""

from __future__ import annotations

import mimetypes
import re
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from markupsafe import Markup
from watchfiles import Change, watch

from quanze.load.source import CannotRun
from quanze.load.versions import open_version
from quanze.model.patterns import pattern
from quanze.publish.page import page_environment
from quanze.publish.preview.snapshot import FINDINGS_PAGE, OWN, Snapshot, take
from quanze.publish.publication import MANIFEST

HERE: Final = "127.0.0.1"
_LOOK: Final = 200
"""Milliseconds between two looks at what changed, which cost next to nothing."""
_HOST: Final = pattern(r"(?:127\.0\.0\.1|localhost)(?::\d+)?", re.IGNORECASE)
_TEMPLATES: Final = Path(__file__).parent / "templates"
_ASSETS: Final = ("preview.js", "preview.css")
_MANIFEST_LATER: Final = (
    f"预览里没有 {MANIFEST}。它记的是发布出去的每个文件的校验值，运行 quanze publish 时才生成。"
)
_ENVIRONMENT: Final = page_environment(_TEMPLATES)
# Not what this computer's settings say: on some, .js is a text that a browser refuses to run.
_KINDS: Final = mimetypes.MimeTypes()


class Preview:
    """The newest snapshot of a register, and the server that shows it."""

    def __init__(self, folder: Path, port: int) -> None:
        """Take the first snapshot and open the port.

        Raises:
            CannotRun: there is no register, or the port is taken.
        """
        open_version(folder, None)
        self._folder = folder
        self._stopped = threading.Event()
        self._changes = watch(
            folder, watch_filter=_is_source, stop_event=self._stopped, raise_interrupt=False,
            yield_on_timeout=True, rust_timeout=_LOOK,
        )  # fmt: skip
        # Watched before it is read: what is saved in between would never be shown.
        next(self._changes)
        self.snapshot = take(folder)
        handler = partial(_Handler, self)
        try:
            self._server = ThreadingHTTPServer((HERE, port), handler)
        except OSError as error:
            raise CannotRun(
                f"端口 {port} 不能用（{error.strerror or error}）。请用 --port 换一个，如 --port 8080。"
            ) from error

    @property
    def address(self) -> str:
        """Where the preview can be seen."""
        return f"http://{HERE}:{self._server.server_port}/"

    def run(self, told: Callable[[Snapshot], None]) -> None:
        """Serve, and read the register again whenever it changes, until `stop`."""
        follower = threading.Thread(target=self._follow, args=(told,), daemon=True)
        follower.start()
        try:
            self._server.serve_forever(poll_interval=0.2)
        finally:
            self._server.server_close()
            self._stopped.set()
            follower.join(timeout=5)

    def stop(self) -> None:
        """End `run`; called from another thread."""
        self._stopped.set()
        self._server.shutdown()

    def _follow(self, told: Callable[[Snapshot], None]) -> None:
        for changed in self._changes:
            if not changed:
                continue
            try:
                self.snapshot = take(self._folder, self.snapshot.number + 1)
            except (CannotRun, OSError):  # a file is being replaced; what was read before stands
                continue
            told(self.snapshot)


def _is_source(_: Change, path: str) -> bool:
    """Whether a change may show on the site; git's own files and editors' notes do not."""
    return not any(part.startswith((".", "~")) for part in Path(path).parts[-4:])


def serve(folder: Path, port: int) -> Preview:
    """Prepare the preview of a register.

    Raises:
        CannotRun: there is no register, or the port is taken.
    """
    return Preview(folder, port)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "quanze"

    def __init__(self, preview: Preview, *arguments: Any) -> None:
        self._preview = preview
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer with a file of the site, or of the preview itself."""
        # A page elsewhere cannot read the lists through a name of its own.
        if not _HOST.fullmatch(self.headers.get("Host", "")):
            self._send(HTTPStatus.FORBIDDEN, b"", "text/plain")
            return
        path = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        self._answer(path if not path.endswith("/") else f"{path}index.html")

    do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for

    def _answer(self, path: str) -> None:
        snapshot = self._preview.snapshot
        try:
            data = _own(path, snapshot) if path.startswith(OWN) else snapshot.read(path)
        except CannotRun as trouble:
            self._send(
                HTTPStatus.INTERNAL_SERVER_ERROR, _trouble(snapshot, str(trouble)), "text/html"
            )
            return
        if data is not None:
            self._send(HTTPStatus.OK, data, _kind(path))
        elif snapshot.trouble:
            self._send(
                HTTPStatus.INTERNAL_SERVER_ERROR, _trouble(snapshot, snapshot.trouble), "text/html"
            )
        else:
            text = _MANIFEST_LATER if path == MANIFEST else f"没有这一页：{path}"
            self._send(HTTPStatus.NOT_FOUND, _trouble(snapshot, text), "text/html")

    def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        # Nor by loading its scripts, which are data: those of the search hold the lists.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing of every request."""


def _kind(path: str) -> str:
    kind, packed = _KINDS.guess_type(path)
    return "application/octet-stream" if packed or kind is None else kind


def _own(path: str, snapshot: Snapshot) -> bytes | None:
    name = path.removeprefix(OWN)
    if name in _ASSETS:
        return (files("quanze.publish.preview") / "assets" / name).read_bytes()
    if name == "number.js":
        return f"window.quanzeNumber={snapshot.number};".encode()
    if path == FINDINGS_PAGE:
        return _ENVIRONMENT.get_template("findings.html").render(
            pages=sorted(snapshot.notes.items()), report=snapshot.report, own=OWN
        ).encode()  # fmt: skip
    return None


def _trouble(snapshot: Snapshot, text: str) -> bytes:
    page = _ENVIRONMENT.get_template("trouble.html").render(
        text=text, told=snapshot.told(snapshot.unread), own=OWN, findings=FINDINGS_PAGE
    )
    return Markup(page).encode()  # noqa: S704 - the template escapes
