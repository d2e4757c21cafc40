"""The history that docs/history.md tells: a register of two departments over half a year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.office import Data, Office, power, powers

TRAFFIC, POLICE = "departments/jtysj/", "departments/gaj/"
ROAD = power("T-jtysj-XK-0001", "占用公路许可", 法定时限="20个工作日", 承诺时限="10个工作日")
TREES = power("T-jtysj-XK-0002", "砍伐护路林许可", 法定时限="20个工作日")
LOADS = power("T-jtysj-XK-0003", "超限运输许可")
BOTH = power(
    "T-jtysj-XK-0004", "占用公路和砍伐护路林许可", 前身=["T-jtysj-XK-0001", "T-jtysj-XK-0002"],
    法定时限="20个工作日", 承诺时限="5个工作日",
)  # fmt: skip
GUNS = power("T-gaj-XK-0001", "爆破作业许可")


def duties(code: str) -> Data:
    stage = {"环节": "受理责任", "内容": "一次告知需要补正的全部内容"}
    return {"部门": "市交通运输局", "责任事项": [{"事项": code, "责任": [stage]}]}


def of_traffic(*items: Data) -> Data:
    return {f"{TRAFFIC}power.yaml": powers("市交通运输局", *items)}


FIRST: Data = {
    "quanze.yaml": {"名称": "示例市权责清单"},
    f"{TRAFFIC}department.yaml": {"名称": "市交通运输局"},
    **of_traffic(ROAD, TREES, LOADS),
    f"{TRAFFIC}duty.yaml": duties(ROAD["编码"]),
    f"{POLICE}department.yaml": {"名称": "市公安局"},
    f"{POLICE}power.yaml": powers("市公安局", GUNS),
}


def told(top: Path) -> Office:
    """Build the repository, with every change recorded."""
    office = Office(top, "清单库")
    first = office.step(FIRST, "2024-01-02", "张三", "首个版本")
    faster = ROAD | {"承诺时限": "7个工作日"}
    office.step(of_traffic(faster, TREES, LOADS), "2024-02-01", "李四", "压缩承诺时限")
    office.step(of_traffic(faster, TREES), "2024-02-03", "王五", "超限运输许可下放")
    record = office.record("2024-1", first, 标题="第一批调整")
    _handed_down(record)
    office.write({"adjustments/2024-1.yaml": record})
    base = office.commit("动态调整记录 2024-1", "2024-03-05", "张三")
    office.write(of_traffic(BOTH) | {f"{TRAFFIC}duty.yaml": duties(BOTH["编码"])})
    office.write_record("2024-2", base, 标题="两项许可合并")
    office.commit("两项许可合并，记录 2024-2", "2024-06-01", "李四")
    return office


def _handed_down(record: dict[str, Any]) -> None:
    for change in record["变更"]:
        if change["种类"] == "取消":
            change |= {"种类": "下放", "去向": "县级交通运输主管部门"}
    kinds = record["合计"]["种类"]
    record["合计"]["种类"] = {"下放": kinds.pop("取消"), **kinds}


def gone_wrong(office: Office) -> None:
    """Change the list without a record, and then an approved record."""
    changed = powers("市公安局", GUNS | {"承诺时限": "3个工作日"})
    office.step({f"{POLICE}power.yaml": changed}, "2024-07-01", "赵六", "改承诺时限")
    path = office.folder / "adjustments/2024-1.yaml"
    text = path.read_text("utf-8").replace("第四十四条", "第四十五条", 1)
    office.step({"adjustments/2024-1.yaml": text}, "2024-07-02", "赵六", "改记录的依据")
