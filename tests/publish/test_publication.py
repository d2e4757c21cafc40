"""Every file is made only where it changed; the site of a version has the same bytes however it came about."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.load.git_state import GitState
from quanze.model.boundary import Share
from quanze.publish.outputs import Bundle, Fingerprints, Output, each, fingerprint
from quanze.publish.publication import MANIFEST, Published, publish
from quanze.publish.stamp import MARKS, Stamp, stamped

FIRST = Stamp(GitState("a" * 40, datetime.date(2026, 3, 1)))
SECOND = Stamp(GitState("b" * 40, datetime.date(2026, 4, 1)))
PAGE = f"<html>{{}}<footer>{''.join(MARKS)}</footer></html>"


class Works:
    """Files to publish, and a count of how often each was made."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts
        self.made: list[str] = []
        self.looked_at: list[str] = []
        """The bundles, by the first path of each."""

    def outputs(self) -> list[Output | Bundle]:
        """Return the files, the pages in a bundle, and the last two of them in a bundle of their own."""
        files = {name: self._output(name, text) for name, text in self.texts.items()}
        pages: list[Output | Bundle] = [files[name] for name in files if name.startswith("page")]
        if len(pages) > 2:
            pages[-2:] = [self._bundle(pages[-2:])]
        others = [files[name] for name in files if not name.startswith("page")]
        return [*others, *([self._bundle(pages)] if pages else [])]

    def _bundle(self, outputs: list[Output | Bundle]) -> Bundle:
        first = next(each(outputs))

        def looked_at() -> list[Output | Bundle]:
            self.looked_at.append(first.path)
            return outputs

        # The paths too: a bundle may get fewer.
        held = [(one.path, one.rests_on) for one in each(outputs)]
        return Bundle(first.path, fingerprint(held), looked_at)

    def _output(self, name: str, text: str) -> Output:
        page = name.startswith("page")

        def make() -> bytes:
            self.made.append(name)
            return (PAGE.format(text) if page else text).encode()

        path = f"pages/{name}.html" if page else f"{name}.txt"
        return Output(path, fingerprint(text), make)


def put(works: Works, site: Path, stamp: Stamp = FIRST) -> Published:
    works.made.clear()
    outputs = works.outputs()
    works.looked_at.clear()
    return publish(outputs, stamp, site, {"register": "试验市"})


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_only_what_changed_is_made(tmp_path: Path) -> None:
    works = Works(page1="一", page2="二", data="三")
    assert put(works, tmp_path / "site") == Published(files=3, made=3, pages=2)
    assert put(works, tmp_path / "site") == Published(files=3, made=0, pages=2)
    works.texts["page2"] = "二改"
    assert put(works, tmp_path / "site") == Published(files=3, made=1, pages=2)
    assert works.made == ["page2"]


def test_a_bundle_is_looked_at_only_where_one_of_its_files_changed(tmp_path: Path) -> None:
    works = Works(page1="一", page2="二", page3="三", data="数")
    put(works, tmp_path / "site")
    assert works.looked_at == ["pages/page1.html", "pages/page2.html"]
    put(works, tmp_path / "site", SECOND)
    assert works.looked_at == []
    works.texts["page1"] = "一改"
    put(works, tmp_path / "site", SECOND)
    assert works.looked_at == ["pages/page1.html"]
    put(works, tmp_path / "site", SECOND)
    assert works.looked_at == [], "a bundle in a bundle that was kept is known again"


@pytest.mark.parametrize("page", ["page1", "page3"])
def test_a_bundle_is_looked_at_where_somebody_touched_one_of_its_files(
    page: str, tmp_path: Path
) -> None:
    site, works = tmp_path / "site", Works(page1="一", page2="二", page3="三")
    put(works, site)
    whole = contents(site)
    (site / f"pages/{page}.html").write_text("伪造", "utf-8")
    put(works, site)
    assert works.made == [page]
    assert contents(site) == whole


def test_a_new_version_is_written_on_pages_that_are_not_made_again(tmp_path: Path) -> None:
    site, works = tmp_path / "site", Works(page1="一", data="三")
    put(works, site)
    assert "2026年3月1日，<code>aaaaaaaaaa</code>" in (site / "pages/page1.html").read_text("utf-8")
    put(works, site, SECOND)
    assert works.made == []
    text = (site / "pages/page1.html").read_text("utf-8")
    assert "2026年4月1日，<code>bbbbbbbbbb</code>" in text
    assert "aaaaaaaaaa" not in text


def test_what_is_no_longer_published_is_gone(tmp_path: Path) -> None:
    site, works = tmp_path / "site", Works(page1="一", page2="二")
    put(works, site)
    del works.texts["page1"]
    put(works, site)
    assert not (site / "pages/page1.html").exists()
    assert (site / "pages/page2.html").exists()


@pytest.mark.parametrize("damage", ["altered", "gone", "notes", "manifest"])
def test_a_file_that_somebody_touched_is_made_again(tmp_path: Path, damage: str) -> None:
    site, works = tmp_path / "site", Works(page1="一", data="三")
    put(works, site)
    whole = contents(site)
    if damage == "altered":
        (site / "data.txt").write_text("伪造", "utf-8")
    elif damage == "gone":
        (site / "data.txt").unlink()
    elif damage == "notes":
        (site / ".quanze-site").write_text("这个文件夹由旧版 quanze 生成\n", "utf-8")
    else:
        (site / MANIFEST).write_text("[]", "utf-8")
    put(works, site)
    assert "data" in works.made
    assert contents(site) == whole


def test_a_file_kept_is_not_changed_with_the_old_one(tmp_path: Path) -> None:
    """It has two names only while both sites are there."""
    site, works = tmp_path / "site", Works(data="三")
    put(works, site)
    put(works, site, SECOND)
    assert (site / "data.txt").stat().st_nlink == 1


def test_the_manifest_has_the_digest_of_every_file(tmp_path: Path) -> None:
    site, works = tmp_path / "site", Works(page1="一", data="三")
    put(works, site)
    told = json.loads((site / MANIFEST).read_text("utf-8"))
    files = {path: data for path, data in contents(site).items() if path[0] != "."}
    del files[MANIFEST]
    assert {path: facts["sha256"] for path, facts in told["files"].items()} == {
        path: sha256(data).hexdigest() for path, data in files.items()
    }
    assert told["register"] == "试验市"
    assert told["version"] == {"commit": "a" * 40, "date": "2026-03-01", "changed": False}


def test_a_path_is_published_once(tmp_path: Path) -> None:
    twice = Works(data="三").outputs() * 2
    with pytest.raises(ValueError, match="twice"):
        publish(twice, FIRST, tmp_path / "site", {})


STEPS = st.lists(
    st.dictionaries(
        st.sampled_from(["page1", "page2", "page3", "data", "more"]),
        st.text(max_size=3),
        min_size=1,
    ),
    min_size=1,
    max_size=4,
)


@given(steps=STEPS)
def test_however_a_site_came_about_its_bytes_are_those_of_a_fresh_one(
    steps: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("publication")
    for number, texts in enumerate(steps):
        put(Works(**texts), folder / "site", (FIRST, SECOND)[number % 2])
    put(Works(**steps[-1]), folder / "fresh", (FIRST, SECOND)[(len(steps) - 1) % 2])
    assert contents(folder / "site") == contents(folder / "fresh")


def test_a_page_without_marks_is_an_error() -> None:
    with pytest.raises(ValueError, match="subsection not found"):
        stamped(b"<html></html>", FIRST)


@pytest.mark.parametrize(
    ("stamp", "text"),
    [
        (FIRST, "2026年3月1日，<code>aaaaaaaaaa</code>"),
        (
            Stamp(GitState("a" * 40, datetime.date(2026, 3, 1), changed=True)),
            "2026年3月1日，<code>aaaaaaaaaa</code>，另有未提交的改动",
        ),
        (Stamp(None), "未纳入版本管理"),
    ],
)
def test_the_version_in_words(stamp: Stamp, text: str) -> None:
    assert stamp.text() == text


@given(st.lists(st.text(max_size=4)), st.lists(st.text(max_size=4)))
def test_different_texts_have_different_fingerprints(one: list[str], other: list[str]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["ab"], ["a", "b"]),
        ([["a"], "b"], [["a", "b"]]),
        ([{"a": "b"}], [{"a": "c"}]),
        ([None], [""]),
        ([1], ["1 "]),
    ],
)
def test_what_is_put_differently_has_another_fingerprint(
    one: Iterable[object], other: Iterable[object]
) -> None:
    assert fingerprint(*one) != fingerprint(*other)


def share(department: str) -> Share:
    return Share.model_validate({"部门": department, "分工": "管理"})


def test_an_element_is_known_by_what_it_says_also_where_another_stood_in_memory_before() -> None:
    taken = Fingerprints()
    found = {taken.of(share(str(number))) for number in range(50)}

    assert len(found) == 50


def test_an_element_that_was_read_before_has_the_same_fingerprint() -> None:
    one, taken = share("试验市林业局"), Fingerprints()

    assert taken.of(one) == taken.of(one) == fingerprint(one.model_copy())
    assert taken.of([one]) == fingerprint([one])
