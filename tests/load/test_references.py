"""Shared contents stand in the place of what refers to them; all else is left as it was read."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quanze.load.references import References
from quanze.model.element import KeyPath

SHARED = {"一": "文", "二": [{"类别": "法律"}]}
NAMES = st.sampled_from(["一", "二", "三"])
VALUES = st.recursive(
    st.text(max_size=2) | NAMES.map(lambda name: {"共用": name}),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["共用", "甲", "乙"]), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


def _plainly(value: Any, path: KeyPath, missing: list[KeyPath]) -> Any:
    if isinstance(value, dict):
        if list(value) == ["共用"] and isinstance(value["共用"], str):
            if value["共用"] in SHARED:
                return SHARED[value["共用"]]
            missing.append(path)
            return value
        return {key: _plainly(inner, (*path, key), missing) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plainly(inner, (*path, at), missing) for at, inner in enumerate(value)]
    return value


@given(VALUES)
def test_each_reference_is_replaced_and_nothing_else(value: Any) -> None:
    written, told, expected = copy.deepcopy(value), list[KeyPath](), list[KeyPath]()
    expanded = References(SHARED).expand(value, lambda path, _: told.append(path))
    assert expanded == _plainly(written, (), expected)
    assert told == expected
    assert value == written


def test_what_has_no_reference_is_not_copied() -> None:
    value = {"甲": [{"乙": "丙"}], "丁": {"共用": "一"}}
    expanded = References(SHARED).expand(value, lambda *_: None)
    assert expanded["丁"] == "文"
    assert expanded["甲"] is value["甲"]
    assert References(SHARED).expand(value["甲"], lambda *_: None) is value["甲"]
