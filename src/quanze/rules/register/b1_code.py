"""B1 编码重复或有误, and B14 暂编编码."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quanze.findings import Finding, Severity
from quanze.model.code_scheme import CodeMatch
from quanze.model.division import divisions
from quanze.model.element import KeyPath
from quanze.model.item_code import ItemCode, contradictions
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register, group
from quanze.model.settings import Settings
from quanze.model.word_table import plain
from quanze.rules.rule import Family, Reach, Rule, found, shortened
from quanze.rules.schemes import CREDIT_CODE, best_match, schemes_of
from quanze.rules.settings import read_whole


def check(register: Register) -> Iterator[Finding]:
    """Find codes used twice, codes of a wrong form, and codes that contradict their item."""
    schemes, faults = schemes_of(register.settings)
    whole = read_whole(register.settings)
    if whole:
        yield from _division(register.settings)
    for index, fault in faults if whole else ():
        yield found("B1", register.settings, "编码方案", index, message="{fault}", fault=fault)
    yield from _duplicates(register)
    for lists in register.departments:
        for power in lists.powers:
            if not power.code.understood:
                message = "“{name}”的编码写的是“{written}”，不是编码"
                yield found("B1", power, "编码", message=message, written=power.code)
            elif not power.code.is_provisional and (match := best_match(power.code, schemes)):
                yield from _wrong(lists, power, match)


def _division(settings: Settings) -> Iterator[Finding]:
    """The register's own division code: its form, and whether it is that of the region."""
    code, region = settings.division, plain(settings.region or "")
    if code is None:
        return
    if code.problem:
        yield found("B1", settings, "行政区划代码", message="{problem}", problem=code.problem)
    # Only a region that the table knows by this name can be said to be another one.
    known = [place.name for place in divisions().values() if region.endswith(place.name)]
    if code.name and known and code.name not in known:
        message = "行政区划代码是{place}的，“地区”写的是{region}"
        yield found("B1", settings, "行政区划代码", message=message, place=code.name, region=region)


def _duplicates(register: Register) -> Iterator[Finding]:
    places = (
        (code.normalised, (power, path))
        for power in register.powers
        for code, path in _codes(power)
        if code.understood
    )
    for code, ((first, first_path), *others) in group(places).items():
        for power, path in others:
            same = "自身的另一处" if power is first else f"“{shortened(first.name)}”"
            yield found(
                "B1",
                power,
                *path,
                message="编码 {written} 已经用于{other}，又用于“{name}”",
                related=(first.origin.at(*first_path),),
                written=code,
                other=same,
            )


def _codes(power: Power) -> Iterator[tuple[ItemCode, KeyPath]]:
    """The codes of a power, its sub-items and handling items."""
    yield power.code, ("编码",)
    for j, item in enumerate(power.handling_items):
        if item.code:
            yield item.code, ("业务办理项", j, "编码")
    for i, sub in enumerate(power.sub_items):
        if sub.code:
            yield sub.code, ("子项", i, "编码")
        for j, item in enumerate(sub.handling_items):
            if item.code:
                yield item.code, ("子项", i, "业务办理项", j, "编码")


def _wrong(lists: DepartmentLists, power: Power, match: CodeMatch) -> Iterator[Finding]:
    """What the scheme says against the code; the credit code inside it is B2's."""
    parts = [s.name for s in match.scheme.segments if s.check == CREDIT_CODE]
    problems = [p for p in match.problems if not p.startswith(tuple(f"“{n}”" for n in parts))]
    problems += contradictions(
        match,
        level=power.level,
        power_type=power.type,
        catalogue_code=power.catalogue_code,
        credit_code=_own_credit_code(lists, power),
    )
    if problems:
        message = "“{name}”的编码 {written} 不合编码方案“{scheme}”：{problems}"
        yield found(
            "B1", power, "编码", message=message,
            written=power.code, scheme=match.scheme.name, problems="；".join(problems),
        )  # fmt: skip


def _own_credit_code(lists: DepartmentLists, power: Power) -> str | None:
    """The department's code, where the department itself exercises the power."""
    department = lists.department
    if (
        department is None
        or department.credit_code is None
        or not department.credit_code.understood
    ):
        return None
    names = (None, department.name, department.short_name)
    return department.credit_code.normalised if power.body in names else None


def check_provisional(register: Register) -> Iterator[Finding]:
    """Find departments whose powers still carry codes that the import made up."""
    for lists in register.departments:
        powers = [power for power in lists.powers if power.code.is_provisional]
        if powers:
            finding = found(
                "B14", powers[0], "编码",
                message=f"{{department}}有 {len(powers)} 项职权用的是导入时的暂编编码",
                department=lists.name,
            )  # fmt: skip
            yield replace(finding, about=lists.name)


RULE = Rule(
    code="B1",
    name="编码重复或有误",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="编码是事项唯一的身份：两项用一个编码，比较、公示和办件就分不清是哪一项；编码与类型、层级不一致，对接平台时会被退回。",
    source="GB/T 39554.1-2020（编码要求）；GB/T 39046-2020 表 A.1、A.2（事项类型、行使层级代码）；清单库 quanze.yaml 的“编码方案”",
    mend="重复的，保留一个、另一个另取编码；形式不对的，按编码方案逐段核对。",
    check=check,
)

PROVISIONAL_RULE = Rule(
    code="B14",
    name="暂编编码",
    severity=Severity.INFO,
    family=Family.REGISTER,
    why="原来的清单没有编码，导入时给了暂用的编码（以 T- 开头）。暂编编码只能在本清单库里用，不能对外使用。",
    source="quanze 清单库格式（docs/format.md）；中央编办、原国务院法制办关于权责清单的意见（名称、类型、依据、编码各级基本一致）",
    mend="正式赋码以后，把暂编编码换成正式编码，并在“前身”里写上原来的暂编编码。",
    check=check_provisional,
)
