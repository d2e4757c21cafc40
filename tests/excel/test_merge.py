"""Importing into a register that people have worked on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from quanze.excel.importer import Imported, import_workbooks
from quanze.excel.slug import same_department
from quanze.load.loader import load
from quanze.load.source import CannotRun, open_register

HEADER = ("职权编码", "职权名称", "职权类型", "设定依据", "监督方式", "追责情形")
A = ("", "甲许可", "行政许可", "《甲法》第一条", "电话12345", "不作为")
B = ("", "乙许可", "行政许可", "《乙法》第二条", "电话12345", "不作为")
Bring = Callable[..., Imported]


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    def run(*rows: tuple[str, ...], department: str = "甲市民政局", name: str = "清单") -> Imported:
        path = tmp_path / f"{name}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("清单")
            for number, row in enumerate((HEADER, *rows)):
                sheet.write_row(number, 0, row)
        return import_workbooks([path], tmp_path / "库", department=department)

    return run


@pytest.fixture
def power(tmp_path: Path) -> Path:
    return tmp_path / "库/departments/mzj/power.yaml"


def names(tmp_path: Path) -> list[str]:
    return [power.name for power in load(open_register(tmp_path / "库")).register.powers]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    监督方式:\n      - 电话12345\n", "    监督方式: {共用: 热线}\n"),
        ("    设定依据:\n      - 法规: 《甲法》\n        条款: 第一条\n", "    设定依据:\n      - 《甲法》第一条\n"),
        ("    监督方式:\n      - 电话12345\n", "    监督方式:\n      - 名称: 电话12345\n"),
    ],
)  # fmt: skip
def test_what_is_only_written_otherwise_does_not_differ(
    old: str, new: str, bring: Bring, power: Path
) -> None:
    bring(A)
    edit(power, old, new)
    edit(power, "事项:\n", "共用:\n  热线:\n    - 电话12345\n事项:\n")
    again = bring(A)
    assert again.written == []
    assert again.departments["甲市民政局"].differing == []


def test_a_name_that_a_clerk_has_mended_is_the_same_item(
    bring: Bring, power: Path, tmp_path: Path
) -> None:
    bring(A, B)
    edit(power, "名称: 甲许可", "名称: 甲事项许可")
    again = bring(A, B)
    assert names(tmp_path) == ["甲事项许可", "乙许可"]
    assert again.departments["甲市民政局"].differing == ["T-mzj-XK-0001"]


def test_codes_that_come_later_belong_to_the_items_that_are_there(
    bring: Bring, tmp_path: Path
) -> None:
    bring(A, B)
    again = bring(("650200207XK01600", *A[1:]), B, name="第二次")
    assert names(tmp_path) == ["甲许可", "乙许可"]
    assert again.departments["甲市民政局"].differing == ["T-mzj-XK-0001"]


def test_an_item_with_the_code_of_the_office_may_be_renamed(bring: Bring, tmp_path: Path) -> None:
    bring(("650200207XK01600", *A[1:]))
    bring(("650200207XK01600", "丙许可", *A[2:]), name="第二次")
    assert names(tmp_path) == ["甲许可"]


def test_numbers_go_on_in_a_folder_with_a_dash(bring: Bring, power: Path, tmp_path: Path) -> None:
    bring(A)
    folder = power.parent
    for file in folder.iterdir():
        file.write_text(
            file.read_text(encoding="utf-8").replace("T-mzj", "T-shi-mzj"), encoding="utf-8"
        )
    folder.rename(folder.parent / "shi-mzj")
    bring(A, B)
    codes = [str(power.code) for power in load(open_register(tmp_path / "库")).register.powers]
    assert codes == ["T-shi-mzj-XK-0001", "T-shi-mzj-XK-0002"]


def test_a_split_list_gets_only_what_is_new(bring: Bring, power: Path, tmp_path: Path) -> None:
    bring(A)
    (power.parent / "power").mkdir()
    power.rename(power.parent / "power" / "001.yaml")
    bring(A, B)
    assert names(tmp_path) == ["乙许可", "甲许可"]
    assert load(open_register(tmp_path / "库")).findings == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("市民政局", "克拉玛依市民政局", True),
        ("民政局", "克拉玛依市民政局", True),
        ("辽源市民政局", "吉林省辽源市民政局", True),
        ("市委宣传部（新闻出版局）", "市委宣传部", True),
        ("克拉玛依区民政局", "克拉玛依市民政局", False),
        ("建设局", "住房和城乡建设局", False),
        ("市民政局（甲科）", "市民政局（乙科）", False),
    ],
)
def test_names_that_say_more_or_less_of_the_region(one: str, other: str, same: bool) -> None:
    assert same_department(one, other) is same
    assert same_department(other, one) is same


def test_a_department_is_found_by_a_shorter_and_by_a_former_name(
    bring: Bring, power: Path, tmp_path: Path
) -> None:
    bring(A)
    bring(B, department="市民政局")
    edit(
        power.parent / "department.yaml",
        "名称: 甲市民政局",
        "名称: 甲市社会事务局\n曾用名: [甲市民政局]",
    )
    bring(A, B)
    assert names(tmp_path) == ["甲许可", "乙许可"]
    assert len([*(tmp_path / "库/departments").iterdir()]) == 1


@pytest.mark.parametrize(
    "content",
    [
        "部门: 甲市民政局\n事项: [甲]\n",
        "部门: 甲市民政局\n事项: 甲\n",
        "部门: 甲市民政局\n事项:\n  - 名称: 甲\n",
        "甲\n",
        "部门: 甲\udcff\n",
    ],
)
def test_a_list_that_rows_cannot_be_compared_with_stops_the_import(
    content: str, bring: Bring, power: Path
) -> None:
    bring(A)
    data = content.encode("utf-8", "surrogateescape")
    power.write_bytes(data)
    with pytest.raises(CannotRun, match=r"power\.yaml"):
        bring(B)
    assert power.read_bytes() == data


def test_an_empty_list_can_be_filled(bring: Bring, power: Path, tmp_path: Path) -> None:
    bring(A)
    power.write_text("部门: 甲市民政局\n事项:\n", encoding="utf-8")
    bring(A)
    assert names(tmp_path) == ["甲许可"]


def test_nothing_is_written_through_a_link(bring: Bring, power: Path, tmp_path: Path) -> None:
    bring(A)
    outside = tmp_path / "别处"
    power.parent.rename(outside)
    try:
        power.parent.symlink_to(outside)
    except OSError:
        pytest.skip("this system does not allow links")
    before = {file.name: file.read_bytes() for file in outside.iterdir()}
    with pytest.raises(CannotRun, match="链接"):
        bring(B)
    assert {file.name: file.read_bytes() for file in outside.iterdir()} == before


def test_a_folder_that_holds_something_else_is_not_taken(bring: Bring, tmp_path: Path) -> None:
    bring(A, department="甲市民族局")
    (tmp_path / "库/departments/mzj").rename(tmp_path / "库/departments/MZJ2")
    (tmp_path / "库/departments/mzj").mkdir()
    bring(B, department="乙县煤质局")
    assert sorted(p.name for p in (tmp_path / "库/departments").iterdir()) == [
        "MZJ2",
        "mzj",
        "mzj3",
    ]
