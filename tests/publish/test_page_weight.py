"""No page is heavy, however long the lists are: 60 KB with its style and scripts, without the flow chart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from quanze.model.register import Register
from quanze.publish.site.build import site_outputs
from quanze.publish.site.site import Site

from .conftest import FLOW, SETTINGS, basis, read_register, write_register
from .page_kinds import KINDS

LIMIT = 60_000
ITEMS = 2_000
DEPARTMENTS = 130
TYPES = ("行政许可", "行政处罚", "行政强制", "行政确认", "行政检查")
LONG = "对建设单位未按照批准的设计文件和施工方案进行施工、擅自改变用途或者未采取必要安全防护措施行为的处理"
PROSE = (
    "负责全市城市道路、桥梁、照明、供水、排水、园林绿化设施的规划、建设、养护和监督管理，拟订有关政策并组织实施。"
    * 3
)

ASSET = re.compile(r'(?:href|src)="((?:\.\./)*assets/[^"]+\.(?:css|js))"')
DATA = re.compile(r"assets/search/")
"""Scripts that hold data for the search, which are no part of a page's weight."""


def item(number: int) -> dict[str, Any]:
    return {
        "编码": f"11990400MB0000000X3000{number:09d}",
        "名称": f"{LONG}（第{number}项）",
        "类型": TYPES[number % len(TYPES)],
        "行使内容": PROSE,
        "承办机构": "行政审批办公室",
        "法定时限": "20个工作日",
        "承诺时限": "7个工作日",
        "流程": "流程1",
        "设定依据": [basis("第二十四条第二款", PROSE)],
    }


def large(items: int = ITEMS) -> dict[str, Any]:
    """The lists of a department that has more of everything than any real one."""
    name = "试验市城市管理局"
    codes = [item(number)["编码"] for number in range(items)]
    return {
        "department.yaml": {"名称": name, "内设机构": [{"名称": f"第{n}科", "职责": PROSE} for n in range(12)]},
        "power.yaml": {"部门": name, "事项": [item(number) for number in range(items)]},
        "duty.yaml": {
            "部门": name,
            "主要职责": [PROSE] * 80,
            "责任事项": [
                *({"事项": code, "责任": [{"环节": "受理责任", "内容": PROSE}]} for code in codes[:400]),
                *({"事项": f"NO-{n}", "责任": [PROSE]} for n in range(150)),
            ],
            "公共服务事项": [{"名称": f"服务{n}", "主要内容": PROSE, "申请材料": ["申请表", "身份证明"]} for n in range(120)],
            "事中事后监管": [
                {"名称": f"监管{n}", "监管内容": PROSE, "适用事项": codes[:300] if n < 3 else codes[5 * n : 5 * n + 5]} for n in range(60)
            ],
        },
        "boundary.yaml": {
            "部门": name,
            "职责边界": [
                {
                    "管理事项": f"第{n}件共同管理的事项",
                    "部门分工": [
                        {"部门": name, "角色": "牵头", "分工": PROSE},
                        {"部门": "试验市第1局", "角色": "配合", "分工": PROSE},
                    ],
                    "相关事项": codes[3 * n : 3 * n + 3],
                }
                for n in range(150)
            ],
        },
        "flow.yaml": {"部门": name, "流程": [FLOW | {"名称": f"流程{n}"} for n in range(70)]},
    }  # fmt: skip


def small(number: int) -> dict[str, Any]:
    name = f"试验市第{number}局"
    powers = [
        item(100_000 + 10 * number + kind) | {"类型": kind_name}
        for kind, kind_name in enumerate(TYPES)
    ]
    return {
        "department.yaml": {"名称": name},
        "power.yaml": {"部门": name, "事项": powers},
    }


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """A register of many departments, one of them with 2,000 items."""
    departments = {"cgj": large()} | {f"d{n:03d}": small(n) for n in range(1, DEPARTMENTS)}
    return read_register(write_register(tmp_path_factory.mktemp("big"), SETTINGS, departments))


def weights(register: Register, one_in: int = 1) -> Iterator[tuple[str, int]]:
    """Go through the pages of a register with their weights; of the items, only one in so many."""
    files: dict[str, bytes] = {}
    pages: dict[str, str] = {}
    items = count()
    for output in site_outputs(Site(register)):
        if output.path.endswith(".html"):
            if not output.path.startswith("items/") or next(items) % one_in == 0:
                pages[output.path] = output.make().decode()
        elif output.path.endswith((".css", ".js")) and not DATA.match(output.path):
            files[output.path] = output.make()
    for path, text in pages.items():
        assets = {name.replace("../", "") for name in ASSET.findall(text)}
        shared = sum(len(files[name]) for name in assets if name in files)
        yield path, len(text.encode()) + shared


def test_no_page_of_a_large_register_is_heavy(big: Register) -> None:
    found = dict(weights(big, one_in=40))
    assert len(found) > 200
    assert {path: weight for path, weight in found.items() if weight > LIMIT} == {}


def test_no_page_of_a_register_that_fills_every_element_is_heavy(register: Register) -> None:
    found = dict(weights(register))
    assert {path: weight for path, weight in found.items() if weight > LIMIT} == {}


def test_no_page_of_any_kind_is_heavy(everything: Register) -> None:
    found = dict(weights(everything))
    assert {kind: page for kind, page in KINDS.items() if page not in found} == {}
    assert {path: weight for path, weight in found.items() if weight > LIMIT} == {}


def test_no_page_of_the_example_is_heavy() -> None:
    folder = Path(__file__).parents[2] / "examples" / "liaoyuan"
    found = dict(weights(read_register(folder)))
    assert {path: weight for path, weight in found.items() if weight > LIMIT} == {}
