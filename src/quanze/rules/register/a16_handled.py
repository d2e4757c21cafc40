"""A16 清单外办理."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.reference_list import ReferenceKind
from quanze.model.register import Register
from quanze.rules.references import entries, listing_of
from quanze.rules.rule import Family, Reach, Rule, found


def check(register: Register) -> Iterator[Finding]:
    """Find what was really handled and is not in the lists."""
    if not register.references(ReferenceKind.HANDLED):
        return
    listing = listing_of(register)
    if not listing.complete:
        return
    for listed, item in entries(register, ReferenceKind.HANDLED):
        if not listing.knows(item):
            yield found(
                "A16", item,
                message="{list}有“{name}”{count}，清单里按编码、名称都没有找到",
                told={"count": f"{item.count} 件" if item.count else ""}, list=listed.title,
            )  # fmt: skip


RULE = Rule(
    code="A16",
    name="清单外办理",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="清单以外不得行使权力；办件系统里办着、清单里没有的，要么漏列了，要么不该再办。",
    source="通化市责任清单实施意见（未纳入目录仍实施的）；濮阳市权责清单动态调整的做法；"
    "对照“references/”里种类为“实际办理”的参照清单，先按编码、再按完全相同的名称核对",
    mend="有依据的，按程序列入清单；没有依据的，停止办理。名称不同而是同一项的，在参照清单里写上它的编码。",
    check=check,
)
