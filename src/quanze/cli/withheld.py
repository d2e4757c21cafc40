"""Personal data and secrets stop whatever goes out to the public, before anything is written."""

from __future__ import annotations

import datetime
from collections.abc import Container
from typing import TYPE_CHECKING, Final

from quanze.cli.console import remark

if TYPE_CHECKING:
    from quanze.findings import Finding
    from quanze.load.source import Source
    from quanze.model.register import Register

_LISTED: Final = 10
"""How many of the places are named."""


def stop_if_withheld(
    register: Register, source: Source, outcome: str, only: Container[str] | None = None
) -> None:
    """Refuse to give out personal data and secrets; name every place.

    Args:
        register: what goes out, or holds it.
        source: where it was read from.
        outcome: what was not done therefore, in Chinese.
        only: the files whose content would go out; None: all of them.

    Raises:
        CannotRun: there are some.
    """
    from quanze.load.source import CannotRun
    from quanze.publish.gate import withheld

    found = withheld(register, datetime.date.today())
    found = tuple(one for one in found if only is None or one.origin.file in only)
    if not found:
        return
    _list(found, source)
    raise CannotRun(
        f"清单里有 {len(found)} 处个人信息或者涉密内容，{outcome}。"
        "请删去以后再运行；确实可以公开的，在 quanze.yaml 的“规则 · 豁免”里逐项写明理由和期限。"
    )


def _list(found: tuple[Finding, ...], source: Source) -> None:
    from quanze.load.places import Places
    from quanze.rules.registry import RULES_BY_CODE

    places = Places(source)
    for one in found[:_LISTED]:
        place = places.of(one)
        remark(f"  {place.file}:{place.line}:{place.column}  {one.code}  {one.message}")
        remark(f"    {one.mend or RULES_BY_CODE[one.code].mend}")
    if len(found) > _LISTED:
        remark(f"  …… 另有 {len(found) - _LISTED} 处，运行 quanze validate 可以看到全部")
