"""Letters of entrustment and the notice of a batch: what they say, and what they leave open."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT

from quanze.load.emit import emit
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.delegation_parts import CONTENTS
from quanze.model.register import Register
from quanze.publish.delegation.letter import TO_FILL, letters
from quanze.publish.delegation.notice import delegation_notice
from quanze.publish.delegation.page import as_page
from quanze.publish.document.content import Heading, Paragraph, Table, lines
from quanze.publish.document.word import as_word
from tests.cli.test_delegation import AGREEMENT, BATCH, A, B, register


def loaded(tmp_path: Path, **more: Any) -> Register:
    return load(open_register(register(tmp_path, BATCH | more))).register


def told(document: Any) -> str:
    parts = []
    for line in lines(document):
        if isinstance(line, Paragraph):
            parts.append(line.lead + line.text)
        elif isinstance(line, Heading):
            parts.append(line.text)
        elif isinstance(line, Table):
            parts += ["|".join(row) for row in line.rows]
    return "\n".join(parts)


def test_a_letter_has_the_six_contents_in_their_order(tmp_path: Path) -> None:
    one = loaded(tmp_path)
    (made,) = letters(one, one.delegations[0])
    heads = [line.text for line in lines(made.document) if isinstance(line, Heading)]
    assert heads == [
        "一、委托事项", "二、执行方式", "三、双方权利义务", "四、责任划分", "五、监管措施", "六、委托期限",
    ]  # fmt: skip


@pytest.mark.parametrize("content", CONTENTS)
def test_what_an_agreement_does_not_say_is_named_and_not_invented(
    content: str, tmp_path: Path
) -> None:
    thin = {key: value for key, value in AGREEMENT.items() if key != content}
    one = loaded(tmp_path, 协议=[thin])
    (made,) = letters(one, one.delegations[0])
    assert content in made.gaps
    assert TO_FILL in told(made.document)


def test_the_law_on_permits_stands_in_their_letters_only(tmp_path: Path) -> None:
    permit = {"编码": "T-1", "名称": "采伐许可", "类型": "行政许可", "具体内容": "县里的林木"}
    one = loaded(tmp_path, 事项=[permit])
    (made,) = letters(one, one.delegations[0])
    assert "不得再委托其他组织或者个人实施行政许可" in told(made.document)
    assert "行政处罚法" not in told(made.document)


def test_a_letter_is_about_what_is_entrusted_to_its_receiver(tmp_path: Path) -> None:
    items = [
        {"编码": "T-1", "名称": "甲", "承接": [A]},
        {"编码": "T-2", "名称": "乙", "承接": [B]},
        {"编码": "T-3", "名称": "丙", "方式": "服务窗口前移", "承接": [A]},
    ]
    one = loaded(tmp_path, 事项=items)
    (made,) = letters(one, one.delegations[0])
    assert [name in told(made.document) for name in ("T-1", "T-2", "T-3")] == [True, False, False]


def test_a_notice_has_a_line_for_each_item_and_receiver(tmp_path: Path) -> None:
    one = loaded(tmp_path)
    made = delegation_notice(one, one.delegations[0])
    rows = [line for line in lines(made.document) if isinstance(line, Table)][-1].rows
    assert [(row[3], row[4]) for row in rows] == [(A, "2026年8月28日"), (B, TO_FILL)]
    assert made.gaps == ("“林木登记”的交接日期",)


def test_a_planned_hand_over_is_called_a_plan(tmp_path: Path) -> None:
    events = [*BATCH["办理"], {"步骤": "交接", "计划": "2026-09-10", "承接主体": [B]}]
    one = loaded(tmp_path, 办理=events)
    assert "计划2026年9月10日" in told(delegation_notice(one, one.delegations[0]).document)


def test_a_notice_before_the_decision_is_a_draft(tmp_path: Path) -> None:
    one = loaded(tmp_path, 办理=[])
    made = delegation_notice(one, one.delegations[0])
    assert made.document.notice.startswith("草稿")
    assert {"决定日期", "公布日期"} <= set(made.gaps)


def test_an_empty_batch_gives_a_notice_all_the_same(tmp_path: Path) -> None:
    bare = {"编号": "2026-1", "标题": "空的一批", "方式": "下放"}
    path = register(tmp_path)
    (path / "delegations" / "2026-1.yaml").write_text(emit(bare), encoding="utf-8")
    one = load(open_register(path)).register
    made = delegation_notice(one, one.delegations[0])
    assert {"发文机关", "依据", "赋权机关"} <= set(made.gaps)
    assert as_word(made.document)


def test_what_a_list_writes_is_no_markup(tmp_path: Path) -> None:
    one = loaded(tmp_path, 责任="<script>alert(1)</script>")
    page = as_page(delegation_notice(one, one.delegations[0]).document, "<b>").decode("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_in_word_the_annex_lies_across_and_ends_the_document(tmp_path: Path) -> None:
    one = loaded(tmp_path)
    word = docx.Document(io.BytesIO(as_word(delegation_notice(one, one.delegations[0]).document)))
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
    ]
    across = sum(cell.width or 0 for cell in word.tables[-1].rows[0].cells)
    section = word.sections[-1]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert across == pytest.approx(room, rel=0.01)
