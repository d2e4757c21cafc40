"""A small register, and cases told in one line, for the tests of cases held against the list."""

from __future__ import annotations

import datetime
from pathlib import Path

from quanze.calendar import national_calendar
from quanze.casework.audit import Audit, CaseResult, columns_of
from quanze.casework.handled import open_cases
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.register import Register

TODAY = datetime.date(2026, 11, 22)
PERMIT, PENALTY, SEAL, HALTED, OLD, GONE, GIVEN, CODE2 = (
    "XK-1", "CF-1", "QZ-1", "XK-2", "XK-0", "XK-9", "BA-1", "XK-3",
)  # fmt: skip

SETTINGS = """\
名称: 示例市权责清单
地区: 示例市
层级: 市级
"""
POWER = """\
部门: 示例市林业局
事项:
  - 编码: "XK-1"
    名称: 林木采伐许可
    类型: 行政许可
    行使主体: 示例市林业局
    共同实施部门: [示例市公安局]
    前身: ["XK-0"]
    法定时限: 20个工作日
    承诺时限: 8个工作日
    特别程序: [现场踏勘（委托测绘）]
    申请材料: [采伐申请书, 《林权证》复印件, "采伐作业设计（附图，附表）"]
    流程: 许可-一般
  - 编码: "XK-2"
    名称: 木材运输许可
    类型: 行政许可
    行使主体: 示例市林业局
    暂停: {自: 2026-03-01, 至: 2026-04-30}
  - 编码: "XK-3"
    名称: 草原征用许可
    类型: 行政许可
    行使主体: 示例市林业局
    承诺时限: 8日
  - 编码: "CF-1"
    名称: 盗伐林木的处罚
    类型: 行政处罚
    行使主体: 示例市林业局
    法定时限: 90日
    裁量基准:
      - {阶次: 从轻, 情形: 初次, 标准: 处1万元以下罚款, 依据: 《示例办法》第三条}
      - {阶次: 一般, 情形: 其他, 标准: 处超过1万元、3万元以下罚款}
      - {阶次: 从重, 情形: 多次, 标准: 处林木价值3倍以上5倍以下罚款}
  - 编码: "QZ-1"
    名称: 查封场所
    类型: 行政强制
    常用程度: 非常用
    行使主体: 示例市林业局
"""
RELEASE = """\
部门: 示例市林业局
启用:
  - {事项: "QZ-1", 申请: 执法科, 事由: 防火, 批准: 市人民政府, 自: 2026-03-02, 至: 2026-05-31, 归还: 2026-04-30}
"""
FLOW = """\
部门: 示例市林业局
流程:
  - 名称: 许可-一般
    步骤:
      - {编号: a, 名称: 申请, 角色: 申请人, 种类: 开始, 阶段: 申请, 下一步: [b]}
      - {编号: b, 名称: 受理, 角色: 窗口, 种类: 判断, 阶段: 受理, 下一步: [{到: c, 条件: 是}, {到: z, 条件: 否}]}
      - {编号: z, 名称: 不予受理, 角色: 窗口, 种类: 结束, 阶段: 受理}
      - {编号: c, 名称: 审核, 角色: 科室, 阶段: 审核, 下一步: [d, e]}
      - {编号: d, 名称: 专家评审, 角色: 专家, 阶段: 评审, 下一步: [e]}
      - {编号: e, 名称: 决定, 角色: 局长, 阶段: 决定, 下一步: [f]}
      - {编号: f, 名称: 送达, 角色: 窗口, 阶段: 送达, 下一步: [g]}
      - {编号: g, 名称: 归档, 角色: 窗口, 种类: 结束, 阶段: 办结}
"""
DELEGATION = """\
编号: "2026-1"
标题: 下放备案
方式: 下放
放权部门: 示例市林业局
期限: {自: 2026-03-01, 至: 2027-02-28}
承接主体: [{名称: 甲县林业局（示例）, 性质: 行政机关}]
事项:
  - {编码: "BA-1", 名称: 木材经营备案}
  - {编码: "XK-1", 名称: 林木采伐许可, 方式: 委托}
办理:
  - {步骤: 交接, 日期: 2026-03-10}
  - {步骤: 收回, 日期: 2026-06-01, 事项: ["XK-1"]}
"""
STEPS = "办理: [{步骤: 申请, 日期: 2026-01-01}, {步骤: 审核, 日期: 2026-01-02}, {步骤: 合法性审查, 日期: 2026-01-03}, {步骤: 批准, 日期: 2026-03-05}]"
RECORD = f"""\
编号: "2026-1"
级别: 实质性
{STEPS}
合计: {{原有: 6, 增加: 1, 减少: 1, 现有: 6, 种类: {{取消: 1, 新增: 1, 严管: 1}}}}
变更:
  - {{种类: 取消, 对象: "XK-9", 级别: 实质性, 原指纹: "0"}}
  - {{种类: 新增, 对象: "XK-3", 级别: 实质性, 内容: {{名称: 草原征用许可}}}}
  - {{种类: 严管, 对象: "QZ-1", 级别: 实质性, 要素: [{{要素: 常用程度, 新: 非常用}}]}}
"""
FILES = {
    "quanze.yaml": SETTINGS,
    "departments/lyj/department.yaml": "名称: 示例市林业局\n简称: 市林业局\n",
    "departments/lyj/power.yaml": POWER,
    "departments/lyj/release.yaml": RELEASE,
    "departments/lyj/flow.yaml": FLOW,
    "delegations/2026-1.yaml": DELEGATION,
    "adjustments/2026-1.yaml": RECORD,
}


def write(folder: Path, files: dict[str, str] = FILES) -> Path:
    """Write the register."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def register(folder: Path, files: dict[str, str] = FILES) -> Register:
    """Read the register; it must be without a fault."""
    loaded = load(open_register(write(folder, files)))
    assert [finding.message for finding in loaded.findings] == []
    return loaded.register


def judged(folder: Path, text: str, of: Register) -> list[CaseResult]:
    """Judge a table."""
    path = folder / "办件.csv"
    path.write_text(text, encoding="utf-8")
    table = open_cases(path, columns_of(of))
    return list(Audit(of, national_calendar(), table, today=TODAY).results())


def case(folder: Path, of: Register, **cells: str) -> CaseResult:
    """Judge one case, told by its cells."""
    (result,) = judged(folder, f"{','.join(cells)}\n{','.join(cells.values())}\n", of)
    return result


def told(result: CaseResult) -> list[str]:
    """Say what was found: a code and the message; what could not be judged with a question mark."""
    found = [f"{one.check} {one.message}" for one in result.findings]
    return [*found, *(f"{one.check}? {one.reason}" for one in result.undecided)]
