"""What an output rests on names everything that its bytes depend on: with an equal fingerprint come
equal bytes, whatever was changed in the register. Else an old file would stay published.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from quanze.load.emit import emit
from quanze.model.register import Register
from quanze.publish.document import document_outputs
from quanze.publish.open_data import open_data_outputs
from quanze.publish.outputs import Bundle, Fingerprints, Output, each
from quanze.publish.site import Site, bundled_outputs, site_outputs
from quanze.publish.workbook import workbook_outputs

from .adjusted import added, altered, record, removed
from .conftest import PENALTY, PERMIT, POOR, RICH, read_register
from .conftest import SETTINGS as SHOWN
from .own_lists import BATCH, DEPARTMENT, NEGATIVE, RULES
from .own_lists import PERMIT as FELLING

Files = dict[str, Any]
"""Path of a file in a register -> its data."""

FORMER: Final = "T-lyj-XK-0009"
TASKS: Final = "departments/yljl/duty.yaml"
POWERS: Final = "departments/yljl/power.yaml"
FELLINGS: Final = "departments/lyj/power.yaml"
OF_YLJL: Final = "departments/yljl/department.yaml"

SETTINGS: dict[str, Any] = copy.deepcopy(SHOWN) | {
    "行政区划代码": "220400",
    "法规": {"调整": [{"步骤": "批准"}, {"步骤": "向社会公开", "生效以后": True}]},
}
SETTINGS["发布"] |= {"网址": "https://www.example.gov.cn/qz/", "文档": ["业务手册"]}

RECORDS: Final = [
    record("2025-1", 8, removed(FORMER, 名称="木材运输许可", 部门="市林业局"), added(PENALTY), 标题="2025年的调整", 说明="清理职权"),
    record("2026-1", 8, altered(PERMIT, ("承诺时限", "10个工作日", "7个工作日"), 理由="流程简化"), added(FELLING, "合并", 关联=[FORMER])),
]  # fmt: skip
"""A record that takes away, one that alters and joins; the last in sum one more than there are."""


def register_files() -> Files:
    """Return a register in which lists name each other, also across departments."""
    files: Files = {
        "quanze.yaml": SETTINGS,
        "regulations.yaml": RULES,
        "negative-list.yaml": NEGATIVE,
    }
    for slug, lists in (("yljl", RICH), ("tjj", POOR), ("lyj", DEPARTMENT)):
        files |= {f"departments/{slug}/{name}": data for name, data in lists.items()}
    files["delegations/2026-1.yaml"] = BATCH
    files |= {f"adjustments/{one['编号']}.yaml": one for one in RECORDS}
    files = copy.deepcopy(files)
    (matter,) = files["departments/lyj/boundary.yaml"]["职责边界"]
    matter["相关事项"] = [PERMIT, FELLING, FORMER]
    matter["部门分工"] = [{"部门": "试验市园林绿化局", "分工": "管理城市树木"}]
    files["departments/lyj/duty.yaml"]["事中事后监管"][0]["适用事项"].append(PERMIT)
    files["regulations.yaml"]["配套制度"][0]["适用事项"].append(PERMIT)
    files["negative-list.yaml"]["核准事项"].append(PERMIT)
    files["delegations/2026-1.yaml"]["事项"][1]["编码"] = PERMIT
    files[FELLINGS]["事项"][1]["前身"] = [FORMER]
    return files  # fmt: skip


def read(folder: Path, files: Files) -> Register:
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(emit(data), encoding="utf-8")
    return read_register(folder)


def pages(register: Register) -> Iterator[Output]:
    yield from site_outputs(Site(register))
    # Parquet holds the rows that CSV holds.
    yield from (
        one
        for one in open_data_outputs(register, Fingerprints())
        if not one.path.endswith(".parquet")
    )


def downloads(register: Register) -> Iterator[Output]:
    addresses = Site(register).addresses
    yield from workbook_outputs(register, addresses, Fingerprints())
    # A PDF rests on the same as the Word file, and takes longer to make.
    for one in document_outputs(register, addresses, Fingerprints()):
        if one.path.endswith(".docx"):
            yield one


class Made(NamedTuple):
    """An output as it was made before the change."""

    rests_on: str
    data: bytes


Before = dict[str, Made]


def made(outputs: Iterator[Output]) -> Before:
    return {one.path: Made(one.rests_on, one.make()) for one in outputs}


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return read(tmp_path_factory.mktemp("unchanged"), register_files())


@pytest.fixture(scope="module")
def pages_before(unchanged: Register) -> Before:
    return made(pages(unchanged))


@pytest.fixture(scope="module")
def downloads_before(unchanged: Register) -> Before:
    return made(downloads(unchanged))


def stale(before: Before, now: Iterator[Output]) -> tuple[set[str], int]:
    """Return the outputs that would stay as they were though they changed; and how many are new."""
    found, fresh = set(), 0
    for one in now:
        old = before.get(one.path)
        if old is None or old.rests_on != one.rests_on:
            fresh += 1
        elif one.make() != old.data:
            found.add(one.path)
    return found, fresh


Change = Callable[[Files], object]


def replaced(path: str, old: str, new: str) -> Change:
    """Return what writes another text in a file wherever one stands."""

    def change(files: Files) -> None:
        changed = _with(files[path], lambda text: text.replace(old, new))
        assert changed != files[path]
        files[path] = changed

    return change


def _with(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, dict):
        return {key: _with(value, change) for key, value in data.items()}
    if isinstance(data, list):
        return [_with(value, change) for value in data]
    return change(data) if isinstance(data, str) else data


def another_item(files: Files) -> None:
    item = {"编码": "T-lyj-XK-0003", "名称": "木材加工许可", "类型": "行政许可"}
    files[FELLINGS]["事项"].insert(0, item)


def a_second_item_of_the_code(files: Files) -> None:
    files[FELLINGS]["事项"].insert(0, {"编码": PENALTY, "名称": "同码的事项", "类型": "行政处罚"})


CHANGES: Final[dict[str, Change]] = {
    "事项改名": replaced(POWERS, "砍伐、移植城市树木审批", "城市树木砍伐许可"),
    "别的部门的事项改名": replaced(FELLINGS, "林木采伐许可", "采伐许可"),
    "部门改名": lambda files: [
        replaced(path, "试验市园林绿化局", "试验市城市管理局")(files)
        for path in (OF_YLJL, POWERS, TASKS, "departments/yljl/boundary.yaml", "departments/yljl/flow.yaml")
    ],
    "流程改名": lambda files: [
        replaced(path, "许可-一般程序", "许可-普通程序")(files)
        for path in (POWERS, "departments/yljl/flow.yaml")
    ],
    "流程的步骤改名": replaced("departments/yljl/flow.yaml", "现场踏勘", "到现场查看"),
    "边界事项改名": replaced("departments/lyj/boundary.yaml", "林区监管", "林区管理"),
    "法规改名": replaced(POWERS, "《试验市城市绿化管理办法》", "《试验市绿化条例》"),
    "制度改名": replaced("regulations.yaml", "《备案规程》", "《木材备案规程》"),
    "负面清单的项目改名": replaced("negative-list.yaml", "木材加工", "木材深加工"),
    "承接主体改名": replaced("delegations/2026-1.yaml", "示例县林业局", "示例县林草局"),
    "记录改名": replaced("adjustments/2025-1.yaml", "2025年的调整", "2025年第一批调整"),
    "记录里的理由": replaced("adjustments/2026-1.yaml", "流程简化", "减少环节"),
    "增加事项": another_item,
    "增加编码相同的事项": a_second_item_of_the_code,
    "减少事项": lambda files: files[FELLINGS]["事项"].pop(0),
    "减少主要职责": lambda files: files[TASKS]["主要职责"].pop(),
    "减少记录": lambda files: files.pop("adjustments/2025-1.yaml"),
    "部门移到别的文件夹": lambda files: files.update(
        {path.replace("/tjj/", "/sy/"): files.pop(path) for path in list(files) if "/tjj/" in path}
    ),
    "清单名称": replaced("quanze.yaml", "试验市权责清单", "试验市一单"),
    "清单日期": replaced("quanze.yaml", "2026-03-31", "2028-10-01"),
}  # fmt: skip
"""What is named in many places; everything that names it changes too."""


Path_ = tuple[str | int, ...]


def _leaves(data: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _leaves(value, (*path, key))
    elif isinstance(data, str):
        yield path, data


def _sample(every: int) -> Iterator[tuple[str, Path_]]:
    """Go through texts with different keys, spread over all lists."""
    fixed = re.compile(r"T-|[\d〔]|是$|否$|https?:|.*(许可|处罚|工作日)$")
    keys = (
        "种类",
        "角色",
        "类型",
        "方式",
        "级别",
        "类别",
        "步骤",
        "性质",
        "答复",
        "管理措施",
        "结论",
        "到",
        "编号",
    )
    found: dict[tuple[str, ...], tuple[str, Path_]] = {}
    for file, data in register_files().items():
        for path, text in _leaves(data):
            names = (file.rpartition("/")[2], *(key for key in path if isinstance(key, str)))
            # The department at the top of a file says whose it is, and is shown nowhere.
            shown = len(path) > 1 and names[-1] not in keys and not file.startswith("quanze")
            if shown and not fixed.match(text):
                found.setdefault(names, (file, path))
    yield from list(found.values())[::every]  # fmt: skip


def more_of(file: str, path: Path_) -> Change:
    """Return what writes a word more at a place."""

    def change(files: Files) -> None:
        place = files[file]
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] += "（改）"

    return change


WORDS: Final = {f"{file}：{'·'.join(map(str, path))}": more_of(file, path) for file, path in _sample(24)}  # fmt: skip
MORE_WORDS: Final = {f"{file}：{'·'.join(map(str, path))}": more_of(file, path) for file, path in _sample(3)}  # fmt: skip


def changed(tmp_path: Path, change: Change) -> Register:
    files = register_files()
    change(files)
    return read(tmp_path, files)


@pytest.mark.parametrize("change", [*CHANGES.values(), *WORDS.values()], ids=[*CHANGES, *WORDS])
def test_a_page_that_changed_does_not_stay(
    change: Change, pages_before: Before, tmp_path: Path
) -> None:
    found, fresh = stale(pages_before, pages(changed(tmp_path, change)))

    assert found == set()
    assert fresh, "the change is shown somewhere"


def bundles(register: Register) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the bundles of a site by their names, each with what it and its files rest on."""
    return {
        one.name: (one.rests_on, {inner.path: inner.rests_on for inner in each(one.outputs())})
        for one in bundled_outputs(Site(register))
        if isinstance(one, Bundle)
    }


@pytest.fixture(scope="module")
def bundles_before(unchanged: Register) -> dict[str, tuple[str, dict[str, str]]]:
    return bundles(unchanged)


@pytest.mark.parametrize(
    "change", [*CHANGES.values(), *MORE_WORDS.values()], ids=[*CHANGES, *MORE_WORDS]
)
def test_no_file_of_a_bundle_changes_where_the_bundle_stays(
    change: Change, bundles_before: dict[str, tuple[str, dict[str, str]]], tmp_path: Path
) -> None:
    now = bundles(changed(tmp_path, change))

    kept = {
        name for name in now if name in bundles_before and bundles_before[name][0] == now[name][0]
    }
    assert {name: now[name][1] for name in kept} == {name: bundles_before[name][1] for name in kept}


def test_a_bundle_stays_where_another_department_changed(
    bundles_before: dict[str, tuple[str, dict[str, str]]], tmp_path: Path
) -> None:
    now = bundles(changed(tmp_path, replaced(TASKS, "组织现场踏勘", "到现场查看")))

    assert [name for name in now if now[name] != bundles_before[name]] == [
        "departments/yljl/index.html"
    ]


def long_list(**of_the_last: Any) -> Files:
    """Return a department with more items than its home page shows, in twelve themes."""
    items: list[dict[str, Any]] = [
        {
            "编码": f"T-lyj-XK-{n:04}",
            "名称": f"第{n}种许可",
            "类型": "行政许可",
            "主题": [f"主题{n % 12}"],
        }
        for n in range(60)
    ]
    items[-1] |= of_the_last
    return {
        "quanze.yaml": SETTINGS,
        "departments/lyj/department.yaml": {"名称": "市林业局"},
        "departments/lyj/power.yaml": {"部门": "市林业局", "事项": items},
    }


@pytest.mark.parametrize(
    "told",
    [{"承办机构": "审批科"}, {"承诺时限": "7个工作日"}, {"主题": ["主题11", "又一个主题"]}],
    ids=["承办机构", "承诺时限", "主题"],
)
def test_a_page_that_shows_the_first_of_many_changes_with_the_others(
    told: Files, tmp_path: Path
) -> None:
    before = made(pages(read(tmp_path / "before", long_list())))
    found, fresh = stale(before, pages(read(tmp_path / "now", long_list(**told))))

    assert found == set()
    assert fresh


@pytest.mark.parametrize("name", ["别的部门的事项改名", "流程的步骤改名", "部门改名"])
def test_a_download_that_changed_does_not_stay(
    name: str, downloads_before: Before, tmp_path: Path
) -> None:
    found, fresh = stale(downloads_before, downloads(changed(tmp_path, CHANGES[name])))

    assert found == set()
    assert fresh


def test_nothing_is_made_anew_where_nothing_changed(unchanged: Register, tmp_path: Path) -> None:
    again = read(tmp_path, register_files())
    for outputs in (pages, downloads):
        first = {one.path: one.rests_on for one in outputs(unchanged)}
        assert first == {one.path: one.rests_on for one in outputs(again)}
