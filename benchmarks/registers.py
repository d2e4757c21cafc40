"""Registers of any size to measure with: the items of `examples/`, under names and codes of their own.

Run, from the root of the repository:

    python benchmarks/registers.py 3210 37 FOLDER

makes a register of 3,210 items in 37 departments, the same at every run. Real lists repeat: an item
shares its law with others, its flow with those of its department and type, its name with a county's.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from quanze.load.emit import emit
from quanze.load.yaml_reader import read

EXAMPLES: Final = Path(__file__).parents[1] / "examples"
ALIKE: Final = 4
"""So many items of a large register have one name: of the city and its counties."""

_SUBJECTS: Final = ("城市", "农村", "园区", "企业", "个体", "公共", "民用", "专业", "临时", "跨区")
_OBJECTS: Final = (
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
)
_ACTS: Final = (
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
)

Data = dict[str, Any]


def entries(key: str, file: str) -> list[Data]:
    """Return the entries of a list of the examples, with what they refer to written out."""
    found = []
    for path in sorted(EXAMPLES.glob(f"*/departments/*/{file}.yaml")):
        data = read(path.read_text("utf-8"))
        settings = read((path.parents[2] / "quanze.yaml").read_text("utf-8"))
        shared = {**settings.get("共用", {}), **data.get("共用", {})}
        found += [_expanded(entry, shared) for entry in data.get(key) or []]
    return found


def _expanded(value: Any, shared: Data) -> Any:
    if isinstance(value, dict):
        if list(value) == ["共用"]:
            return shared[value["共用"]]
        return {key: _expanded(inner, shared) for key, inner in value.items()}
    return [_expanded(inner, shared) for inner in value] if isinstance(value, list) else value


def name(number: int, like: str) -> str:
    """Name an item after one of the examples; items of one number by ALIKE are called alike."""
    number //= ALIKE
    parts = []
    for words in (_SUBJECTS, _OBJECTS, _ACTS):
        number, at = divmod(number, len(words))
        parts.append(words[at])
    return "".join(parts) + (f"第{number}类" if number else "") + like


def register(items: int, departments: int) -> Iterator[tuple[str, str]]:
    """Go through the files of a register: path, text."""
    powers, duties, flows = (
        entries("事项", "power"),
        entries("责任事项", "duty"),
        entries("流程", "flow"),
    )
    yield (
        "quanze.yaml",
        emit({"名称": "试验清单库", "行政区划代码": "220400", "清单日期": "2026-11-22"}),
    )
    for department in range(departments):
        folder, head = f"departments/bm{department:03}", {"部门": f"第{department:03}局"}
        numbers = range(department, items, departments)
        own = [flows[(department + n) % len(flows)] for n in range(8)]
        named = [{**flow, "名称": f"流程{n}", "适用事项": []} for n, flow in enumerate(own)]
        theirs = [
            {
                **like,
                "编码": f"T-bm{department:03}-XK-{number:05}",
                "名称": name(number, like["名称"]),
                "流程": f"流程{number % len(named)}",
            }
            for number in numbers
            for like in [powers[number % len(powers)]]
        ]
        told = [{**duties[n % len(duties)], "事项": item["编码"]} for n, item in enumerate(theirs)]
        yield f"{folder}/department.yaml", emit({"名称": head["部门"]})
        yield f"{folder}/power.yaml", emit({**head, "事项": theirs})
        yield f"{folder}/duty.yaml", emit({**head, "责任事项": told})
        yield f"{folder}/flow.yaml", emit({**head, "流程": named})


def write(folder: Path, items: int, departments: int) -> int:
    """Write a register; return how many bytes it has."""
    size = 0
    for path, text in register(items, departments):
        data = text.encode()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        size += len(data)
    return size


if __name__ == "__main__":
    print(write(Path(sys.argv[3]), int(sys.argv[1]), int(sys.argv[2])) // 2**20, "MB")
