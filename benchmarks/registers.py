"""Registers of any size to measure with: the items of `examples/`, under names and codes of their own.

Run, from the root of the repository:

    python benchmarks/registers.py 3210 37 FOLDER

makes a register of 3,210 items in 37 departments, the same at every run. Each department is like one of
the examples and has its flows, which many items share; an item keeps the duties, the flow and the bases
of the item it is like. Half of the departments write shared texts once, as `共用`; the others write
them out, as lists that were imported do. Real lists repeat: laws and procedures do, what an item
says of itself does not.

What is written is without findings but for a share of planted faults (`--faults`, 1 % of the items), in
every fifth department: most departments are clean. `FAULTS` says which rule each fault trips.

`--split` writes one file for each power (`power/<code>.yaml`). `--history K` makes the folder a git
repository of two commits, tagged v1 and v2, the second of which changes K power files.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from quanze.load.emit import Comments, emit
from quanze.load.fmt import model_of, ordered
from quanze.load.yaml_reader import read

EXAMPLES: Final = Path(__file__).parents[1] / "examples"
ALIKE: Final = 4
"""So many items of a large register have one name: of the city and its counties."""

SHARE: Final = 0.01
FAULTY_ONE_IN: Final = 5
COMMENT_ONE_IN: Final = 10

_SUBJECTS: Final = ("城市", "农村", "园区", "企业", "个体", "公共", "民用", "专业", "临时", "跨区")
_OBJECTS: Final = (
    *(
        "道路",
        "水源",
        "林地",
        "市场",
        "校舍",
        "医疗",
        "运输",
        "仓储",
        "建材",
        "器械",
        "农药",
        "种子",
    ),
)
_ACTS: Final = (
    *(
        "设置",
        "占用",
        "经营",
        "改建",
        "使用",
        "检验",
        "采集",
        "运营",
        "登记",
        "备案",
        "拆除",
        "迁移",
    ),
)
_KEPT: Final = frozenset(("原文", "流程"))
_CODE: Final = re.compile(r"11\d{6}[0-9A-Z]{10}(\d{13})(\d\d)?")

Data = dict[str, Any]


class Like(NamedTuple):
    """An item of the examples, with what belongs to it in other lists."""

    power: Data
    duties: list[Data]


class Pattern:
    """A department of the examples."""

    def __init__(self, folder: Path) -> None:
        self._lists = {path.stem: read(path.read_text("utf-8")) for path in folder.glob("*.yaml")}
        self._common = read((folder.parents[1] / "quanze.yaml").read_text("utf-8"))["共用"]
        self.department: Data = _expanded(self._lists["department"], self._common)
        self.flows: list[Data] = self._entries("flow", "流程")

    def _entries(self, name: str, key: str) -> list[Data]:
        """Return the entries of a list, with what they refer to written out."""
        data = self._lists[name]
        shared = {**self._common, **data.get("共用", {})}
        return [_expanded(entry, shared) for entry in data.get(key) or []]

    @cached_property
    def duty_texts(self) -> Data:
        """What the duties of the department share."""
        return {
            key: _expanded(value, self._common)
            for key, value in self._lists["duty"]["共用"].items()
        }

    @cached_property
    def items(self) -> list[Like]:
        return self._items(self._entries("duty", "责任事项"))

    @cached_property
    def brief_items(self) -> list[Like]:
        """The items, their duties referring to what they share."""
        duties = self._lists["duty"]["责任事项"]
        return self._items([_expanded(duty, self._common) for duty in duties])

    def _items(self, duties: list[Data]) -> list[Like]:
        return [
            Like(power, [duty for duty in duties if duty["事项"] == power["编码"]])
            for power in self._entries("power", "事项")
        ]

    def own(self, key: str) -> list[Data]:
        """Return what the duty list has beside the items: main duties, services, oversight."""
        return self._entries("duty", key)


@cache
def patterns() -> list[Pattern]:
    """Return the departments of the examples that are cities: one register is of one level."""
    return [
        Pattern(folder)
        for city in ("liaoyuan", "tonghua")
        for folder in sorted(EXAMPLES.glob(f"{city}/departments/*"))
    ]


def _expanded(value: Any, shared: Data) -> Any:
    if isinstance(value, dict):
        if list(value) == ["共用"]:
            return shared.get(value["共用"], value)
        return {key: _expanded(inner, shared) for key, inner in value.items()}
    return [_expanded(inner, shared) for inner in value] if isinstance(value, list) else value


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """Change every text in some data but what is quoted or names something else."""
    if isinstance(value, dict):
        return {
            key: inner if key in _KEPT else _each(inner, change) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_each(inner, change) for inner in value]
    return change(value) if isinstance(value, str) else value


def name(number: int, like: str) -> str:
    """Name an item after one of the examples; items of one number by ALIKE are called alike."""
    number //= ALIKE
    parts = []
    for words in (_SUBJECTS, _OBJECTS, _ACTS):
        number, at = divmod(number, len(words))
        parts.append(words[at])
    return "".join(parts) + (f"第{number}类" if number else "") + like


def _no_basis(power: Data, _: list[Data]) -> None:
    del power["设定依据"]


def _wrong_rank(power: Data, _: list[Data]) -> None:
    power["设定依据"][0]["类别"] = "部门规章"


def _repealed(power: Data, _: list[Data]) -> None:
    power["设定依据"].append(
        {"类别": "法律", "法规": "《中华人民共和国合同法》", "条款": "第四十四条"}
    )


def _inner_unit(power: Data, _: list[Data]) -> None:
    power["行使主体"] = "综合行政执法大队"


def _slow_promise(power: Data, _: list[Data]) -> None:
    power.update({"法定时限": "20个工作日", "承诺时限": "30个工作日"})


def _no_such_flow(power: Data, _: list[Data]) -> None:
    power["流程"] = "没有画的流程"


def _word_twice(power: Data, _: list[Data]) -> None:
    power["行使内容"] += "负责负责本项的办理。"


def _misspelt(power: Data, _: list[Data]) -> None:
    power["办里时间"] = "工作日"


def _no_duty(_: Data, duties: list[Data]) -> None:
    duties.clear()


def _vague_accountability(_: Data, duties: list[Data]) -> None:
    for duty in duties:
        duty["追责"] = {"情形": "对不符合条件的申请准予办理的。"}


FAULTS: Final[dict[str, Callable[[Data, list[Data]], None]]] = {
    "A1": _no_basis,
    "A8": _wrong_rank,
    "A3": _repealed,
    "B7": _inner_unit,
    "C1": _slow_promise,
    "C11": _no_such_flow,
    "E9": _word_twice,
    "S2": _misspelt,
    "D1": _no_duty,
    "D2": _vague_accountability,
}
"""Code of a rule -> what to do to an item and its duties so that it fires."""


class Made(NamedTuple):
    """An item as it is written."""

    number: int
    like: int
    power: Data
    duties: list[Data]


class Department:
    """One department of a register."""

    def __init__(self, number: int, items: int, departments: int, faults: float) -> None:
        self.number, self.name = number, f"第{number:03}局"
        self.slug = f"bm{number:03}"
        self._pattern = patterns()[number % len(patterns())]
        self._numbers = range(number, items, departments)
        # The faults of all departments lie in those of FAULTY_ONE_IN.
        faulty = len(range(0, departments, FAULTY_ONE_IN))
        self._faults = 0.0 if number % FAULTY_ONE_IN else min(1.0, faults * departments / faulty)
        self._brief = number % 2 == 1

    def fault(self, place: int) -> str | None:
        """Return the code of the rule that the item at a place of the list trips."""
        before, upto = int(place * self._faults), int((place + 1) * self._faults)
        if before == upto:
            return None
        codes = list(FAULTS)
        return codes[(before + self.number // FAULTY_ONE_IN) % len(codes)]

    def code(self, number: int) -> str:
        return f"T-{self.slug}-XK-{number:05}"

    @cached_property
    def items(self) -> list[Made]:
        """The items of the department, with their faults."""
        likes = self._pattern.brief_items if self._brief else self._pattern.items
        return [
            self._made(place, number, place % len(likes), likes[place % len(likes)])
            for place, number in enumerate(self._numbers)
        ]

    def _made(self, place: int, number: int, at: int, like: Like) -> Made:
        old, new = like.power["名称"], name(number, like.power["名称"])

        def change(text: str) -> str:
            return _CODE.sub(lambda code: self._recoded(number, code), self._renamed(text)).replace(
                old, new
            )

        power, duties = _each(like.power, change), [_each(duty, change) for duty in like.duties]
        power["行使内容"] += (
            f"本项为{new}，由{self.name}在第{number % 97 + 1}网格内办理（{number}号）。"
        )
        for stage in (stage for duty in duties for stage in duty["责任"]):
            stage["内容"] += f"（{new}，{number}号）"
        if fault := self.fault(place):
            FAULTS[fault](power, duties)
        return Made(number, at, power, duties)

    def _recoded(self, number: int, code: re.Match[str]) -> str:
        """Return the code that stands for one of the examples: of the item, or of a part of it."""
        part = int(code[1][-3:]) or int(code[2] or 0) + (900 if code[2] else 0)
        return self.code(number) + (f"-{part:03}" if part else "")

    def _renamed(self, text: str) -> str:
        for key in ("名称", "简称"):
            text = text.replace(self._pattern.department[key], self.name)
        return text

    def _of_list(self, entry: Data) -> Data:
        """Change an entry that names items of the examples: it names all that are like them."""
        codes: dict[str, list[str]] = {}
        for made in self.items:
            like = self._pattern.items[made.like].power["编码"]
            codes.setdefault(like, []).append(self.code(made.number))
        told: Data = _each(entry, self._renamed)
        for key in ("适用事项", "相关事项"):
            if key in told:
                told[key] = [new for old in told[key] for new in codes.get(old, ())]
        return told

    def files(self, *, split: bool = False) -> Iterator[tuple[str, str]]:
        """Go through the files of the department: path, text."""
        folder, head = f"departments/{self.slug}", {"部门": self.name}
        own = {
            key: value
            for key, value in self._pattern.department.items()
            if key not in {"简称", "统一社会信用代码", "曾用名"}
        }
        yield _written(f"{folder}/department.yaml", _each(own, self._renamed))
        if split:
            for made in self.items:
                path = f"{folder}/power/{self.code(made.number)}.yaml"
                yield _written(path, {**head, "事项": [made.power]}, _comments([made]))
        else:
            powers = [made.power for made in self.items]
            path = f"{folder}/power.yaml"
            yield _written(path, {**head, "事项": powers}, _comments(self.items))
        shared = {"共用": _each(self._pattern.duty_texts, self._renamed)} if self._brief else {}
        duty = {key: [self._of_list(one) for one in self._pattern.own(key)] for key in _BESIDE}
        duties = [duty for made in self.items for duty in made.duties]
        yield _written(f"{folder}/duty.yaml", {**head, **shared, **duty, "责任事项": duties})
        flows = [_each(flow, self._renamed) for flow in self._pattern.flows]
        yield _written(f"{folder}/flow.yaml", {**head, "流程": flows})


def _written(path: str, data: Data, comments: Comments | None = None) -> tuple[str, str]:
    """Return a file as `quanze fmt` leaves it: path, text."""
    return path, emit(ordered(data, model_of(path)), comments)


_BESIDE: Final = ("主要职责", "公共服务事项", "事中事后监管")


def _comments(items: list[Made]) -> Comments:
    """Comments as people leave them: before an item, and beside a value."""
    noted = [(at, one) for at, one in enumerate(items) if one.number % COMMENT_ONE_IN == 0]
    return Comments(
        before={
            ("事项", at): (f"# 2026年{one.number % 11 + 1}月核对过，见会议纪要。",)
            for at, one in noted
        },
        beside={("事项", at, "类型"): "# 类型已经与省级目录核对" for at, _ in noted},
    )


def departments_of(items: int, departments: int, faults: float = SHARE) -> Iterator[Department]:
    """Go through the departments of a register."""
    return (Department(number, items, departments, faults) for number in range(departments))


def register(
    items: int, departments: int, *, faults: float = SHARE, split: bool = False
) -> Iterator[tuple[str, str]]:
    """Go through the files of a register: path, text."""
    settings = {"名称": "试验清单库", "行政区划代码": "220400", "清单日期": "2026-11-22"}
    yield _written("quanze.yaml", settings)
    for department in departments_of(items, departments, faults):
        yield from department.files(split=split)


def planted(items: int, departments: int, faults: float = SHARE) -> dict[str, str]:
    """Return the planted faults: code of the item -> code of the rule that it trips."""
    return {
        department.code(made.number): fault
        for department in departments_of(items, departments, faults)
        for place, made in enumerate(department.items)
        if (fault := department.fault(place))
    }


def write(
    folder: Path, items: int, departments: int, *, faults: float = SHARE, split: bool = False
) -> int:
    """Write a register; return how many bytes it has."""
    size = 0
    for path, text in register(items, departments, faults=faults, split=split):
        data = text.encode()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        size += len(data)
    return size


def change(folder: Path, count: int, *, mark: str = "就近") -> None:
    """Change one element in each of some power files, spread evenly over the register."""
    files = sorted(folder.glob("departments/*/power.yaml"))
    files += sorted(folder.glob("departments/*/power/*.yaml"))
    count = min(count, len(files))
    for at in range(count):
        path = files[at * len(files) // count]
        text = path.read_text("utf-8")
        path.write_text(text.replace("网格内", f"网格内{mark}", 1), "utf-8", newline="\n")


def git(folder: Path, *arguments: str) -> str:
    """Run git, whoever and wherever runs it; return what it says."""
    who = {
        f"GIT_{role}_{what}": told
        for role in ("AUTHOR", "COMMITTER")
        for what, told in (("NAME", "x"), ("EMAIL", "x"), ("DATE", "2026-11-22T08:00:00+08:00"))
    }
    return subprocess.run(
        ["git", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull},
    ).stdout


def commit(folder: Path, tag: str) -> None:
    """Commit all there is, under a tag."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", tag)
    git(folder, "tag", tag)


def keep_history(folder: Path, changed: int) -> None:
    """Make a repository of a register: two revisions, v1 and v2, the second with some files changed."""
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "v1")
    change(folder, changed)
    commit(folder, "v2")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("items", type=int)
    asked.add_argument("departments", type=int)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--faults", type=float, default=SHARE)
    asked.add_argument("--split", action="store_true")
    asked.add_argument("--history", type=int, metavar="K")
    given = asked.parse_args()
    size = write(
        given.folder, given.items, given.departments, faults=given.faults, split=given.split
    )
    if given.history is not None:
        keep_history(given.folder, given.history)
    print(size // 2**20, "MB")


if __name__ == "__main__":
    main()
