"""What several rules need of a register is made once, and asks no more than it has to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings
from quanze.rules.register.b7_body import _Alike, _short_for
from quanze.rules.shared import shared
from quanze.rules.tables import is_filler, required
from quanze.rules.texts import told_texts

SETTINGS = Settings.model_validate({"名称": "示例市权责清单", "地区": "示例市"})


def test_it_is_made_once_for_a_register_and_goes_with_it() -> None:
    made: list[Register] = []

    @shared
    def count(register: Register) -> int:
        made.append(register)
        return len(made)

    one, other = Register(SETTINGS), Register(SETTINGS)
    assert [count(one), count(one), count(other), count(one)] == [1, 1, 2, 1]
    assert one == other  # what is kept is no part of it


def test_only_what_is_suspect_is_gone_through_and_each_text_is_asked_once() -> None:
    names = ("采伐许可", "采伐许可", "运输许可")
    powers = tuple(
        Power.model_validate(
            {"编码": f"T-{at}", "名称": name, "类型": "行政许可", "备注": {"联系人": "张三"}}
        )
        for at, name in enumerate(names)
    )
    register = Register(SETTINGS, (DepartmentLists("lyj", powers=powers),))
    asked: list[str] = []

    def suspect(text: str) -> bool:
        asked.append(text)
        return text in ("采伐许可", "联系人")

    told = {text: [path for _, path in places] for text, places in told_texts(register, suspect)}
    assert told == {
        "采伐许可": [("名称",), ("名称",)],
        "张三": [("备注", "联系人")] * 3,
        "联系人": [("备注",)] * 3,
    }
    assert len(asked) == len(set(asked))


NAMES = st.lists(st.text("市林业草农局水", min_size=1, max_size=6), max_size=8)


@given(NAMES, st.text("市林业草农局水", min_size=1, max_size=6))
def test_no_name_is_missed_that_is_another_with_letters_left_out(
    names: list[str], name: str
) -> None:
    near = set(_Alike(names).to(name))
    assert {one for one in names if _short_for(one, name)} <= near <= set(names)


@given(
    st.sampled_from(["", *required()["占位"]["词"], *required()["占位"]["开头"], "县级以上"]),
    st.sampled_from(["", " ", "　", "\n"]),
    st.integers(0, 100),
    st.sampled_from(["", "甲", "林" * 80]),
)
def test_a_filler_is_one_however_many_blanks_are_in_it(
    words: str, blank: str, times: int, rest: str
) -> None:
    text = blank * times + (blank * times).join(words) + rest
    plain = "".join(text.split())
    fillers = required()["占位"]
    expected = not plain or plain in fillers["词"] or plain.startswith(tuple(fillers["开头"]))
    assert is_filler(text) == expected
