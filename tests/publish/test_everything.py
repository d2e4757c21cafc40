"""What is published is what this computer can make; what it cannot make is told, and no page leads there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from quanze.cli.publish_verify import verify_copy
from quanze.load.source import CannotRun
from quanze.model.register import Register
from quanze.model.settings import DocumentKind
from quanze.publish.everything import publish_register
from quanze.publish.stamp import Stamp

from .sites import no_file

MISSING = "这台电脑上没有装排版程序"


@pytest.fixture
def without_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("everything", "document.pdf"):
        monkeypatch.setattr(f"quanze.publish.{place}.why_not", lambda: MISSING)


def wanting(register: Register, *documents: DocumentKind, edition: bool) -> Register:
    publishing = register.settings.publishing
    books = publishing.workbooks.model_copy(update={"edition": edition})
    wanted = publishing.model_copy(update={"documents": documents, "workbooks": books})
    settings = register.settings.model_copy(update={"publishing": wanted})
    return replace(register, settings=settings)


@pytest.mark.usefixtures("without_typst")
def test_without_typst_all_else_is_published_and_what_is_left_out_is_told(
    register: Register, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    wanted = wanting(register, DocumentKind.GUIDE, edition=True)
    done = publish_register(wanted, no_file, Stamp(None), site)

    assert done.left_out == f"没有生成PDF和一单一表一图：{MISSING}"
    assert [*site.glob("documents/*/*.docx")]
    assert not [*site.rglob("*.pdf"), *site.rglob("*.full*.xlsx")]
    pages = "".join(page.read_text("utf-8") for page in site.glob("departments/*/index.html"))
    assert ".docx" in pages
    assert ".pdf" not in pages


def test_pages_that_are_known_together_lead_only_to_what_this_computer_makes_now(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same register, published once with typst and then without: no page of a department stays."""
    wanted, site = wanting(register, DocumentKind.GUIDE, edition=False), tmp_path / "site"
    told = []
    for missing in ("", MISSING):
        monkeypatch.setattr("quanze.publish.document.pdf.why_not", lambda missing=missing: missing)
        monkeypatch.setattr("quanze.publish.everything.why_not", lambda missing=missing: missing)
        publish_register(wanted, no_file, Stamp(None), site)
        pages = (page.read_text("utf-8") for page in site.glob("departments/*/index.html"))
        told.append(".pdf" in "".join(pages))

    assert told == [True, False]


@pytest.mark.usefixtures("without_typst")
def test_nothing_is_left_out_where_nothing_was_asked_for(
    register: Register, tmp_path: Path
) -> None:
    wanted = wanting(register, edition=False)

    assert publish_register(wanted, no_file, Stamp(None), tmp_path / "site").left_out == ""


def test_a_site_with_drawings_is_not_called_false_where_they_cannot_be_made(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_register(register, no_file, Stamp(None), tmp_path)
    manifest = tmp_path / "manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    told["files"]["excel/a.full-1.xlsx"] = {"sha256": "0"}
    manifest.write_text(json.dumps(told), "utf-8")
    monkeypatch.setattr("quanze.publish.document.why_not", lambda: MISSING)
    with pytest.raises(CannotRun, match=f"核对时要重新生成，这台电脑还不能：{MISSING}"):
        verify_copy(tmp_path, str(tmp_path), None)
