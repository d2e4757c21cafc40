"""The audit: every commit and record with its verdict, as a page and as a workbook."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest

from quanze.diff.verify import verify
from quanze.publish.audit.facts import AuditReport, Verdict, audit_report
from quanze.publish.audit.page import page
from quanze.publish.audit.workbook import workbook
from tests.office import (
    CODES,
    FIRST,
    JIA,
    REGISTER,
    SECOND,
    SETTINGS,
    THIRD,
    YI,
    Office,
    power,
    powers,
)

HOSTILE = '=1+1<script>alert("x")</script>\u202e\x1b[2J'


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """One commit of every sort."""
    made = Office(tmp_path / "仓库", "库")
    made.step(REGISTER, "2023-01-02", message="首个版本")
    settings = SETTINGS | {"调整": {"自": "2024-01-01"}}
    made.step({"quanze.yaml": settings}, "2023-12-31", message="从下一年起要有记录")
    base = made.git("rev-parse", "HEAD")
    shorter = powers("甲局", FIRST | {"承诺时限": "7个工作日"}, SECOND)
    made.step({f"{JIA}power.yaml": shorter}, "2024-02-01", "李四", "压缩时限")
    record = made.record("2024-1", base, 标题="第一批")
    record["变更"][0] |= {"原则": "减时限", "理由": "网上办理更快"}
    made.write({"adjustments/2024-1.yaml": record})
    base = made.commit("记录 2024-1", "2024-03-05")
    made.step({f"{YI}power.yaml": powers("乙局")}, "2024-04-01", "李四", "减少一项")
    made.write_record("2024-2", base, approved=False)
    made.commit("草稿 2024-2", "2024-04-02")
    added = powers("乙局", power(CODES[4], HOSTILE))
    made.step({f"{YI}power.yaml": added}, "2024-05-01", HOSTILE, HOSTILE)
    made.step({"adjustments/2024-1.yaml": record | {"事由": "其他"}}, "2024-05-02", "王五", "改写")
    return made


@pytest.fixture
def report(office: Office) -> AuditReport:
    return audit_report(verify(office.folder))


def test_every_commit_has_its_verdict(report: AuditReport) -> None:
    told = [(one.verdict, one.records, one.writes, len(one.changes)) for one in report.commits]
    assert told == [
        (Verdict.BEFORE, (), (), 0),
        (Verdict.START, (), (), 0),
        (Verdict.RIGHT, ("2024-1",), (), 1),
        (Verdict.NOTHING, (), ("2024-1",), 0),
        (Verdict.DRAFT, ("2024-2",), (), 1),
        (Verdict.NOTHING, (), ("2024-2",), 0),
        (Verdict.WRONG, (), (), 1),
        (Verdict.WRONG, (), ("2024-1",), 0),
    ]


def test_every_record_has_its_verdict_and_ground(report: AuditReport) -> None:
    first, second = report.records
    assert (first.verdict, second.verdict) == (Verdict.WRONG, Verdict.DRAFT)
    assert first.grounds == ("《中华人民共和国公路法》第四十四条",)
    assert first.steps[3] == "批准 2024-03-01"
    assert second.steps == ()
    assert str(first.record.trigger) == "法律法规规章立改废释", "as it was approved"


def test_every_change_has_the_ground_on_which_it_was_decided(report: AuditReport) -> None:
    decided = [facts.decided for one in report.commits for facts in one.changes]
    assert decided == [{"原则": "减时限", "理由": "网上办理更快"}, {}, {}]


def test_what_was_decided_may_be_written_after_approval(tmp_path: Path) -> None:
    made = Office(tmp_path / "仓库", "库")
    made.step(REGISTER, "2024-01-02")
    made.write({f"{YI}power.yaml": powers("乙局")})
    record = made.record("2024-1", "HEAD")
    record["变更"][0] |= {"种类": "下放", "去向": "县区"}
    record["合计"]["种类"] = {"下放": 1}
    made.step({"adjustments/2024-1.yaml": record}, "2024-02-01")
    later = [record["变更"][0] | {"后续监管": "每年抽查", "去向": "别处"}]
    made.step({"adjustments/2024-1.yaml": record | {"变更": later}}, "2024-03-01")
    (facts,) = audit_report(verify(made.folder)).commits[1].changes
    assert facts.decided == {"去向": "县区", "后续监管": "每年抽查"}


def test_the_page_says_all_of_it_and_runs_nothing(report: AuditReport) -> None:
    html = page(report)
    assert "<script" not in html
    assert not {"\u202e", "\x1b"} & set(html)
    assert html.count("&lt;script&gt;") >= 3
    for said in (
        "首个版本",
        "压缩时限",
        "2024-04-01 10:00",
        "第一批",
        "批准以后改了“事由”",
        "没有签名",
        "减时限",
        "网上办理更快",
    ):
        assert said in html
    assert f"{len(report.commits)} 次" in html
    assert "有 2 处不符，涉及 2 次提交" in html


def test_every_link_of_the_page_leads_somewhere(report: AuditReport) -> None:
    html = page(report)
    links = re.findall(r'href="#([^"]+)"', html)
    assert links
    assert all(f'id="{target}"' in html for target in links)
    assert not re.search(r'(?:href|src)="(?!#)', html), "it needs no other file"


def test_the_workbook_has_a_row_for_each(report: AuditReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    assert book.sheetnames == ["汇总", "不符", "提交", "变更", "记录"]
    rows = {name: book[name].max_row - 1 for name in book.sheetnames}
    assert (rows["提交"], rows["记录"], rows["不符"], rows["变更"]) == (8, 2, 2, 3)
    change = [cell.value for cell in book["变更"][2]]
    assert change[3:] == [
        "李四", "甲局", "事项", CODES[0], "占用公路许可", "要素变更", "承诺时限", "10个工作日",
        "7个工作日", "2024-1", "减时限", "网上办理更快", "", "", "",
    ]  # fmt: skip


def test_texts_of_others_are_no_formulas(report: AuditReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


def test_a_clean_history_says_so(tmp_path: Path) -> None:
    office = Office(tmp_path / "仓库")
    office.step(REGISTER)
    office.write({f"{YI}power.yaml": powers("乙局", THIRD | {"结果名称": "证"})})
    office.write_record("2024-1", "HEAD")
    office.commit("记录")
    report = audit_report(verify(office.folder))
    assert report.summary.startswith("起点以后的每一处改动都有记录")
    assert "不符之处" not in page(report)
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    assert "不符" not in book.sheetnames


def test_a_commit_that_no_record_speaks_of_is_not_called_right(tmp_path: Path) -> None:
    made = Office(tmp_path / "仓库", "库")
    made.step(REGISTER, "2024-01-02")
    made.step({f"{YI}power.yaml": powers("乙局")}, "2024-02-01", "王五", "减少一项")
    made.step({f"{YI}power.yaml": powers("乙局", THIRD)}, "2024-03-01", "李四", "改回")
    report = audit_report(verify(made.folder))
    assert [one.verdict for one in report.commits[1:]] == [Verdict.UNRECORDED] * 2
    assert report.summary.startswith("除改了又改回的 2 处以外，")
