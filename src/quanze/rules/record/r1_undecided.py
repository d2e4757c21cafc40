"""R1 记录没有写全, and R5 规范性文件没有处理意见."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.law.decisions import Decision, open_decisions
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.register import Register
from quanze.rules.record.places import in_change, in_record
from quanze.rules.rule import Family, Reach, Rule

_OF_DOCUMENTS = "规范性文件"
_OF_D8 = "后续监管"


def check(register: Register) -> Iterator[Finding]:
    """Find what people have to decide, and have not."""
    for record in register.adjustments:
        for decision in open_decisions(record):
            if _is_certain(record, decision):
                yield _finding(record, decision)


def _is_certain(record: AdjustmentRecord, decision: Decision) -> bool:
    """Whether it is missing for certain, and no other rule tells it.

    Where the ground is not known, nobody knows whether a principle was applied.
    """
    told_elsewhere = decision.path[0] == _OF_DOCUMENTS or decision.key == _OF_D8
    return not told_elsewhere and (decision.key != "原则" or record.trigger is not None)


def check_documents(register: Register) -> Iterator[Finding]:
    """Find normative documents of which nobody has said what becomes of them."""
    for record in register.adjustments:
        for decision in open_decisions(record):
            if decision.path[0] == _OF_DOCUMENTS:
                document = record.documents[int(decision.path[1])]
                yield in_record(
                    "R5", record, decision.path, "没有写规范性文件“{document}”怎样处理",
                    document=document.name,
                )  # fmt: skip


def _finding(record: AdjustmentRecord, decision: Decision) -> Finding:
    mend = f"补写“{decision.key}”：{decision.hint}。"
    if decision.change is None:
        return in_record("R1", record, decision.path, "没有写{what}", mend, what=decision.what)
    what = decision.what
    return in_change("R1", decision.change, decision.path[2:], "没有写{what}", mend, what=what)


RULE = Rule(
    code="R1",
    name="调整记录没有写全",
    severity=Severity.ERROR,
    family=Family.RECORD,
    reach=Reach.OWN,
    why="调整要有事由、有依据；下放、转移给谁，按哪一条原则取消，都要有人决定并写下来，不能由程序代替。",
    source="《白城市应急管理局清单动态调整制度》第四条至第七条；一个设区的市的行政权力清单办法第二十二条（说明调整的依据和理由）；"
    "辽源市清理职权的十项原则（自行清理时取消、下放、合并的，写明原则）",
    mend="打开 adjustments/ 下的这份记录，在标有“请补写”的地方补写。",
    check=check,
)

DOCUMENTS_RULE = Rule(
    code="R5",
    name="规范性文件没有处理意见",
    severity=Severity.WARNING,
    family=Family.RECORD,
    reach=Reach.OWN,
    why="事项调整以后，依据它制定的规范性文件要一并清理，不然文件还在要求办已经取消的事。",
    source="通化市责任清单实施意见（对涉及的规范性文件及时提出处理意见）",
    mend="请制定机关提出意见，在“处理”后面写 修改、继续执行、失效 或 废止。",
    check=check_documents,
)
