"""The one spelling that names of laws are compared by."""

from __future__ import annotations

import pytest

from quanze.law.titles import cited_key, title_key

KEYS = [
    ("《中华人民共和国行政处罚法（2021年修订）》", "行政处罚法"),
    ("《示例规则（1991）》", "示例规则"),
    ("《示例办法（省政府令）》", "示例办法"),
    ("《示例办法（试行）》", "示例办法(试行)"),
    ("《示例办法（试行）（2019年修正）》", "示例办法(试行)"),
    ("《示例办法（甲（2019））》", "示例办法(甲(2019))"),
    ("《示例（2019）办法》", "示例(2019)办法"),
    ("2019）", "2019)"),
    ("", ""),
]


@pytest.mark.parametrize(("title", "key"), KEYS)
def test_a_name_goes_without_its_version(title: str, key: str) -> None:
    assert title_key(title) == key


def test_trial_rules_are_rules_of_another_name() -> None:
    assert cited_key("《示例办法》", "（试行）") == "示例办法(试行)"
    assert cited_key("《示例办法》", "（2019年修正）") == "示例办法"


@pytest.mark.parametrize("end", ["", "("])
def test_a_bracket_that_is_never_closed_is_left_as_it_is(end: str) -> None:
    title = "示例办法(" + "1" * 20_000 + end
    assert title_key(title) == title
