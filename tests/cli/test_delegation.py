"""quanze delegation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import icalendar
import openpyxl
import pytest

from quanze.cli.app import run
from quanze.load.emit import emit

A, B = "示例县林业局", "试验县林业局"
SETTINGS = {"名称": "示例市权责清单", "行政区划代码": "220400", "层级": "市级"}
AGREEMENT = {
    "编号": "协〔2026〕1号",
    "受委托机关": A,
    "签订日期": "2026-08-21",
    "事项内容": "受理、审查、登记",
    "执行方式": "以市林业局的名义办理",
    "双方权利义务": "委托机关培训，受委托机关配人",
    "责任划分": "法律责任由市林业局承担",
    "监管措施": "每季度抽查",
    "期限": {"自": "2026-09-01", "至": "2027-08-31"},
}
BATCH: dict[str, Any] = {
    "编号": "2026-1",
    "标题": "委托两县办理林业事项",
    "方式": "委托",
    "赋权机关": "示例市人民政府",
    "放权部门": "市林业局",
    "依据": [{"名称": "《示例市人民政府关于委托一批事项的决定》"}],
    "需求": [
        {"提出": "示例县", "事项": "林木登记", "答复": "采纳"},
        {"提出": "试验县", "事项": "林木检疫"},
    ],
    "承接主体": [{"名称": A, "性质": "行政机关"}, {"名称": B, "性质": "行政机关"}],
    "事项": [{"编码": "T-1", "名称": "林木登记", "类型": "其他行政权力", "具体内容": "县里的林木"}],
    "协议": [AGREEMENT],
    "办理": [
        {"步骤": "决定", "日期": "2026-07-31"},
        {"步骤": "公布", "日期": "2026-08-07"},
        {"步骤": "交接", "日期": "2026-08-28", "承接主体": [A]},
        {"步骤": "备案", "日期": "2026-09-01"},
        {"步骤": "评估", "计划": "2027-06-30"},
    ],
    "已受理案件": "由市林业局办完。",
    "责任": "由市林业局承担。",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register with one batch: one county took over, the other did not."""
    return register(tmp_path, BATCH)


def register(tmp_path: Path, *batches: dict[str, Any], **settings: Any) -> Path:
    made = tmp_path / "清单库"
    (made / "delegations").mkdir(parents=True)
    (made / "quanze.yaml").write_text(emit(SETTINGS | settings), encoding="utf-8")
    for one in batches:
        path = made / "delegations" / f"{one['编号']}.yaml"
        path.write_text(emit(one), encoding="utf-8")
    return made


def asked(folder: Path, *more: str | Path) -> int:
    return run(["delegation", str(folder), *map(str, more)])


@pytest.mark.parametrize(("day", "code"), [("2026-09-18", 0), ("2026-09-19", 1)])
def test_the_exit_code_tells_whether_something_is_overdue(
    folder: Path, day: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(folder, "--as-of", day) == code
    assert "2026-09-18" in capsys.readouterr().out


def test_what_is_done_or_far_off_is_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = {}
    for more in ((), ("--all",)):
        asked(folder, "--as-of", "2026-09-10", "--format", "json", *more)
        told = json.loads(capsys.readouterr().out)
        steps[more] = sorted((d["步骤"], d["状态"]) for d in told["到期"])
    assert steps[()] == [("交接", "待办"), ("培训", "待办"), ("评估", "待办")]
    assert set(steps["--all",]) - set(steps[()]) == {
        ("交接", "已办"), ("备案", "已办"), ("期满", "待办"), ("行权报告", "待办"),
    }  # fmt: skip


def test_json_names_items_receivers_and_the_ground(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(folder, "--as-of", "2026-11-22", "--format", "json")
    told = json.loads(capsys.readouterr().out)
    (late,) = (duty for duty in told["到期"] if duty["状态"] == "逾期")
    assert late["步骤"] == "交接"
    assert late["最后一天"] == late["最早"] == late["最晚"] == "2026-09-18"
    assert late["事项"] == [{"编码": "T-1", "名称": "林木登记", "承接主体": B}]
    assert "吉发〔2020〕7号三（七）" in late["依据"]
    assert told["逾期"] == 1


def test_the_demand_list_shows_answers_and_what_has_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(folder, "--demands") == 0
    told = capsys.readouterr().out
    assert "需求清单 2 项，采纳 1 项，没有答复 1 项" in told


def test_excel_has_dates_as_dates(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "到期.xlsx"
    assert asked(folder, "--as-of", "2026-11-22", "--xlsx", file) == 1

    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["到期", "需求", "说明"]
    head, *rows = book["到期"].iter_rows(values_only=True)
    late = dict(zip(head, rows[0], strict=True))
    assert (late["步骤"], late["状态"], late["承接主体"]) == ("交接", "逾期", B)
    assert f"{late['最后一天']:%Y-%m-%d}" == "2026-09-18"


def test_the_same_day_gives_the_same_files(folder: Path, tmp_path: Path) -> None:
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        files = (tmp_path / name / "到期.xlsx", tmp_path / name / "到期.ics")
        asked(folder, "--as-of", "2026-11-22", "--xlsx", files[0], "--ics", files[1])
    for file in (tmp_path / "一").iterdir():
        assert file.read_bytes() == (tmp_path / "二" / file.name).read_bytes()


def test_a_calendar_entry_is_replaced_when_its_day_moves(folder: Path, tmp_path: Path) -> None:
    """The publication was a week later: the same entry, on another day."""
    days = {}
    for published in ("2026-08-07", "2026-08-14"):
        events = [one | {} for one in BATCH["办理"]]
        events[1]["日期"] = published
        path = folder / "delegations" / "2026-1.yaml"
        path.write_text(emit(BATCH | {"办理": events}), encoding="utf-8")
        file = tmp_path / "到期.ics"
        asked(folder, "--as-of", "2026-09-01", "--ics", file)
        calendar = icalendar.Calendar.from_ical(file.read_bytes())
        days[published] = {
            str(event["uid"]): str(event.decoded("dtstart"))
            for event in calendar.walk("VEVENT")
            if "交接" in str(event["summary"])
        }
    first, second = days.values()
    assert first.keys() == second.keys()
    assert first != second


def test_letters_and_notice_are_written_as_page_and_word(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "文件"
    assert asked(folder, "--letter", "2026-1", "--notice", "2026-1", "--to", target) == 0

    names = {path.name for path in target.iterdir()}
    assert names == {
        f"{n}.{f}" for n in ("委托书-2026-1-1", "赋权公告-2026-1") for f in ("html", "docx")
    }
    letter = docx.Document(str(target / "委托书-2026-1-1.docx"))
    text = "\n".join(line.text for line in letter.paragraphs)
    for said in (
        "市林业局",
        A,
        "以市林业局的名义办理",
        "2026年9月1日至2027年8月31日",
        "2026年8月21日",
    ):
        assert said in text
    told = capsys.readouterr().err
    assert "委托书-2026-1-1还有 1 处没有填" in told
    assert "“林木登记”的权限" in told
    assert f"给{B}，没有书面委托协议" in told


def test_a_number_leads_no_file_out_of_the_folder(tmp_path: Path) -> None:
    folder = register(tmp_path, BATCH)
    one = emit(BATCH | {"编号": "../../外面"})
    (folder / "delegations" / "2026-1.yaml").write_text(one, encoding="utf-8")
    assert asked(folder, "--letter", "../../外面", "--to", tmp_path / "文件") == 0
    assert {path.name for path in tmp_path.iterdir()} == {"清单库", "文件"}
    assert all(path.is_file() for path in (tmp_path / "文件").iterdir())


def test_the_notice_says_what_has_to_be_public(folder: Path, tmp_path: Path) -> None:
    asked(folder, "--notice", "2026-1", "--to", tmp_path)
    page = (tmp_path / "赋权公告-2026-1.html").read_text(encoding="utf-8")
    for said in ("承接部门", "交接日期", "具体内容", "责任", A, B, "2026年8月28日", "（待填）"):
        assert said in page


def test_a_letter_for_what_may_not_be_entrusted_is_called_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = {"编码": "T-1", "名称": "对木材的扣押", "类型": "行政强制"}
    folder = register(tmp_path, BATCH | {"事项": [item]})
    assert asked(folder, "--letter", "2026-1", "--to", tmp_path / "文件") == 1
    assert "不能签：“对木材的扣押”是行政强制措施" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            ["--letter", "2026-9", "--to", "文件"],
            "没有编号为 2026-9 的赋权批次。已有的批次：2026-1",
        ),
        (["--letter", "2026-1"], "--to 文件夹"),
        (["--to", "文件"], "加上 --letter 或者 --notice"),
        (["--as-of", "明天"], "不是日期"),
        (["--format", "json", "--ics", "a.ics"], "分两次运行"),
        (["--xlsx", "到期.csv"], "以 .xlsx 结尾"),
        (["--ics", "到期.txt"], "以 .ics 结尾"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path,
    more: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder.parent)
    assert asked(folder, *more) == 2
    assert said in capsys.readouterr().err
    assert {path.name for path in folder.parent.iterdir()} == {"清单库"}


def test_a_batch_that_cannot_be_read_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = folder / "delegations" / "2026-2.yaml"
    broken.write_text("编号: 2026-2\n标题: 没有方式\n", encoding="utf-8")

    assert asked(folder, "--as-of", "2026-08-10") == 1
    assert "delegations/2026-2.yaml 有读不懂的内容" in capsys.readouterr().err
    assert asked(folder, "--notice", "2026-2", "--to", tmp_path / "文件") == 2
    assert "请先运行 quanze validate" in capsys.readouterr().err


def test_personal_data_stops_the_documents(folder: Path, tmp_path: Path) -> None:
    one = BATCH | {"责任": "联系人手机 13812345678"}
    (folder / "delegations" / "2026-1.yaml").write_text(emit(one), encoding="utf-8")
    assert asked(folder, "--notice", "2026-1", "--to", tmp_path / "文件") == 2
    assert not (tmp_path / "文件").exists()


def test_a_register_without_batches_has_nothing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(register(tmp_path)) == 0
    assert "没有赋权批次" in capsys.readouterr().out


@pytest.mark.parametrize("months", [0, 121, "每年"])
def test_how_often_is_a_number_of_months(
    tmp_path: Path, months: int | str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = register(tmp_path, 放权={"行权报告": months})
    assert run(["validate", str(folder)]) == 1
    told = capsys.readouterr().out
    assert "放权·行权报告" in told
    assert "Input should" not in told


def test_the_example_is_in_time(capsys: pytest.CaptureFixture[str]) -> None:
    example = Path(__file__).parents[2] / "examples" / "liaoyuan"
    assert asked(example, "--as-of", "2026-11-22") == 0
    assert "待办 1 项" in capsys.readouterr().out


def test_the_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    run(["delegation", "--help"])
    assert "示例：quanze delegation" in capsys.readouterr().out
