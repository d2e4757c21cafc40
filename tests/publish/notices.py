"""Records of adjustments for the tests of notices."""

from __future__ import annotations

import copy
from typing import Any

from quanze.model.adjustment import AdjustmentRecord
from quanze.model.settings import Settings
from quanze.publish.notice import NoticeFacts, notice_facts

SETTINGS: dict[str, Any] = {
    "名称": "试验市权责清单",
    "编制机关": "中共试验市委机构编制委员会办公室",
}
NEW, GONE, DOWN, ONE, TWO, BOTH, KEPT = (f"T-XK-{number:04}" for number in range(1, 8))

STEPS = [
    {"步骤": "调整事由", "日期": "2026-03-02"},
    {"步骤": "申请", "日期": "2026-03-10", "机关": "试验市园林绿化局"},
    {"步骤": "审核", "日期": "2026-03-20", "机关": "试验市审改办"},
    {"步骤": "合法性审查", "日期": "2026-03-25", "机关": "试验市司法局"},
    {"步骤": "批准", "日期": "2026-04-01", "机关": "试验市人民政府", "文号": "试政函〔2026〕7号"},
    {"步骤": "向社会公开", "日期": "2026-04-10"},
]

CHANGES: list[dict[str, Any]] = [
    {
        "种类": "新增", "对象": NEW, "名称": "树木 A&B <移植> {{ 审批 }}", "部门": "园林局", "级别": "实质性",
        "内容": {
            "编码": NEW, "名称": "树木 A&B <移植> {{ 审批 }}", "类型": "行政许可", "部门": "园林局",
            "设定依据": [{"法规": "《试验市绿化条例》", "版本": "（2024年修正）", "条款": "第五条", "原文": "移植树木应当批准。"}],
        },
    },
    {
        "种类": "取消", "对象": GONE, "名称": "砍伐审批", "部门": "园林局", "级别": "实质性", "原指纹": "0" * 16,
        "原则": "无依据取消", "理由": "设定依据已经废止", "后续监管": "加强巡查。",
    },
    {
        "种类": "下放", "对象": DOWN, "名称": "占用绿地审批", "部门": "园林局", "级别": "实质性", "原指纹": "1" * 16,
        "原则": "基层便利下放", "去向": "各区园林部门", "后续监管": "每年抽查。",
    },
    {"种类": "合并", "对象": ONE, "名称": "检查甲", "部门": "城管局", "级别": "要素", "原指纹": "2" * 16, "关联": [BOTH], "原则": "同类合并"},
    {"种类": "合并", "对象": TWO, "名称": "检查乙", "部门": "城管局", "级别": "要素", "原指纹": "3" * 16, "关联": [BOTH], "原则": "同类合并"},
    {
        "种类": "合并", "对象": BOTH, "名称": "检查甲和乙", "部门": "城管局", "级别": "要素", "关联": [ONE, TWO], "原则": "同类合并",
        "内容": {"编码": BOTH, "名称": "检查甲和乙", "类型": "行政检查", "部门": "城管局"},
    },
    {
        "种类": "要素变更", "对象": KEPT, "名称": "绿化方案审查", "部门": "园林局", "级别": "要素",
        "要素": [
            {"要素": "承诺时限", "原": "15个工作日", "新": "7个工作日"},
            {
                "要素": "设定依据",
                "原": [{"法规": "《甲法》", "条款": "第一条", "原文": "旧的原文。"}, {"法规": "《乙法》", "条款": "第二条"}],
                "新": [{"法规": "《甲法》", "条款": "第三条", "原文": "新的原文。"}, {"法规": "《乙法》", "条款": "第二条"}],
            },
            {"要素": "备注", "原": {"录入人": "甲某"}, "新": {"录入人": "乙某", "说明栏": "公开的话"}},
        ],
    },
    {"种类": "责任新增", "清单": "责任事项", "对象": NEW, "名称": "移植", "部门": "园林局", "级别": "要素", "内容": {"事项": NEW}},
]  # fmt: skip

RECORD: dict[str, Any] = {
    "编号": "2026-1",
    "级别": "实质性",
    "事由": "机构职能调整",
    "依据": [{"名称": "《试验市绿化条例》", "条款": "第五条"}, {"名称": "《关于下放事项的决定》", "文号": "试政发〔2026〕2号"}],
    "说明": "第一段。\n第二段。",
    "办理": STEPS,
    "规范性文件": [{"名称": "试验市砍伐办法", "文号": "试园发〔2020〕1号", "依据事项": [GONE], "处理": "废止"}],
    "合计": {
        "原有": 100, "增加": 2, "减少": 4, "现有": 98,
        "种类": {"新增": 1, "取消": 1, "下放": 1, "合并": 3, "要素变更": 1, "责任新增": 1},
    },
    "变更": CHANGES,
}  # fmt: skip


def record(**other: Any) -> AdjustmentRecord:
    """Return the record of the tests, with other values for some of its keys."""
    return AdjustmentRecord.model_validate(copy.deepcopy(RECORD) | other)


def draft() -> AdjustmentRecord:
    """Return the record as the tool writes it, before people have added anything."""
    data = copy.deepcopy(RECORD)
    for key in ("事由", "依据", "说明", "规范性文件"):
        data.pop(key)
    data["办理"] = [{"步骤": step["步骤"]} for step in STEPS]
    for change in data["变更"]:
        for key in ("原则", "理由", "去向", "后续监管"):
            change.pop(key, None)
    return AdjustmentRecord.model_validate(data)


def facts(of: AdjustmentRecord | None = None, **settings: Any) -> NoticeFacts:
    """Return what the notice of a record says."""
    return notice_facts(of or record(), Settings.model_validate(SETTINGS | settings))
