"""Random registers as plain data, and random edits of them; written in either layout."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from hypothesis import strategies as st

from quanze.load.emit import emit
from quanze.load.layout import LIST_KINDS
from quanze.model.department import Department
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings

Data = dict[str, Any]

LISTS = {
    "事项": ("power", "powers"),
    "责任事项": ("duty", "duties"),
    "公共服务事项": ("duty", "public_services"),
    "事中事后监管": ("duty", "oversight"),
    "主要职责": ("duty", "main_duties"),
    "职责边界": ("boundary", "boundaries"),
    "流程": ("flow", "flows"),
}
"""Key of a list -> its file, and its name in `DepartmentLists`."""

_CHARACTERS = "甲乙丙丁 １2²AB（)：:#-\"'[\n"
TEXTS = st.text(_CHARACTERS, min_size=1, max_size=8)
"""Texts with what YAML and comparing may stumble over."""
NUMBERS = st.integers(0, 30)


class World:
    """A register that can be edited: departments, each with the data of its lists."""

    def __init__(self) -> None:
        self.departments: dict[str, Data] = {}
        self.next = 0

    def __repr__(self) -> str:
        return f"World({self.departments!r})"

    def copy(self) -> World:
        return copy.deepcopy(self)

    def code(self) -> str:
        """Return a code that was never used."""
        self.next += 1
        return f"A{self.next:03}"

    def department(self, number: int) -> Data:
        return list(self.departments.values())[number % len(self.departments)]

    def powers(self) -> list[tuple[Data, Data]]:
        return [(one, power) for one in self.departments.values() for power in one["事项"]]

    def power(self, number: int) -> tuple[Data, Data] | None:
        there = self.powers()
        return there[number % len(there)] if there else None

    def entries(self) -> list[tuple[list[Data], Data]]:
        """Every entry of every list but the powers, with its list."""
        return [
            (one[key], entry)
            for one in self.departments.values()
            for key in LISTS
            if key != "事项"
            for entry in one[key]
        ]

    def register(self) -> Register:
        """Build the register, as if it had been read."""
        settings = Settings.model_validate({"名称": "示例"})
        return Register(settings, tuple(_lists(*pair) for pair in self.departments.items()))

    def files(self, *, split: bool) -> dict[str, str]:
        """Write the register; each power to a file of its own where split."""
        files = {"quanze.yaml": "名称: 示例\n"}
        for slug, one in self.departments.items():
            files |= {f"departments/{slug}/{path}": text for path, text in _texts(one, split=split)}
        return files


def _lists(slug: str, one: Data) -> DepartmentLists:
    entries: dict[str, Any] = {
        attribute: tuple(_model(key).model_validate(entry) for entry in one[key])
        for key, (_, attribute) in LISTS.items()
    }
    return DepartmentLists(slug, Department.model_validate(one["部门"]), **entries)


def _model(key: str) -> Any:
    return next(
        kind.model for held in LIST_KINDS.values() for kind in held.entries if kind.key == key
    )


def _texts(one: Data, *, split: bool) -> list[tuple[str, str]]:
    files: dict[str, Data] = {}
    head = {"部门": one["部门"]["名称"]}
    for key, (file, _) in LISTS.items():
        if split and key == "事项":
            files |= {f"power/{p['编码']}": {**head, key: [p]} for p in one[key]}
            files["power"] = head
        elif one[key]:
            files[file] = {**files.get(file, head), key: one[key]}
    return [
        ("department.yaml", emit(one["部门"])),
        *((f"{path}.yaml", emit(data)) for path, data in files.items()),
    ]


class Edit(NamedTuple):
    """One step: what to do, to which entries, and a text to write."""

    what: str
    first: int
    second: int
    text: str


def edit(world: World, step: Edit) -> None:
    """Take a step; one that finds nothing to work on does nothing."""
    STEPS[step.what](world, step)


def _add_department(world: World, step: Edit) -> None:
    slug = f"bm{world.code().lower()}"
    world.departments[slug] = {"部门": {"名称": f"{slug}局"}, **{key: [] for key in LISTS}}


def _rename_department(world: World, step: Edit, *, declared: bool = True) -> None:
    one = world.department(step.first)
    if declared:
        one["部门"]["曾用名"] = [one["部门"]["名称"], *one["部门"].get("曾用名", ())]
    one["部门"]["名称"] = f"{world.code()}局"


def _rename_silently(world: World, step: Edit) -> None:
    _rename_department(world, step, declared=False)


def _remove_department(world: World, step: Edit) -> None:
    slugs = list(world.departments)
    if len(slugs) > 1:
        del world.departments[slugs[step.first % len(slugs)]]


def _add_power(world: World, step: Edit) -> None:
    power = {"编码": world.code(), "名称": step.text, "类型": "行政许可"}
    world.department(step.first)["事项"].insert(0, power)


def _remove_power(world: World, step: Edit) -> None:
    if found := world.power(step.first):
        found[0]["事项"].remove(found[1])


_VALUES: Mapping[str, Callable[[str], Any]] = {
    "名称": str,
    "行使内容": str,
    "承办机构": str,
    "关键词": lambda text: [text, "甲"],
    "备注": lambda text: {"注": text},
    "子项": lambda text: [{"名称": "子", "承办机构": text}],
    "申请材料": lambda text: [{"名称": text, "形式": "原件"}, {"名称": "照片"}],
    "设定依据": lambda text: [{"法规": "《某法》", "条款": "第一条", "原文": text}],
    "到现场次数": len,
    "主体性质": lambda text: "受委托组织" if len(text) % 2 else "法定机关",
}


def _edit_power(world: World, step: Edit) -> None:
    if found := world.power(step.first):
        name = list(_VALUES)[step.second % len(_VALUES)]
        found[1][name] = _VALUES[name](step.text)


def _empty_element(world: World, step: Edit) -> None:
    if found := world.power(step.first):
        names = [name for name in found[1] if name not in ("编码", "名称", "类型")]
        if names:
            del found[1][names[step.second % len(names)]]


def _suspend(world: World, step: Edit) -> None:
    if (found := world.power(step.first)) and not found[1].pop("暂停", None):
        found[1]["暂停"] = {"自": "2024-06-30", "理由": step.text}


def _move(world: World, step: Edit) -> None:
    if found := world.power(step.first):
        found[0]["事项"].remove(found[1])
        world.department(step.second)["事项"].append(found[1])


def _recode(world: World, step: Edit) -> None:
    if found := world.power(step.first):
        old, new = found[1]["编码"], world.code()
        found[1].update({"编码": new, "前身": [old]})
        for _, entry in world.entries() if step.second % 2 else ():
            _replace(entry, old, new)


def _replace(entry: Data, old: str, new: str) -> None:
    for key in ("事项", "适用事项", "相关事项"):
        if isinstance(entry.get(key), list):
            entry[key] = [new if code == old else code for code in entry[key]]
        elif entry.get(key) == old:
            entry[key] = new


def _merge(world: World, step: Edit) -> None:
    one, other = world.power(step.first), world.power(step.second)
    if one and other and one[1] is not other[1]:
        gone = [one, other] if step.first % 2 else [other]
        for department, power in gone:
            department["事项"].remove(power)
        heir: Data = (
            one[1] if len(gone) == 1 else {"编码": world.code(), "名称": "并", "类型": "行政许可"}
        )
        heir["前身"] = [power["编码"] for _, power in gone]
        if len(gone) > 1:
            world.department(step.second)["事项"].append(heir)


def _split(world: World, step: Edit) -> None:
    if found := world.power(step.first):
        department, power = found
        for _ in range(2):
            part = {**power, "编码": world.code(), "前身": [power["编码"]], "名称": step.text}
            department["事项"].append(part)
        if step.second % 2:
            department["事项"].remove(power)


def _strange_predecessors(world: World, step: Edit) -> None:
    one, other = world.power(step.first), world.power(step.second)
    if one and other:
        one[1]["前身"] = [other[1]["编码"], one[1]["编码"], "X9"]
        other[1]["前身"] = [one[1]["编码"]]


def _add_entry(world: World, step: Edit) -> None:
    found = world.power(step.first)
    code = found[1]["编码"] if found else "X9"
    name = step.text.strip() or "甲"
    made: list[tuple[str, Data]] = [
        ("责任事项", {"事项": code, "备注": {"注": step.text}}),
        ("责任事项", {"事项": code, "子项": name}),
        ("公共服务事项", {"名称": name}),
        ("事中事后监管", {"名称": name, "适用事项": [code]}),
        ("主要职责", {"内容": step.text}),
        ("职责边界", {"管理事项": name, "相关事项": [code]}),
        ("流程", {"名称": name, "步骤": [{"编号": "1", "名称": "甲", "角色": "乙"}]}),
    ]
    key, entry = made[step.second % len(made)]
    world.department(step.first)[key].append(entry)


def _remove_entry(world: World, step: Edit) -> None:
    if there := world.entries():
        listed, entry = there[step.first % len(there)]
        listed.remove(entry)


def _edit_entry(world: World, step: Edit) -> None:
    if there := world.entries():
        _, entry = there[step.first % len(there)]
        if "内容" in entry:
            entry["内容"] = step.text
        elif "步骤" in entry:
            entry["备注"] = step.text
        else:
            entry["备注"] = {"注": step.text}


def _shuffle(world: World, step: Edit) -> None:
    for key in LISTS:
        entries = world.department(step.first)[key]
        turn = step.second % len(entries) if entries else 0
        entries[:] = entries[turn:] + entries[:turn]


PLAIN_STEPS: dict[str, Callable[[World, Edit], None]] = {
    "add department": _add_department,
    "remove department": _remove_department,
    "rename department": _rename_silently,
    "add power": _add_power,
    "remove power": _remove_power,
    "edit power": _edit_power,
    "empty element": _empty_element,
    "suspend or resume": _suspend,
    "move": _move,
    "add entry": _add_entry,
    "remove entry": _remove_entry,
    "edit entry": _edit_entry,
    "shuffle": _shuffle,
}
"""Steps that declare nothing."""

STEPS = {
    **PLAIN_STEPS,
    "rename department, declared": _rename_department,
    "recode": _recode,
    "merge": _merge,
    "split": _split,
    "strange predecessors": _strange_predecessors,
}

BUILDING = ("add department", "add power", "add power", "add entry", "edit power", "suspend or resume")  # fmt: skip


def edits(names: tuple[str, ...], most: int) -> st.SearchStrategy[list[Edit]]:
    return st.lists(st.builds(Edit, st.sampled_from(names), NUMBERS, NUMBERS, TEXTS), max_size=most)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a register."""
    world = World()
    _add_department(world, Edit("", 0, 0, ""))
    for step in draw(edits(BUILDING, 12)):
        edit(world, step)
    return world


@st.composite
def edited(draw: st.DrawFn, steps: tuple[str, ...] = tuple(STEPS)) -> tuple[World, World]:
    """Draw a register and what became of it."""
    old = draw(worlds())
    new = old.copy()
    for step in draw(edits(steps, 6)):
        edit(new, step)
    return old, new
