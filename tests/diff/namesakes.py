"""A list of 3,210 items in 37 departments, of which 20 are removed while 16 of them have namesakes.

Real lists are like this: 对违反规定的处罚 stands in every department, and a comparison by name would
report a cancelled power as one that moved or was amended.
"""

from __future__ import annotations

from typing import Any, Final

from quanze.load.emit import emit

ITEMS: Final = 3210
DEPARTMENTS: Final = 37
REMOVED: Final = 20
WITH_NAMESAKE: Final = 16

_TYPES: Final = ("行政许可", "行政处罚", "行政强制", "行政检查", "行政确认", "其他行政权力")


def department_of(number: int) -> str:
    """Return the folder of an item."""
    return f"bm{number % DEPARTMENTS:02}"


def code(number: int) -> str:
    """Return the code of an item."""
    return f"T-{department_of(number)}-CF-{number:04}"


def removed() -> tuple[int, ...]:
    """Return the items that are removed: one in each of 20 departments."""
    return tuple(range(100, 100 + REMOVED))


def name(number: int) -> str:
    """Return the name of an item: 16 of the removed ones share theirs with one that stays."""
    twin = number - 1000
    shared = twin if twin in removed()[:WITH_NAMESAKE] else number
    return f"对违反第{shared}条规定行为的处理"


def item(number: int) -> dict[str, Any]:
    """Return an item that is as long as those of a real list, and like its namesake in all the rest."""
    like = number % 1000
    return {
        "编码": code(number),
        "名称": name(number),
        "类型": _TYPES[like % len(_TYPES)],
        "行使层级": "市级",
        "行使内容": f"对第{like}条规定的行为进行检查、处理并依法作出决定。" * 3,
        "承办机构": f"第{like % 7}科",
        "设定依据": [
            {
                "法规": "《示例管理条例》",
                "条款": f"第{like % 90 + 1}条第一款",
                "原文": f"有下列情形之一的，由主管部门责令限期改正，处{like}元以下的罚款。" * 6,
            }
        ],
        "法定时限": "60日",
        "收费": "不收费",
        "监督方式": ["电话", "网站"],
    }


def power_texts(numbers: list[int]) -> dict[str, str]:
    """Write one power.yaml for each department."""
    folders: dict[str, list[dict[str, Any]]] = {department_of(n): [] for n in range(DEPARTMENTS)}
    for number in numbers:
        folders[department_of(number)].append(item(number))
    return {
        f"departments/{folder}/power.yaml": emit({"部门": f"{folder}局", "事项": items})
        for folder, items in folders.items()
    }


def register_files(numbers: list[int]) -> dict[str, str]:
    """Write the register."""
    departments = {
        f"departments/{folder}/department.yaml": emit({"名称": f"{folder}局"})
        for folder in map(department_of, range(DEPARTMENTS))
    }
    return {"quanze.yaml": "名称: 示例\n", **departments, **power_texts(numbers)}
