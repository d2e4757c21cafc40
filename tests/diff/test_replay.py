"""A record is applied only to the state that it speaks of."""

from __future__ import annotations

from typing import Any

import pytest

from quanze.diff.entries import Entries, entries_of
from quanze.diff.replay import CannotReplay, replayed, same_state
from quanze.diff.versions import readable
from quanze.model.adjustment import RecordedChange
from tests.diff.registers import version

POWERS = """部门: 甲局
事项:
  - 编码: "A1"
    名称: 甲
    类型: 行政许可
    承办机构: 一科
"""


def state() -> Entries:
    return entries_of(readable(version({"甲/power": POWERS})).register)


def change(**facts: Any) -> RecordedChange:
    return RecordedChange.model_validate(
        {"种类": "要素变更", "级别": "要素", "对象": "A1", **facts}
    )


NEW = {"编码": "B1", "名称": "乙", "类型": "行政许可", "部门": "甲局"}

REFUSED = [
    ("an addition of what is there", change(种类="新增", 内容={"编码": "A1"}), "已经有了"),
    ("a removal of what is not there", change(种类="取消", 对象="X1", 原指纹="0"), "以前没有"),
    ("a change of what is not there", change(对象="X1"), "以前没有"),
    ("a removal of something else", change(种类="取消", 原指纹="0" * 16), "与“原指纹”不符"),
    (
        "a change of another value",
        change(要素=[{"要素": "承办机构", "原": "二科", "新": "三科"}]),
        "“承办机构”原来不是记录写的内容",
    ),
    (
        "a change of what was empty",
        change(要素=[{"要素": "行使主体", "原": "甲局", "新": "乙局"}]),
        "“行使主体”原来不是记录写的内容",
    ),
    (
        "an addition whose former code is no text",
        change(种类="新增", 对象="B1", 内容={**NEW, "前身": [{"编码": "A1"}]}),
        "“前身”不是清单里可以写的内容",
    ),
    (
        "an element that cannot be",
        change(要素=[{"要素": "事项", "新": 5}]),
        "“事项”不是清单里可以写的内容",
    ),
    ("a new code of what is not there", change(对象="A2", 原对象="X1"), "以前没有"),
]


@pytest.mark.parametrize(("what", "given", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_change_that_does_not_fit_is_refused(what: str, given: RecordedChange, said: str) -> None:
    with pytest.raises(CannotReplay, match=said) as error:
        replayed(state(), [given])
    assert error.value.change is given


def test_a_change_that_is_written_twice_is_refused() -> None:
    once = change(要素=[{"要素": "承办机构", "原": "一科", "新": "二科"}])
    with pytest.raises(CannotReplay, match="原来不是记录写的内容"):
        replayed(state(), [once, once])


def test_what_only_looks_different_is_the_same() -> None:
    after = replayed(state(), [change(要素=[{"要素": "承办机构", "原": " 一 科", "新": "二科"}])])
    (power,) = [entry for key, entry in after.items() if key.key == "A1"]
    assert power.data["承办机构"] == "二科"


def test_nothing_recorded_is_nothing_changed() -> None:
    assert same_state(replayed(state(), []), state())


def test_states_that_lack_an_entry_differ() -> None:
    after = replayed(state(), [change(种类="新增", 对象="B1", 内容=NEW)])
    assert not same_state(after, state())
    assert not same_state(state(), after)
