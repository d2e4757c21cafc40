"""Joint matters as they are published: pages, search, drawing, open data, workbook."""

from __future__ import annotations

import copy
import csv
import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from quanze.model.register import Register
from quanze.publish.open_data.outputs import open_data_outputs
from quanze.publish.outputs import Fingerprints
from quanze.publish.site import Site, joint_matters, site_outputs
from quanze.publish.site.index.documents import documents
from quanze.publish.site.index.synonyms import Synonyms
from quanze.publish.workbook.register_sheets import register_sheets

from .own_lists import FILING, MATTERS, PERMIT, Lists, made
from .pages import Document, item_pages


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return of(tmp_path_factory.mktemp("joint") / "r", MATTERS)


def of(root: Path, matters: Lists) -> Register:
    return made(root, **{"joint-matters": matters})


def page(register: Register, path: str) -> Document:
    (output,) = (one for one in joint_matters.pages(Site(register)) if one.path == path)
    return Document(output.make().decode())


def words(of: Document) -> str:
    return " ".join(" ".join(of.words).split())


def test_the_page_says_who_does_what_in_which_order(register: Register) -> None:
    told = words(page(register, "joint/BL-1.html"))
    assert "1. 前期" in told and "2. 许可" in told
    assert "用地审批 只在这种情形下办：占用耕地的 先到规划窗口 市规划局 10个工作日 同时开始" in told
    assert "林木采伐许可 市林业局 7个工作日 同时开始" in told
    assert "木材经营备案 县林业局 — 林木采伐许可办完以后" in told


def test_the_items_of_the_register_are_linked_both_ways(register: Register) -> None:
    site = Site(register)
    (power,) = register.powers_by_code[PERMIT]
    item = site.addresses.item(power)
    links = {tag.get("href") for tag in page(register, "joint/BL-1.html").all("a")}
    assert f"../{item}" in links
    (output,) = (one for one in item_pages(site) if one.path == item)
    document = Document(output.make().decode())
    assert "属于哪件事 开办木材加工厂一件事 市林业局牵头，3 项一起办，25个工作日" in words(document)
    assert "../../joint/BL-1.html" in {tag.get("href") for tag in document.all("a")}


def test_the_drawing_is_there_and_the_time_is_told(register: Register) -> None:
    site = Site(register)
    paths = {output.path for output in site_outputs(site)}
    told = page(register, "joint/BL-1.html")
    drawn = {tag["data"].partition("#")[0] for tag in told.all("object")}
    assert drawn and all(one.removeprefix("../") in paths for one in drawn)
    assert "从受理到办结，各环节时限合计 20个工作日（按最长的一路）；总时限 25个工作日。" in words(
        told
    )


def test_where_units_differ_the_longest_way_is_told_instead(tmp_path: Path) -> None:
    matters = copy.deepcopy(MATTERS)
    matters["并联事项"][0]["阶段"][0]["并联"][0]["时限"] = "10日"
    told = words(page(of(tmp_path / "r", matters), "joint/BL-1.html"))
    assert (
        "最长的一路（从 2026年11月22日起算）：统一受理，转告各部门 1个工作日 → 用地审批 10日 → 林木采伐许可 7个工作日"
    ) in told  # fmt: skip


def test_a_limit_longer_than_the_calendar_has_a_page_all_the_same(tmp_path: Path) -> None:
    matters = copy.deepcopy(MATTERS)
    matters["并联事项"][0] |= {"时限": "99999999个工作日", "受理时限": "3日"}
    assert "最长的一路" not in words(page(of(tmp_path / "r", matters), "joint/BL-1.html"))


def test_a_matter_that_says_nothing_has_a_page_all_the_same(register: Register) -> None:
    told = words(page(register, "joint/BL-2.html"))
    assert "由哪些部门办 0 项" in told and "申请材料" not in told


def test_it_is_found_by_its_words_its_departments_and_its_code(register: Register) -> None:
    found = {one.name: one for one in documents(Site(register), Synonyms())}
    matter = found["开办木材加工厂一件事"]
    assert matter.page == "joint/BL-1.html"
    assert matter.kind == "并联审批"
    assert {"办木材厂", "市规划局", "市林业局", "办厂"} <= {text for _, text in matter.texts}
    assert matter.codes == ("BL-1",)


def rows(register: Register, name: str) -> list[dict[str, str]]:
    (output,) = (
        one
        for one in open_data_outputs(register, Fingerprints())
        if one.path.endswith(f"/csv/{name}.csv.zip")
    )
    with ZipFile(io.BytesIO(output.make())) as archive:
        text = archive.read(f"{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_nothing_of_it_is_lost_in_the_open_data(register: Register) -> None:
    assert [row["编码"] for row in rows(register, "joint_matters")] == ["BL-1", "BL-2"]
    assert [(row["对象"], row["名称"]) for row in rows(register, "joint_stages")] == [
        ("BL-1", "前期"), ("BL-1", "许可"),
    ]  # fmt: skip
    assert [(row["上一层序号"], row["事项"] or row["名称"]) for row in rows(register, "joint_parts")] == [
        ("1", "用地审批"), ("2", PERMIT), ("2", FILING),
    ]  # fmt: skip
    materials = [(one["对象"], one["名称"], one["份数"]) for one in rows(register, "materials")]
    assert ("BL-1", "并联申请表", "3") in materials
    assert [row["条款"] for row in rows(register, "bases") if row["对象"] == "BL-1"] == ["第五条"]


def test_every_file_of_the_open_data_can_be_made(register: Register) -> None:
    for output in open_data_outputs(register, Fingerprints()):
        assert output.make(), output.path


def test_the_workbook_tells_each_part_with_what_the_lists_say(register: Register) -> None:
    sheets = {sheet.name: sheet for sheet in register_sheets(register)}
    labels = sheets["并联的各项"].columns
    records = [dict(zip(labels, row, strict=True)) for row in sheets["并联的各项"].rows]
    assert [(one["阶段"], one["名称"], one["部门"], one["时限"]) for one in records] == [
        ("前期", "用地审批", "市规划局", "10个工作日"),
        ("许可", "林木采伐许可", "市林业局", "7个工作日"),
        ("许可", "木材经营备案", "县林业局", ""),
    ]


def test_only_the_pages_that_show_it_change_with_a_part(tmp_path: Path, register: Register) -> None:
    def prints(one: Register) -> dict[str, str]:
        return {o.path: o.rests_on for o in joint_matters.pages(Site(one))}

    changed: Any = copy.deepcopy(MATTERS)
    changed["并联事项"][0]["阶段"][0]["并联"][0]["部门"] = "县规划局"
    before, after = prints(register), prints(of(tmp_path / "r", changed))
    assert {path for path in before if before[path] != after[path]} == {"joint/BL-1.html"}
