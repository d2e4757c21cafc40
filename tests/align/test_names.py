"""What a name on the command line is, which register is above which, and how citations are compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.align.cited import Citations
from quanze.align.fetched import register_in
from quanze.align.levels import Compared, Pair, pairs
from quanze.align.named import Kind, read_name
from quanze.load.source import CannotRun


def _register(division: str, *, upper: bool = False) -> Compared:
    return Compared(division, division, division, division, upper)


def test_each_has_the_nearest_above_among_those_given() -> None:
    given = [_register(code) for code in ("220000", "220400", "220402", "220402001000", "510000")]
    nearest = {(pair.lower, pair.upper) for pair in pairs(given) if pair.nearest}
    assert nearest == {("220400", "220000"), ("220402", "220400"), ("220402001000", "220402")}
    assert Pair("220402001000", "220000", nearest=False) in pairs(given)


def test_a_level_that_is_not_given_is_passed_over() -> None:
    given = [_register("220000000000"), _register("220402")]
    assert pairs(given) == (Pair("220402", "220000000000", nearest=True),)


def test_without_codes_what_was_asked_for_is_believed() -> None:
    given = [_register("unknown", upper=True), _register("220400"), _register("220402")]
    assert {(pair.lower, pair.upper) for pair in pairs(given) if pair.nearest} == {
        ("220400", "unknown"),
        ("220402", "220400"),
    }


@pytest.mark.parametrize(
    ("text", "kind", "place", "revision", "within"),
    [
        ("https://h.example/a/x.git", Kind.GIT, "https://h.example/a/x.git", None, ""),
        (
            "https://h.example/x.git@v1#清单/市",
            Kind.GIT,
            "https://h.example/x.git",
            "v1",
            "清单/市",
        ),
        ("git@h.example:a/x.git@main", Kind.GIT, "git@h.example:a/x.git", "main", ""),
        ("ssh://git@h.example/x.git", Kind.GIT, "ssh://git@h.example/x.git", None, ""),
        ("https://h.example/qzqd/", Kind.SITE, "https://h.example/qzqd", None, ""),
    ],
)
def test_addresses(text: str, kind: Kind, place: str, revision: str | None, within: str) -> None:
    named = read_name(text)
    assert (named.kind, named.place, named.revision, named.within) == (
        kind,
        place,
        revision,
        within,
    )


@pytest.mark.parametrize(
    "text", ["http://h.example/x", "http://h.example/x.git", "ext::sh -c x.git", "ftp://h/x", "-x"]
)
def test_other_addresses_are_refused(text: str) -> None:
    with pytest.raises(CannotRun):
        read_name(text)


@pytest.mark.parametrize("within", ["../x", "/etc", "a/../../b"])
def test_no_folder_of_a_repository_leads_out_of_it(within: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRun):
        register_in(tmp_path, within)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("《中华人民共和国种子法》", "第三十五条"), ("《种子法》", "第35条的规定"), True),
        (("《种子法》", "第一条、第二条"), ("《种子法》", "第二条、第一条"), True),
        (("《种子法》", "第一条第一款"), ("《种子法》", "第一条第二款"), False),
        (("《某办法》（试行）", "第一条"), ("《某办法》", "第一条"), False),
        (("《种子法》", None), ("《种子法》", "第一条"), False),
    ],
)
def test_citations(one: tuple[str, str | None], other: tuple[str, str | None], alike: bool) -> None:
    cited = Citations()
    assert (cited.row(*one)[2] == cited.row(*other)[2]) is alike
