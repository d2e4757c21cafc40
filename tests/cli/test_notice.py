"""quanze notice."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from quanze.cli.app import run
from quanze.load.emit import emit
from quanze.publish.document import why_not
from tests.publish.notices import RECORD, SETTINGS, draft


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register with an approved record and a draft."""
    made = tmp_path / "清单库"
    (made / "adjustments").mkdir(parents=True)
    (made / "quanze.yaml").write_text(emit(SETTINGS), encoding="utf-8")
    write(made, RECORD)
    write(made, draft().data() | {"编号": "2026-2"})
    return made


def write(folder: Path, record: dict[str, object]) -> None:
    path = folder / "adjustments" / f"{record['编号']}.yaml"
    path.write_text(emit(record), encoding="utf-8")


def written(target: Path) -> set[str]:
    return {path.name for path in target.iterdir()} if target.exists() else set()


def test_it_writes_all_forms(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "公告"

    assert run(["notice", "2026-1", "--in", str(folder), "--to", str(target)]) == 0

    forms = {"html", "xlsx", "docx"} | (set() if why_not() else {"pdf"})
    assert written(target) == {f"调整公告-2026-1.{form}" for form in forms}
    assert capsys.readouterr().err == (f"没有写 PDF：{why_not()}。\n" if why_not() else "")


def test_where_no_pdf_can_be_written_the_others_are(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("quanze.publish.document.pdf.find_spec", lambda _: None)
    target = tmp_path / "公告"

    assert run(["notice", "2026-1", "--in", str(folder), "--to", str(target)]) == 0

    assert written(target) == {f"调整公告-2026-1.{form}" for form in ("html", "xlsx", "docx")}
    assert "没有写 PDF" in capsys.readouterr().err


def test_the_register_is_the_current_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)

    assert run(["notice", "2026-1", "--to", "公告", "--format", "html"]) == 0

    assert written(folder / "公告") == {"调整公告-2026-1.html"}


def test_the_same_record_gives_the_same_files(folder: Path, tmp_path: Path) -> None:
    for name in ("一", "二"):
        run(["notice", "2026-1", "--in", str(folder), "--to", str(tmp_path / name)])

    for path in (tmp_path / "一").iterdir():
        assert path.read_bytes() == (tmp_path / "二" / path.name).read_bytes()


def test_a_draft_is_named_one_with_what_is_missing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["notice", "2026-2", "--in", str(folder), "--to", str(tmp_path / "公告")]) == 0

    told = capsys.readouterr().err
    assert "还没有批准，公告标明“草稿”" in told
    assert "“砍伐审批”的后续监管" in told


def test_the_date_can_be_given(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "公告"
    arguments = ["--in", str(folder), "--to", str(target), "--date", "2026-05-06"]

    assert run(["notice", "2026-1", *arguments]) == 0

    assert "2026年5月6日" in (target / "调整公告-2026-1.html").read_text(encoding="utf-8")


def test_an_office_gives_its_own_template(folder: Path, tmp_path: Path) -> None:
    word, target = docx.Document(), tmp_path / "公告"
    word.add_paragraph("本单位的话：{{ 标题 }}")
    word.save(str(tmp_path / "模板.docx"))
    arguments = [
        "--in",
        str(folder),
        "--to",
        str(target),
        "--template",
        str(tmp_path / "模板.docx"),
    ]

    assert run(["notice", "2026-1", *arguments]) == 0

    made = docx.Document(str(target / "调整公告-2026-1.docx"))
    assert made.paragraphs[0].text == "本单位的话：关于调整试验市权责清单的公告"


def test_the_packaged_template_can_be_had_and_gives_the_same_notice(
    folder: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "一", tmp_path / "二"
    common = ["notice", "2026-1", "--in", str(folder), "--format", "docx"]

    assert run([*common, "--to", str(first), "--with-template"]) == 0
    own = str(first / "公告模板.docx")
    assert run([*common, "--to", str(second), "--template", own]) == 0

    name = "调整公告-2026-1.docx"
    assert (first / name).read_bytes() == (second / name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["2025-9"], "没有编号为 2025-9 的动态调整记录。已有的记录：2026-1、2026-2。"),
        (["2026-1", "--format", "odt"], "没有格式“odt”；可以写 html、xlsx、docx、pdf"),
        (["2026-1", "--format", ""], "可以写 html、xlsx、docx"),
        (["2026-1", "--format", "html", "--template", "x.docx"], "--format 里要有 docx"),
        (["2026-1", "--template", "没有.docx"], "找不到文件"),
        (["2026-1", "--template", __file__], "模板不是 Word 文件"),
        (["2026-1", "--date", "昨天"], "“昨天”不是日期"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    complaint: str,
) -> None:
    target = tmp_path / "公告"

    assert run(["notice", *arguments, "--in", str(folder), "--to", str(target)]) == 2

    assert complaint in capsys.readouterr().err
    assert written(target) == set()


def test_a_record_that_cannot_be_read_is_not_called_missing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, RECORD | {"级别": "没有这一级"})

    assert run(["notice", "2026-1", "--in", str(folder), "--to", str(tmp_path / "公告")]) == 2

    assert "adjustments/2026-1.yaml 有读不懂的内容" in capsys.readouterr().err


def test_personal_data_and_secrets_in_the_record_stop_the_notice(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, draft().data() | {"编号": "2026-2", "说明": "问李科长，手机13900000000"})
    target = tmp_path / "公告"

    assert run(["notice", "2026-2", "--in", str(folder), "--to", str(target)]) == 2

    said = capsys.readouterr().err
    assert "adjustments/2026-2.yaml:" in said and "139****0000" in said
    assert "13900000000" not in said
    assert "没有生成公告" in said
    assert not written(target)
    # What the notice does not tell does not stop it.
    assert run(["notice", "2026-1", "--in", str(folder), "--to", str(target)]) == 0


def test_wrong_sums_give_no_notice(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, RECORD | {"合计": RECORD["合计"] | {"现有": 99}})

    assert run(["notice", "2026-1", "--in", str(folder), "--to", str(tmp_path / "公告")]) == 2

    assert "记录 2026-1 的“合计”不对：100 ＋ 2 － 4 不等于 99" in capsys.readouterr().err
    assert written(tmp_path / "公告") == set()
