"""Words that say nothing, and telephone numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quanze.rules.wording import has_phone, is_catch_all, is_vague, names_no_material

Tells = Callable[[str], bool]

YES: list[tuple[Tells, list[str]]] = [
    (
        names_no_material,
        [
            "其他材料", "其它材料。", "（3）其他有关材料", "法律、行政法规规定的其他文件", "有关材料",
            "法律法规规定应当提交的其他材料", "审批机关要求提供的其他相关文件", "相关证明文件",
            "主管部门认为需要提交的其他材料", "与申请事项有关的其他材料", "其他需要说明的材料",
        ],
    ),
    (
        is_catch_all,
        [
            "法律、法规、规章规定的其他职责", "8.其他责任：法律法规规章等规定应履行的责任。",
            "其他法律法规规章文件规定应履行的责任", "法律法规规定的其他行政处罚事项", "其他",
            "对违反法律、法规规定的其他行为的处罚", "承办市委、市政府交办的其他任务",
        ],
    ),
    (
        is_vague,
        [
            "配合有关部门做好相关工作。", "负责指导各区有关工作", "2.参与生态保护工作",
            "按照职责分工配合做好有关工作", "依法协助有关部门做好工作，配合市政府做好其他工作。",
        ],
    ),
    (
        has_phone,
        ["0437-5000000", "（0437）5000000", "010-50000000", "热线12345", "96315", "400-000-0000"],
    ),
]  # fmt: skip

NO: list[tuple[Tells, list[str]]] = [
    (
        names_no_material,
        [
            "申请书", "林权证明材料", "法定代表人身份证明文件", "其他股东的身份证明", "申请材料目录",
            "有关主管部门的审查意见", "相关人员资格证书", "安全生产相关规章制度", "事迹材料", "",
        ],
    ),
    (
        is_catch_all,
        [
            "其他计量技术机构监督检查", "对其他违法排污行为的处罚", "其他林业生产经营单位备案",
            "在法律、法规规定的其他禁止养殖区域建设养殖场的处罚", "对违反本条例其他规定的处罚", "",
        ],
    ),
    (
        is_vague,
        [
            "配合检查农药经营门店", "指导、监督下级行政机关履行职责", "参与事故调查处理",
            "指导各区执法工作，协调跨区域案件查处", "负责防火工作", "",
        ],
    ),
    (
        has_phone,
        ["来信来访", "邮编136200", "8:30—11:30", "示例政发〔2024〕1号", "https://a.cn/20240101123456", ""],
    ),
]  # fmt: skip


def _pairs(table: list[tuple[Tells, list[str]]]) -> list[object]:
    return [
        pytest.param(tells, text, id=f"{tells.__name__}-{text}")
        for tells, texts in table
        for text in texts
    ]


@pytest.mark.parametrize(("tells", "text"), _pairs(YES))
def test_says_nothing(tells: Tells, text: str) -> None:
    assert tells(text)


@pytest.mark.parametrize(("tells", "text"), _pairs(NO))
def test_says_something(tells: Tells, text: str) -> None:
    assert not tells(text)
