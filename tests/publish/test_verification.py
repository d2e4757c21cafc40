"""Whether a published site is what the repository says, in a folder and on the web."""

from __future__ import annotations

import contextlib
import datetime
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from quanze.load.git_state import GitState
from quanze.load.source import CannotRun
from quanze.publish.copy import open_copy
from quanze.publish.outputs import Output, fingerprint
from quanze.publish.publication import MANIFEST, publish
from quanze.publish.stamp import MARKS, Stamp
from quanze.publish.verification import Verification, claim_of, verify

STAMP = Stamp(GitState("a" * 40, datetime.date(2026, 3, 1)))
PAGE = f"<p>7个工作日</p>{''.join(MARKS)}".encode()


def cannot() -> bytes:
    raise CannotRun("这里没有中文字体")


OUTPUTS = (
    Output("index.html", fingerprint("1"), lambda: PAGE),
    Output("data/a.csv", fingerprint("2"), lambda: b"a\n"),
    Output("items/3f/A b.html", fingerprint("3"), lambda: PAGE),
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    publish(OUTPUTS, STAMP, tmp_path / "site", {})
    return tmp_path / "site"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["folder", "web", "page"])
def where(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    return {"folder": str(site), "web": served, "page": f"{served}/index.html"}[request.param]


def verified(where: str, outputs: tuple[Output, ...] = OUTPUTS) -> Verification:
    copy = open_copy(where)
    return verify(copy, claim_of(copy), outputs, STAMP)


def test_a_site_that_nobody_touched_agrees(where: str) -> None:
    assert verified(where) == Verification(3, (), (), (), ())
    assert verified(where).agrees


def test_an_altered_page_is_named(where: str, site: Path) -> None:
    page = site / "index.html"
    page.write_bytes(page.read_bytes().replace("7个".encode(), "70个".encode()))
    assert verified(where).differing == ("index.html",)


def test_it_does_not_help_to_alter_the_manifest_too(where: str, site: Path) -> None:
    page, manifest = site / "index.html", site / MANIFEST
    page.write_bytes(b"x")
    told = json.loads(manifest.read_text("utf-8"))
    told["files"]["index.html"]["sha256"] = (
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    )
    manifest.write_text(json.dumps(told), "utf-8")
    assert verified(where).differing == ("index.html",)


def test_a_manifest_that_alone_is_wrong_is_named(where: str, site: Path) -> None:
    manifest = site / MANIFEST
    told = json.loads(manifest.read_text("utf-8"))
    told["files"]["index.html"]["sha256"] = "0" * 64
    manifest.write_text(json.dumps(told), "utf-8")
    assert verified(where).differing == (MANIFEST,)


def test_a_lacking_file_is_named(where: str, site: Path) -> None:
    (site / "data/a.csv").unlink()
    result = verified(where)
    assert result.lacking == ("data/a.csv",)
    assert not result.agrees


def test_what_the_repository_does_not_know_is_named(where: str, site: Path) -> None:
    """On the web only what the manifest names can be seen."""
    (site / "extra.html").write_text("x", "utf-8")
    if not where.startswith("http"):
        assert verified(where).extra == ("extra.html",)
    assert verified(where, OUTPUTS[:2]).extra[-1:] == ("items/3f/A b.html",)


def test_what_cannot_be_made_here_is_not_called_wrong(where: str) -> None:
    documents = (*OUTPUTS[:2], Output(OUTPUTS[2].path, "", cannot))
    result = verified(where, documents)
    assert result.unchecked == (("items/3f/A b.html", "这里没有中文字体"),)
    assert result.agrees


@pytest.mark.parametrize("text", ["", "[]", "{}", "x" * 10, "[" * 100_000, '{"version": {}}'])
def test_a_manifest_that_cannot_be_read_is_told(where: str, site: Path, text: str) -> None:
    (site / MANIFEST).write_text(text, "utf-8")
    with pytest.raises(CannotRun, match="读不懂"):
        verified(where)


@pytest.mark.parametrize("commit", ["..", "HEAD", "@2026-01-01", "examples", ["a"], 1, ""])
def test_a_site_names_its_version_by_a_commit_and_nothing_else(site: Path, commit: object) -> None:
    """A folder, a branch or a day may be something else tomorrow, or somebody else's."""
    manifest = site / MANIFEST
    told = json.loads(manifest.read_text("utf-8"))
    told["version"]["commit"] = commit
    manifest.write_text(json.dumps(told), "utf-8")
    with pytest.raises(CannotRun, match="读不懂"):
        verified(str(site))


def test_of_a_file_that_is_longer_than_ours_no_more_is_read(where: str, site: Path) -> None:
    (site / "data/a.csv").write_bytes(b"a\n" * 1000)
    copy = open_copy(where)
    assert copy.read("data/a.csv", 2) == b"a\na"
    assert verified(where).differing == ("data/a.csv",)


def serving(answer: Callable[[socket.socket], None]) -> str:
    """A server that answers once, with whatever it likes."""
    server = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        connection, _ = server.accept()
        with server, connection, contextlib.suppress(OSError):
            connection.recv(1 << 16)
            answer(connection)

    threading.Thread(target=run, daemon=True).start()
    return f"http://127.0.0.1:{server.getsockname()[1]}/"


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-x\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://a b/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n",
    ],
    ids=["no http", "broken off", "long line", "to no address", "to a file"],
)
def test_a_server_that_answers_nonsense_is_told(answer: bytes) -> None:
    with pytest.raises(CannotRun, match=r"连不上|读不了"):
        verified(serving(lambda connection: connection.sendall(answer)))


def test_a_server_that_never_comes_to_an_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quanze.publish.copy._SECONDS", 0.5)

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b" ")
            time.sleep(0.1)

    with pytest.raises(CannotRun, match="太慢"):
        verified(serving(drip))


def test_what_is_no_address_is_told() -> None:
    with pytest.raises(CannotRun, match="连不上"):
        verified("http://[")


def test_a_site_without_manifest_is_told(where: str, site: Path) -> None:
    (site / MANIFEST).unlink()
    with pytest.raises(CannotRun, match="没有 manifest"):
        verified(where)


def test_an_address_where_nobody_answers_is_told() -> None:
    with pytest.raises(CannotRun, match="连不上"):
        verified("http://127.0.0.1:9")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="找不到网站"):
        open_copy(str(tmp_path / "gone"))
