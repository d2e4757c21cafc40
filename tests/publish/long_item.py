"""A register with one item of which every list is far longer than in life, and every entry can be told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from quanze.load.emit import emit
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.register import Register

from . import adjusted
from .conftest import SETTINGS, basis, read_register, write_register

CODE = "T-cy-XK-0001"
SHORT = "T-cy-XK-0002"
NAME = "市城市管理局"
_TOLD = "负责城市道路、桥梁、照明设施的规划、建设、养护和监督管理，拟订有关政策并组织实施。" * 3


def mark(kind: str, number: int) -> str:
    """The words by which an entry is found again."""
    return f"{kind}之{number:03}"


def long_item(folder: Path, many: int = 200) -> Register:
    """Make the register; each list of its first item has so many entries."""
    files = {
        "department.yaml": {"名称": NAME},
        "power.yaml": {"部门": NAME, "事项": [_power(many), {"编码": SHORT, "名称": "短的", "类型": "行政许可"}]},
        "duty.yaml": {
            "部门": NAME,
            "责任事项": [
                {"事项": CODE, "责任": [{"环节": mark("环节", n), "内容": _TOLD} for n in range(many)], "追责": {"情形": "追责的情形"}},
                *({"事项": CODE, "子项": mark("子项", n), "责任": [mark("子项责任", n) + _TOLD]} for n in range(many)),
            ],
            "事中事后监管": [{"名称": mark("监管", n), "监管内容": _TOLD, "适用事项": [CODE]} for n in range(many)],
        },
        "boundary.yaml": {
            "部门": NAME,
            "职责边界": [
                {"管理事项": mark("边界", n), "部门分工": [{"部门": "市水务局", "分工": _TOLD}], "相关事项": [CODE]}
                for n in range(many)
            ],
        },
        "flow.yaml": {"部门": NAME, "流程": [_flow(many)]},
        "release.yaml": {
            "部门": NAME,
            "启用": [{"事项": CODE, "申请": mark("启用", n), "批准": "市人民政府", "自": "2025-01-01", "至": "2025-02-01", "归还": "2025-02-01"} for n in range(many)],
        },
    }  # fmt: skip
    write_register(folder, SETTINGS | {"法规": adjusted.SETTINGS["法规"]}, {"cy": files})
    for path, data in _own(many).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(emit(data), encoding="utf-8")
    return replace(read_register(folder), adjustments=_records(many))


def _bases(kind: str, many: int) -> list[dict[str, Any]]:
    return [basis(mark(kind, n), _TOLD) for n in range(many)]


def _power(many: int) -> dict[str, Any]:
    def each(kind: str, **more: Any) -> list[dict[str, Any]]:
        return [{"名称": mark(kind, n), **more} for n in range(many)]

    return {
        "编码": CODE, "名称": "样样都很多的许可", "类型": "行政许可", "常用程度": "非常用", "流程": "长流程",
        "行使内容": mark("内容", 0) + _TOLD * (many // 3),
        "前身": [mark("前身", n) for n in range(many)],
        "关键词": [mark("说法", n) for n in range(many)],
        "共同实施部门": [mark("共同", n) for n in range(many)],
        "咨询方式": each("咨询", 地址="0990-0000001"),
        "监督方式": each("监督", 地址="0990-0000002"),
        "申请材料": each("材料", 形式="原件", 份数=1, 备注=_TOLD),
        "特别程序": each("特别", 时限="10日"),
        "中介服务": each("中介", 机构=_TOLD),
        "裁量基准": [{"阶次": mark("阶次", n), "情形": _TOLD, "标准": "从轻"} for n in range(many)],
        "设定依据": _bases("设定", many),
        "行使依据": _bases("行使", many),
        "授权依据": _bases("授权", many),
        "收费": {"标准": "每件十元", "依据": _bases("收费", many)},
        "子项": each("子项", 设定依据=_bases("子项依据", 3)),
        "业务办理项": [*each("办理", 办理地点=_TOLD), {"名称": "长的办理项", "设定依据": _bases("办理依据", many)}],
        "备注": {mark("栏目", n): _TOLD for n in range(many)},
    }  # fmt: skip


def _flow(many: int) -> dict[str, Any]:
    last = {"编号": f"s{many}", "名称": "办结", "角色": "窗口", "种类": "结束"}
    steps = [
        {"编号": f"s{n}", "名称": mark("步骤", n), "角色": "窗口", "下一步": [f"s{n + 1}"]}
        | ({"种类": "开始"} if n == 0 else {})
        for n in range(many)
    ]
    return {"名称": "长流程", "步骤": [*steps, last]}


def _own(many: int) -> dict[str, Any]:
    receivers = [{"名称": mark("承接", n)} for n in range(many)]
    return {
        "regulations.yaml": {"配套制度": [{"名称": f"《{mark('制度', n)}》", "适用事项": [CODE]} for n in range(many)]},
        "negative-list.yaml": {
            "名称": "清单",
            "条目": [{"行业": "采矿业", "项目": mark("项目", n), "管理措施": "许可", "相关事项": [CODE]} for n in range(many)],
        },
        "delegations/2026-1.yaml": {
            "编号": "2026-1", "标题": "一批", "方式": "下放", "承接主体": receivers,
            "事项": [{"编码": CODE, "名称": "样样都很多的许可", "具体内容": _TOLD}],
        },
    }  # fmt: skip


def _records(many: int) -> tuple[AdjustmentRecord, ...]:
    return tuple(
        AdjustmentRecord.model_validate(
            adjusted.record(
                f"2025-{n + 1}", 2,
                adjusted.altered(CODE, ("行使内容", _TOLD, f"改为{n}"), ("承诺时限", "9日", "8日")),
                day="2025-04-01", 标题=mark("调整", n),
            )
        )
        for n in range(many)
    )  # fmt: skip
