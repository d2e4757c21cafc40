"""What a file comes to is worked out once for each content, and never told of another one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanze.load import list_summaries
from quanze.load.list_summaries import Asked, Summaries, Summary, summary_of
from quanze.load.verdict_store import VerdictStore, open_store

POWERS = '部门: 甲局\n事项:\n  - 编码: "A-1"\n    名称: 甲\n  - 编码: "B1"\n    名称: 乙\n'


@pytest.fixture
def store() -> Iterator[VerdictStore]:
    with open_store() as opened:
        assert opened is not None
        yield opened


def asked(data: bytes, key: str) -> Asked:
    return Asked(hashlib.sha1(data, usedforsecurity=False).hexdigest(), key)


@pytest.mark.parametrize(
    ("text", "key", "summary"),
    [
        (POWERS, "事项", Summary(2, "- A-1 B1", False)),
        (POWERS, "责任事项", Summary(0, "- A-1 B1", False)),
        (POWERS, "", Summary(None, "- A-1 B1", False)),
        ("部门: 甲局\n事项: []\n", "事项", Summary(0, "", False)),
        ("事项:\n\t- 编码: A\n", "事项", Summary(None, "- A", False)),
        ('事项:\n  - 编码: "\\x41"\n', "事项", Summary(1, "- x41", True)),
    ],
)
def test_entries_are_counted_and_what_may_be_a_code_is_listed(
    text: str, key: str, summary: Summary
) -> None:
    assert summary_of(text.encode(), key) == summary


TEXTS = st.lists(st.sampled_from([*POWERS.splitlines(True), "\t", "\\", "\udc80", '"', "|\n"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS.map("".join), min_size=1, max_size=4))
def test_what_is_kept_is_what_is_found_anew(store: VerdictStore, texts: list[str]) -> None:
    contents = [text.encode(errors="surrogateescape") for text in texts]
    fresh = {asked(one, key): summary_of(one, key) for one in contents for key in ("事项", "")}
    Summaries(store).keep(fresh)
    assert Summaries(store).known(fresh) == fresh


def test_of_another_content_or_list_nothing_is_known(store: VerdictStore) -> None:
    known = asked(b"one", "事项")
    Summaries(store).keep({known: summary_of(b"one", "事项")})
    assert not Summaries(store).known([asked(b"two", "事项"), known._replace(key="责任事项")])


def test_another_quanze_is_not_believed(
    store: VerdictStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = asked(b"three", "事项")
    Summaries(store).keep({known: summary_of(b"three", "事项")})
    monkeypatch.setattr(list_summaries, "made_by", lambda *_: b"another")
    assert not Summaries(store).known([known])


def test_of_a_content_without_an_id_nothing_is_kept(store: VerdictStore) -> None:
    nameless = Asked("", "事项")
    Summaries(store).keep({nameless: summary_of(b"four", "事项")})
    assert not Summaries(store).known([nameless])


def test_without_a_store_nothing_is_kept() -> None:
    known = asked(b"five", "")
    Summaries(None).keep({known: summary_of(b"five", "")})
    assert not Summaries(None).known([known])
