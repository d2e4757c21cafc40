"""B7 行使主体不合格."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.patterns import pattern
from quanze.model.power import BodyNature
from quanze.model.register import DepartmentLists, Register, group
from quanze.model.word_table import plain
from quanze.rules.parts import Part, is_empty, parts
from quanze.rules.references import overlap
from quanze.rules.rule import Family, Reach, Rule, found

_PLACE: Final = pattern(
    r"^(?:[一-鿿]{1,6}?(?:自治[州县旗]|[省市州盟县区旗])|[省市州盟县区旗])(?=[一-鿿]{2})"
)
_GENERIC: Final = pattern(r"主管部门|(?:有关|相关)部门|^(?:地州市|地市州|各级|各县|某)")
_UNIT: Final = pattern(
    r"(?:科|股|处|(?<!办公)室|总队|支队|大队|中队|(?<!派出)(?<!税务)所|站|窗口)$"
)
_BODIES: Final = pattern(r"[、,;；\n]")
_BRACKETS: Final = pattern(r"\(([^()]*)\)")


def check(register: Register) -> Iterator[Finding]:
    """Find exercising bodies that no department of the register is: one finding for each of them."""
    table = _Table(register)
    for lists in register.departments:
        written = (
            (str(body), (power, part))
            for power in lists.powers
            for part in parts(power)
            if (body := part.own.body) and not is_empty(body) and _ours(register, part)
        )
        for body, places in group(written).items():
            first, part = places[0]
            fault = table.fault(body, part)
            if fault:
                yield found(
                    "B7", first, *part.path, "行使主体",
                    message="行使主体“{body}”{fault}" + ("（{count} 处）" if len(places) > 1 else ""),
                    related=tuple(p.origin.at(*part.path, "行使主体") for p, part in places[1:]),
                    told={"count": str(len(places))}, body=body, fault=fault,
                )  # fmt: skip


class _Table:
    """The departments of a register, by all the ways to write their names."""

    def __init__(self, register: Register) -> None:
        self._names = {
            name: lists for lists in register.departments for name in _written(_own_names(lists))
        }
        self._alike = _Alike(self._names)
        self._former = {
            name: lists
            for lists in register.departments
            if lists.department
            for name in _written(list(lists.department.former_names))
        }
        self._offices = {
            plain(office.name)
            for lists in register.departments
            if lists.department
            for office in lists.department.offices
        }

    def fault(self, body: str, part: Part) -> str | None:
        """Say what is wrong with a body as it is written; None if nothing is known to be."""
        whole = plain(body)
        if self._known(whole):
            return None
        single = [one for one in _BODIES.split(whole) if one]
        faults = (self._fault(one, part) for one in single)
        return next(filter(None, faults), None)

    def _known(self, name: str) -> bool:
        return any(form in self._names for form in _written([name]))

    def _fault(self, name: str, part: Part) -> str | None:
        outer = _BRACKETS.sub("", name)
        if self._known(name) or outer.endswith("人民政府"):
            return None
        if _GENERIC.search(outer):
            return "不是一个具体的机关，多半是照搬了样本"
        now = next((self._former[f] for f in _written([name]) if f in self._former), None)
        if now is not None:
            return f"是“{now.name}”的曾用名"
        if (outer in self._offices or _UNIT.search(outer)) and not _explained(part):
            return "是内设机构或者下属单位，不是行政机关"
        forms = _written([name])
        if any(_short_for(form, known) for form in forms for known in self._alike.to(form)):
            return None
        return None if _explained(part) else "不是清单库里的部门"


class _Alike:
    """Leaves out nearly all of many names that cannot be a name with letters added or left out."""

    def __init__(self, names: Collection[str]) -> None:
        self._holding = group((letter, name) for name in names for letter in set(name))
        self._by_rarest = group((min(name, key=self._times), name) for name in names)

    def _times(self, letter: str) -> int:
        return len(self._holding.get(letter, ()))

    def to(self, name: str) -> Iterator[str]:
        """Go through the names that hold its rarest letter, and those whose own rarest it holds."""
        yield from self._holding.get(min(name, key=self._times), ())
        for letter in set(name):
            yield from self._by_rarest.get(letter, ())


def _ours(register: Register, part: Part) -> bool:
    """Whether it is exercised at the register's own level; a catalogue lists other levels' too."""
    level, stated = register.settings.level, part.value("行使层级")
    if not (level and level.kinds and stated and stated.kinds):
        return True
    return overlap(level.kinds, stated.kinds)


def _own_names(lists: DepartmentLists) -> list[str]:
    department = lists.department
    return [lists.name, *filter(None, [department.short_name if department else None])]


def _written(names: list[str]) -> set[str]:
    """A name with and without its place, and what stands in brackets behind it."""
    forms: set[str] = set()
    for name in map(plain, names):
        inside = [part for found in _BRACKETS.findall(name) for part in _BODIES.split(found)]
        forms.update(filter(None, (_BRACKETS.sub("", name), *inside)))
    return forms | {_PLACE.sub("", form) for form in forms}


def _short_for(one: str, other: str) -> bool:
    """Whether one is the other with letters left out, in order: 科技局 and 科学技术局."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return short[-1] == long[-1] and all(letter in letters for letter in short)


def _explained(part: Part) -> bool:
    """Whether the list says that the body is authorised or entrusted; B8 looks at these."""
    nature = part.value("主体性质")
    told = part.value("授权依据") or part.value("委托机关")
    return bool(told) or nature not in (None, BodyNature.ORGAN)


RULE = Rule(
    code="B7",
    name="行使主体不是本级的部门",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="职权只能以行政机关、授权组织的名义行使；写成内设机构、执法大队，或者已经撤并的部门，决定就可能被撤销。",
    source="通化市责任清单实施意见（部门撤并的，行使主体随之调整）；公布的责任清单（以执法大队名义列的职权）；"
    "《行政处罚法》第十七条至第二十一条；对照清单库的部门名称、简称、曾用名和内设机构",
    mend="改成行使职权的行政机关的名称；授权组织、受委托组织，写明“主体性质”和“授权依据”或者“委托机关”；"
    "部门用了简称的，在 department.yaml 里写“简称”。",
    check=check,
)
