"""quanze document."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import docx
import pytest

from quanze.cli.app import run
from quanze.cli.document import file_name
from quanze.publish.document import why_not
from tests.publish.conftest import PENALTY, PERMIT, POOR, RICH, SETTINGS, write_register

PAGE = Path(__file__).parents[2] / "docs/document.md"
NAME = "砍伐、移植城市树木审批"
FORMS = ("docx",) if why_not() else ("docx", "pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    # Its remarks hold what must not go out; they are in no document.
    waiver = {"规则": "E8", "事项": PERMIT, "理由": "试验", "到期": "2099-12-31"}
    settings = SETTINGS | {"规则": {"豁免": [waiver]}}
    return write_register(tmp_path / "清单库", settings, {"yljl": RICH, "tjj": POOR})


def written(target: Path) -> set[str]:
    files = (path for path in target.rglob("*") if path.is_file()) if target.exists() else ()
    return {path.relative_to(target).as_posix() for path in files}


def test_it_writes_a_book_of_each_kind_for_each_department(folder: Path, tmp_path: Path) -> None:
    assert run(["document", str(folder), "--to", str(tmp_path / "文档")]) == 0

    assert written(tmp_path / "文档") == {
        f"试验市{name}.{form}"
        for name in (
            "园林绿化局权责清单", "园林绿化局服务指南", "园林绿化局业务手册",
            "统计局权责清单", "统计局服务指南", "统计局业务手册",
        )
        for form in FORMS
    }  # fmt: skip


@pytest.mark.parametrize("department", ["yljl", "试验市园林绿化局", "市园林局"])
def test_a_department_is_named_by_folder_name_or_short_name(
    folder: Path, tmp_path: Path, department: str
) -> None:
    arguments = ["--department", department, "--kind", "guide", "--format", "docx"]

    assert run(["document", str(folder), "--to", str(tmp_path / "文档"), *arguments]) == 0

    assert written(tmp_path / "文档") == {"试验市园林绿化局服务指南.docx"}


def test_one_item_has_files_of_its_own(folder: Path, tmp_path: Path) -> None:
    arguments = ["--item", PERMIT, "--format", "docx"]

    assert run(["document", str(folder), "--to", str(tmp_path / "文档"), *arguments]) == 0

    assert written(tmp_path / "文档") == {
        f"{PERMIT} {NAME}服务指南.docx",
        f"{PERMIT} {NAME}业务手册.docx",
    }


def test_items_can_have_a_file_each(folder: Path, tmp_path: Path) -> None:
    arguments = ["--separate", "--kind", "manual", "--format", "docx", "--department", "yljl"]

    assert run(["document", str(folder), "--to", str(tmp_path / "文档"), *arguments]) == 0

    names = written(tmp_path / "文档")
    assert f"试验市园林绿化局业务手册/{PERMIT} {NAME}业务手册.docx" in names
    assert len(names) == 3


def test_signs_that_no_file_name_takes_are_left_out(folder: Path, tmp_path: Path) -> None:
    path = folder / "departments/yljl/power.yaml"
    text = path.read_text(encoding="utf-8").replace(NAME, 'a/..\\b:"c"？\t' + "长" * 200)
    path.write_text(text, encoding="utf-8")
    arguments = ["--item", PERMIT, "--kind", "guide", "--format", "docx"]

    assert run(["document", str(folder), "--to", str(tmp_path / "文档"), *arguments]) == 0

    (name,) = written(tmp_path / "文档")
    assert not set(name) & set('/\\:"\t')
    assert len(name.encode()) < 255


def test_departments_with_names_that_no_system_takes_have_files_of_their_own(
    tmp_path: Path,
) -> None:
    names = [f"试验市{'综合' * 150}{which}管理局" for which in "甲乙"]
    lists = {
        which: copy.deepcopy(POOR) | {"department.yaml": {"名称": name}}
        for which, name in zip("ab", names, strict=True)
    }
    for files, name in zip(lists.values(), names, strict=True):
        files["power.yaml"]["部门"] = name
    folder = write_register(tmp_path / "清单库", SETTINGS, lists)
    arguments = ["--to", str(tmp_path / "文档"), "--kind", "list", "--format", "docx"]

    assert run(["document", str(folder), *arguments]) == 0

    made = written(tmp_path / "文档")
    assert len(made) == 2
    for which, name in zip("甲乙", names, strict=True):
        (cut,) = (file for file in made if f"{which}管理局" in file)
        assert cut.startswith(name[:30]) and cut.endswith("管理局权责清单.docx")
        assert file_name(f"{name}权责清单") == cut.removesuffix(".docx")


@pytest.mark.parametrize("text", ["甲" * 80, "𠮷" * 60, "a" * 240, "\ud800" * 240])
def test_a_name_that_systems_take_stays_whole(text: str) -> None:
    assert file_name(text) == text
    assert len(file_name(text * 2).encode(errors="replace")) <= 240


def test_the_same_lists_give_the_same_files(folder: Path, tmp_path: Path) -> None:
    for name in ("一", "二"):
        run(["document", str(folder), "--to", str(tmp_path / name), "--department", "yljl"])

    assert len(written(tmp_path / "一")) == 3 * len(FORMS)
    for name in written(tmp_path / "一"):
        assert (tmp_path / "一" / name).read_bytes() == (tmp_path / "二" / name).read_bytes(), name


def test_an_office_uses_a_template_of_its_own(folder: Path, tmp_path: Path) -> None:
    common = ["document", str(folder), "--item", PERMIT, "--kind", "guide", "--format", "docx"]
    target = tmp_path / "文档"

    assert run([*common, "--to", str(target), "--with-template"]) == 0
    own = docx.Document(str(target / "文档模板.docx"))
    own.sections[0].header.paragraphs[0].text = "本单位"
    own.save(str(tmp_path / "本单位模板.docx"))
    assert run([*common, "--to", str(target), "--template", str(tmp_path / "本单位模板.docx")]) == 0

    made = docx.Document(str(target / f"{PERMIT} {NAME}服务指南.docx"))
    assert made.sections[0].header.paragraphs[0].text.startswith("本单位")


def test_where_no_pdf_can_be_written_word_is(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("quanze.publish.document.pdf.find_spec", lambda _: None)
    common = ["document", str(folder), "--item", PERMIT, "--kind", "guide"]

    assert run([*common, "--to", str(tmp_path / "文档")]) == 0
    assert written(tmp_path / "文档") == {f"{PERMIT} {NAME}服务指南.docx"}
    assert "没有写 PDF" in capsys.readouterr().err

    assert run([*common, "--to", str(tmp_path / "另"), "--format", "pdf"]) == 2
    assert "pip install quanze[print]" in capsys.readouterr().err
    assert written(tmp_path / "另") == set()


def test_a_run_that_breaks_leaves_what_was_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "文档"
    common = ["document", str(folder), "--to", str(target), "--format", "docx"]
    assert run([*common, "--kind", "guide", "--kind", "manual"]) == 0
    before = {name: (target / name).read_bytes() for name in written(target)}
    (folder / "departments/yljl/department.yaml").write_text("名称: 新名\n", encoding="utf-8")
    made = iter((b"new", b"new"))
    monkeypatch.setattr("quanze.publish.document.as_word", lambda *_: next(made))

    assert run([*common, "--kind", "guide", "--kind", "manual"]) == 2

    assert {name: (target / name).read_bytes() for name in written(target)} == before


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--department", "没有"], "清单库里没有部门“没有”。有：试验市园林绿化局、试验市统计局。"),
        (["--item", "X"], "清单库里没有编码为 X 的事项。"),
        (["--item", PENALTY, "--kind", "guide"], "不是依申请办理的，没有服务指南"),
        (["--item", PERMIT, "--kind", "list"], "清单按部门成册"),
        (["--separate", "--kind", "list"], "清单按部门成册"),
        (["--kind", "poster"], "没有“poster”，可以写 list、guide、manual。"),
        (["--format", "odt"], "没有“odt”，可以写 docx、pdf。"),
        (["--template", "没有.docx"], "找不到文件"),
        (["--template", __file__, "--format", "docx"], "模板不是 Word 文件"),
        (["--template", "x.docx", "--format", "pdf"], "--format 里要有 docx"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    complaint: str,
) -> None:
    monkeypatch.setattr("quanze.publish.document.why_not", lambda: "")

    assert run(["document", str(folder), "--to", str(tmp_path / "文档"), *arguments]) == 2

    assert complaint in capsys.readouterr().err
    assert written(tmp_path / "文档") == set()


def test_personal_data_and_secrets_stop_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lists = copy.deepcopy(POOR)
    lists["power.yaml"]["事项"][0]["办理流程"] = "值班手机 13900000000"
    folder = write_register(tmp_path / "有手机号的", SETTINGS, {"tjj": lists})

    assert run(["document", str(folder), "--to", str(tmp_path / "文档")]) == 2

    said = capsys.readouterr().err
    assert "departments/tjj/power.yaml:" in said and "139****0000" in said
    assert "13900000000" not in said
    assert "没有写入任何文件" in said
    assert not written(tmp_path / "文档")


PHONE = "值班手机 13900000000"
CLEAN = "T-tjj-CF-0001"
"""The item of the poor department."""


def _holding(place: str) -> dict[str, Any]:
    """Lists that hold a private telephone number in one place."""
    lists = copy.deepcopy(RICH)
    if place == "事项":
        lists["power.yaml"]["事项"][0]["办理流程"] = PHONE
        return lists
    for entry in (*lists["power.yaml"]["事项"], *lists["duty.yaml"]["责任事项"]):
        entry.pop("备注", None)  # they name people
    other = {"编码": "T-yljl-XK-0077", "名称": "另一项许可", "类型": "行政许可"}
    lists["power.yaml"]["事项"].append(other)
    if place == "另一事项":
        other["办理流程"] = PHONE
    elif place == "责任事项":
        lists["duty.yaml"]["责任事项"].append({"事项": PERMIT, "责任": [PHONE]})
    elif place == "别的责任事项":
        lists["duty.yaml"]["责任事项"].append({"事项": other["编码"], "责任": [PHONE]})
    elif place == "主要职责":
        lists["duty.yaml"]["主要职责"] = [PHONE]
    elif place == "公共服务":
        lists["duty.yaml"]["公共服务事项"] = [{"名称": "查询", "主要内容": PHONE}]
    return lists


@pytest.mark.parametrize(
    ("place", "arguments", "stopped"),
    [
        ("事项", ["--item", PERMIT], True),
        ("事项", ["--department", "yljl"], True),
        ("事项", [], True),
        ("事项", ["--item", CLEAN, "--kind", "manual"], False),
        ("事项", ["--department", "tjj"], False),
        ("另一事项", ["--item", PERMIT], False),
        ("另一事项", ["--separate", "--department", "yljl"], True),
        ("责任事项", ["--item", PERMIT, "--kind", "guide"], False),
        ("责任事项", ["--item", PERMIT, "--kind", "manual"], True),
        ("责任事项", ["--department", "yljl", "--kind", "list"], True),
        ("别的责任事项", ["--item", PERMIT, "--kind", "manual"], False),
        ("主要职责", ["--department", "yljl", "--kind", "manual"], False),
        ("主要职责", ["--department", "yljl", "--kind", "list"], True),
        ("公共服务", ["--department", "yljl", "--kind", "guide"], True),
        ("公共服务", ["--department", "yljl", "--kind", "guide", "--separate"], False),
    ],
)
def test_only_what_goes_into_the_documents_can_stop_them(
    tmp_path: Path, place: str, arguments: list[str], *, stopped: bool
) -> None:
    departments = {"yljl": _holding(place), "tjj": POOR}
    folder = write_register(tmp_path / "清单库", SETTINGS, departments)

    run(["document", str(folder), "--to", str(tmp_path / "文档"), "--format", "docx", *arguments])

    assert (not written(tmp_path / "文档")) is stopped


def test_a_boundary_matter_of_another_department_is_judged_with_the_item_that_it_touches(
    tmp_path: Path,
) -> None:
    lists = copy.deepcopy(POOR)
    matter = {"管理事项": "共同管理", "相关事项": [CLEAN], "备注": {"说明": PHONE}}
    other = {
        "department.yaml": {"名称": "试验市林业局"},
        "boundary.yaml": {"部门": "试验市林业局", "职责边界": [matter]},
    }
    folder = write_register(tmp_path / "清单库", SETTINGS, {"tjj": lists, "lyj": other})
    common = ["document", str(folder), "--to", str(tmp_path / "文档"), "--format", "docx"]

    assert run([*common, "--department", "tjj", "--kind", "manual"]) == 2
    assert run([*common, "--department", "tjj", "--kind", "list"]) == 0


def test_what_could_not_be_read_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "departments/tjj/power.yaml").write_text("事项: [", encoding="utf-8")
    arguments = ["--kind", "guide", "--format", "docx"]

    assert run(["document", str(folder), "--to", str(tmp_path / "文档"), *arguments]) == 1

    assert "1 处没有读懂" in capsys.readouterr().err
    assert written(tmp_path / "文档") == {"试验市园林绿化局服务指南.docx"}


def test_every_option_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    run(["document", "--help"])
    options = set(re.findall(r"(--[a-z-]+)", capsys.readouterr().out)) - {"--help"}
    assert "--separate" in options
    assert {option for option in options if option not in PAGE.read_text(encoding="utf-8")} == set()
