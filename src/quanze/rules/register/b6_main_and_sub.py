"""B6 主项与子项的结构."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.rules.register.same_name import same_powers
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import is_filler

_NUMBERS: Final = pattern(r"(?<!\d)\d{1,2}[.．、](?!\d)")


def check(register: Register) -> Iterator[Finding]:
    """Find powers that should be one with sub-items, mains with one sub-item, and odd types."""
    for lists in register.departments:
        repeated = [powers for powers in same_powers(lists.powers) if len(powers) > 1]
        yield from map(_repeated, repeated)
        told = {id(power) for powers in repeated for power in powers}
        for power in lists.powers:
            yield from _single(power, told=id(power) in told)
            yield from _types(power)


def _single(power: Power, *, told: bool) -> Iterator[Finding]:
    """A single sub-item, unless the power is `told` to be one of several that belong together."""
    if len(power.sub_items) != 1:
        return
    name = power.sub_items[0].name
    if len(_NUMBERS.findall(name)) > 1:
        message = "“{name}”的几个子项写在了一个名称里：{sub}"
        yield found("B6", power, "子项", 0, "名称", message=message, sub=" ".join(name.split()))
    elif not told and not is_filler(name):
        yield found("B6", power, "子项", message="“{name}”只有一个子项“{sub}”", sub=name)


def _repeated(powers: tuple[Power, ...]) -> Finding:
    first, *others = powers
    subs = all(power.sub_items for power in powers)
    advice = (
        "应当合成一项，各写成一个子项" if subs else "内容相同的删去一项，不同的写清名称或者写成子项"
    )
    return found(
        "B6",
        first,
        "名称",
        message=f"“{{name}}”（{{type}}）在本部门列了 {len(powers)} 项，{advice}",
        type=first.type,
        related=tuple(power.origin.at("名称") for power in others),
    )


def _types(power: Power) -> Iterator[Finding]:
    for i, sub in enumerate(power.sub_items):
        if sub.type is not None and sub.type.name != power.type.name:
            yield found(
                "B6", power, "子项", i, "类型",
                message="子项“{sub}”是{type}，主项“{name}”是{main}",
                sub=sub.name, type=sub.type, main=power.type,
            )  # fmt: skip


RULE = Rule(
    code="B6",
    name="主项与子项的结构",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="同一项职权拆成几行、只有一个子项的主项、子项与主项类型不同，都会使总数不实，各级也对不上。",
    source="白城市应急管理局权责清单动态调整制度第六条（合并、拆分，含子项）；浙江权力清单推进会交流材料（2014）（五统一：名称、编码、分类）",
    mend="同名的合成一个主项，各写成“子项”；只有一个子项的，取消子项，或者并入名称；类型不同的分成两项。",
    check=check,
)
