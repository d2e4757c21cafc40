"""Which element a header means."""

from __future__ import annotations

import pytest

from quanze.excel.headers import declared_count, default_words, normal_header, unit_hint
from quanze.excel.result import PERSONAL, Kind

WORDS = default_words()


@pytest.mark.parametrize(
    ("header", "element"),
    [
        ("序号", "序号"),
        ("事项\n名称", "名称"),
        ("职 权 名 称", "名称"),
        ("项目", "名称"),
        ("权利类型", "类型"),
        ("职权名称/项目", "名称"),
        ("职权名称/子项", "子项名称"),
        ("子项名称（无子项时无需填写）", "子项名称"),
        ("子项地方权力编码(无子项时无需填写)", "子项编码"),
        ("行使主体（所属部门）", "行使主体"),
        ("责任事项的依据", "责任事项依据"),
        ("责任事项依据", "责任事项依据"),
        ("责任事项", "责任事项"),
        ("法定期限（天/日）", "法定时限"),
        ("收费（征收）依据和标准", "收费"),
        ("救助渠道", "救济渠道"),
        ("行政职权的设定依据", "设定依据"),
        ("*权力类型", "类型"),
        ("3.承办机构：", "承办机构"),
        ("录入人", PERSONAL),
    ],
)
def test_a_header_means_an_element(header: str, element: str) -> None:
    meaning = WORDS.meaning(header, "power")
    assert meaning is not None
    assert meaning.elements[0][0] == element


@pytest.mark.parametrize("header", ["公开类型", "所属行政区划", "审核组意见", "状态"])
def test_some_headers_are_known_to_have_no_element(header: str) -> None:
    meaning = WORDS.meaning(header, "power")
    assert meaning is not None
    assert meaning.elements == ()


@pytest.mark.parametrize("header", ["天气", "地州市级", "1.受理责任", "依法依规", ""])
def test_other_texts_are_not_known(header: str) -> None:
    assert not WORDS.knows(header)


@pytest.mark.parametrize(
    ("headers", "titles", "kind"),
    [
        ("序号 事项名称 权力类型 实施依据", "", "power"),
        ("管理事项 相关部门 职责分工 相关依据", "", "boundary"),
        ("服务事项 主要内容 承办机构", "", "service"),
        ("序号 事项名称 设定依据 承办机构", "某局公共服务事项清单", "service"),
        ("序号 事项名称 权力类型 实施依据", "权力清单和公共服务清单", "power"),
        ("编号 抽查事项名称 抽查依据 抽查对象", "", "oversight"),
        ("序号 一级事项 公开内容", "", "unknown"),
    ],
)
def test_headers_make_a_kind_of_table(headers: str, titles: str, kind: Kind) -> None:
    assert WORDS.kind(headers.split(), titles) == kind


@pytest.mark.parametrize(
    ("text", "power_type"),
    [
        ("行政许可", "行政许可"),
        ("一、行政许可（11项）", "行政许可"),
        ("（二）行政处罚类（共 23 项）", "行政处罚"),
        ("其他行政权力（5项）", "其他行政权力"),
        ("行政许可事项", "行政许可"),
        ("其他职权", "其他职权"),
        ("Sheet1", None),
        ("企业设立的行政许可", None),
        ("市生态环境局（217项）", None),
    ],
)
def test_a_text_can_be_a_type_and_nothing_else(text: str, power_type: str | None) -> None:
    assert WORDS.type_alone(text) == power_type


@pytest.mark.parametrize(
    ("name", "count"),
    [("行政许可（11项）", 11), ("市局(217项)", 217), ("2024年", None), ("许可（11）", None)],
)
def test_a_sheet_name_may_state_a_count(name: str, count: int | None) -> None:
    assert declared_count(name) == count


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("法定期限（天/日）", "日"),
        ("承诺时限(工作日)", "工作日"),
        ("承诺时限（单位：个工作日）", "工作日"),
        ("办理时限(小时)", "小时"),
        ("法定时限", None),
        ("行使主体（所属部门）", None),
    ],
)
def test_a_header_may_state_a_unit(header: str, unit: str | None) -> None:
    assert unit_hint(header) == unit


def test_bracket_forms_and_blanks_make_no_difference() -> None:
    assert normal_header("收费（征收） 依据\n和标准") == normal_header("收费(征收)依据和标准")
