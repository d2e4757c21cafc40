"""Words inside a text are marked, and nothing of either text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.diff.words import Mark, marked

SIGNS = {Mark.KEPT: ("", ""), Mark.STRUCK: ("[-", "-]"), Mark.INSERTED: ("{+", "+}")}
TEXTS = st.text(alphabet="一二日内、，。0123ab \n", max_size=40)


def shown(old: str, new: str) -> str:
    return "".join(SIGNS[mark][0] + text + SIGNS[mark][1] for mark, text in marked(old, new))


@pytest.mark.parametrize(
    ("old", "new", "result"),
    [
        ("20个工作日", "7个工作日", "[-20-]{+7+}个工作日"),
        ("20个工作日", "120个工作日", "[-20-]{+120+}个工作日"),
        ("第 3.5 条", "第 3.6 条", "第 [-3.5-]{+3.6+} 条"),
        ("窗口 office 办理", "窗口 offices 办理", "窗口 [-office-]{+offices+} 办理"),
        ("县道、乡道。", "县道、乡道、村道。", "县道、乡道{+、村道+}。"),
        ("县道、乡道、村道。", "县道、乡道。", "县道、乡道[-、村道-]。"),
        ("二十日内决定", "三十五日内决定", "[-二十-]{+三十五+}日内决定"),
        ("甲乙丙丁", "戊己庚辛", "[-甲乙丙丁-]{+戊己庚辛+}"),
        ("不变", "不变", "不变"),
        ("", "新写", "{+新写+}"),
        ("删去", "", "[-删去-]"),
        ("", "", ""),
    ],
)
def test_what_was_struck_and_inserted_is_marked(old: str, new: str, result: str) -> None:
    assert shown(old, new) == result


def test_one_kept_character_between_two_changes_does_not_part_them() -> None:
    assert (
        shown("由甲的乙办理申请的事项", "由丙的丁办理申请的事项")
        == "由[-甲的乙-]{+丙的丁+}办理申请的事项"
    )


def test_texts_that_have_little_in_common_are_not_marked_word_by_word() -> None:
    old, new = "申请人提交材料，窗口受理。", "执法人员出示证件后检查，制作笔录。"
    assert [mark for mark, _ in marked(old, new)] == [Mark.STRUCK, Mark.INSERTED]


@given(TEXTS, TEXTS)
def test_the_runs_make_both_texts(old: str, new: str) -> None:
    runs = marked(old, new)
    assert "".join(run.text for run in runs if run.mark is not Mark.INSERTED) == old
    assert "".join(run.text for run in runs if run.mark is not Mark.STRUCK) == new
    assert all(run.text for run in runs)


def test_a_very_long_text_is_compared_by_sentences() -> None:
    sentences = [f"第{number}条规定的事项由市级办理。" for number in range(400)]
    old, new = "改" + "".join(sentences) + "尾", "动" + "".join(sentences) + "末"
    kept = [text for mark, text in marked(old, new) if mark is Mark.KEPT]
    assert "".join(sentences[1:]) in kept
