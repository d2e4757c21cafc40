"""C7 流程缺核心环节."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.flow import Flow
from quanze.model.register import Register
from quanze.rules.register.flows import flows_with_powers, kinds_of
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import Stage, procedure


def check(register: Register) -> Iterator[Finding]:
    """Find flows without a stage that the law orders for their type."""
    for _, flow, powers in flows_with_powers(register):
        for kind in kinds_of(flow, powers):
            wanted = procedure(kind, flow.name)
            missing = [s.name for s in wanted.stages if not _has(flow, s)] if wanted else []
            if missing:
                yield found(
                    "C7", flow, "步骤",
                    message="流程“{name}”用于{kind}，缺少环节：{stages}",
                    kind=kind, stages="、".join(missing),
                )  # fmt: skip


def _has(flow: Flow, stage: Stage) -> bool:
    texts = [text for step in flow.steps for text in (step.stage, step.name) if text]
    return any(word in text for text in texts for word in (stage.name, *stage.words))


RULE = Rule(
    code="C7",
    name="流程缺核心环节",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    why="流程图要画出从受理到办结的全过程；少了法定的环节，等于公开承认程序违法，或者让人看不懂下一步是什么。",
    source="浙江权力清单推进会交流材料（2014）；辽源市“一单一表一图”访谈（从受理到办结）；《行政许可法》第四章；《行政处罚法》第五章",
    mend="补画缺少的环节，或者在步骤的“阶段”里写明它属于哪个环节；简易、当场程序请在流程名称里写明。",
    check=check,
)
