"""Whether a published site is what the repository says, in a folder and on the web."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Iterator
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
    Output("index.html", fingerprint("1"), lambda: PAGE, stamped=True),
    Output("data/a.csv", fingerprint("2"), lambda: b"a\n"),
    Output("items/3f/A b.html", fingerprint("3"), lambda: PAGE, stamped=True),
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
