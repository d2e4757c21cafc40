"""K8 索要清单外材料."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.casework.columns import Known
from quanze.casework.desk import Desk, Judged
from quanze.casework.findings import Check, Finding, Outcome, Undecided
from quanze.casework.standard import material_name
from quanze.model.patterns import pattern
from quanze.model.word_table import without_notes
from quanze.rules.tables import is_filler

_BETWEEN: Final = pattern(r"[;；\n|]+")
_ALSO_BETWEEN: Final = pattern(r"[、,]")
_NUMBERS: Final = pattern(r"[①-⑳]|[(（]\d{1,2}[)）]|(?<!\d)\d{1,2}[、.．)）](?!\d)")
"""Numbers of materials, also where several stand in a line."""
_SHORTEST: Final = 2
"""A single character that stands within a name says nothing."""
_TOLD: Final = 10
_MOST: Final = 300
"""More parts than any case has materials."""


def materials(judged: Judged, desk: Desk) -> Iterator[Outcome]:
    """Judge whether only materials of the list were asked for. Their names are not repeated."""
    text, standard = judged.case.text(Known.MATERIALS), judged.standard
    asked = _asked(text, standard.materials)
    if not text or is_filler(text):
        # Nobody submits anything where the office acts of its own accord.
        if standard.materials and desk.table.has(Known.MATERIALS):
            yield Undecided(Check.MATERIALS, "没有写材料")
        return
    if not standard.materials:
        yield Undecided(Check.MATERIALS, "清单没有写申请材料")
        return
    beyond, near = [], False
    for number, name in enumerate(asked, 1):
        if name in standard.materials:
            continue
        if _near(name, standard.materials):
            near = True
        else:
            beyond.append(number)
    if beyond:
        shown = "、".join(map(str, beyond[:_TOLD])) + ("…" if len(beyond) > _TOLD else "")
        yield Finding(
            Check.MATERIALS,
            Known.MATERIALS,
            f"第 {shown} 份材料清单里没有（这一件要了 {len(asked)} 份）",
            f"只要清单的 {standard.material_count} 份材料",
            Check.MATERIALS.source,
            "不再要这份材料；名称不同而是同一份的，写成清单的名称；法律规定要的，列入清单",
        )
    elif near:
        yield Undecided(Check.MATERIALS, "有的材料名称与清单相近而不同，要人看")


def _asked(text: str, listed: frozenset[str]) -> list[str]:
    """Cut a cell into materials. A comma parts them only where the whole is no name of the list."""
    found: list[str] = []
    for part in _BETWEEN.split(text)[:_MOST]:
        whole = material_name(part)
        cut = [whole] if whole in listed else _cut(part)
        found += [name for name in cut[:_MOST] if name]
    return found


def _cut(part: str) -> list[str]:
    """Cut at commas and numbers; commas within brackets belong to a name."""
    bare = without_notes(_NUMBERS.sub("、", part))
    return list(map(material_name, _ALSO_BETWEEN.split(bare)))


def _near(name: str, listed: frozenset[str]) -> bool:
    return len(name) >= _SHORTEST and any(
        name in other or (len(other) >= _SHORTEST and other in name) for other in listed
    )
