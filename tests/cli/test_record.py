"""quanze record on a real repository: drafted, filled in, refreshed, approved."""

from __future__ import annotations

import datetime
import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from quanze.cli.app import run
from quanze.law.principles import principles
from quanze.load.yaml_reader import read
from tests.office import (
    CODES,
    FIRST,
    JIA,
    REGISTER,
    SECOND,
    THIRD,
    YI,
    Office,
    power,
    powers,
)
from tests.test_docs import pattern

YEAR = datetime.date.today().year
RECORD = f"adjustments/{YEAR}-1.yaml"
SHORTER = {**FIRST, "承诺时限": "8个工作日"}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path / "仓库", "清单库")
    made.step(REGISTER)
    monkeypatch.chdir(made.folder)
    monkeypatch.setenv("COLUMNS", "100")
    return made


Captured = pytest.CaptureFixture[str]


def record(*arguments: str, capsys: Captured) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["record", *arguments])
    return code, "".join(capsys.readouterr())


def written(office: Office, path: str = RECORD) -> str:
    return (office.folder / path).read_text(encoding="utf-8")


def asked(said: str) -> list[tuple[str, str]]:
    """What is asked for, and the line of each place."""
    found, key = [], ""
    for line in said.partition("\n请补写（")[2].splitlines():
        kind = re.match(r"  (\w+)(?:（| \d+ 处)", line)
        key = kind[1] if kind else key
        found += [(key, number) for number in re.findall(r"第 (\d+) 行", line)]
    return found


@pytest.fixture
def changed(office: Office) -> Office:
    """One limit is shorter, one power is gone."""
    office.write({f"{JIA}power.yaml": powers("甲局", SHORTER)})
    return office


def test_a_change_becomes_a_record_with_open_questions(changed: Office, capsys: Captured) -> None:
    code, said = record(capsys=capsys)
    assert code == 0
    assert f"新写了 {RECORD}：" in said
    assert "级别：实质性；取消 1，要素变更 1" in said
    assert "职权 3 项 + 0 - 1 = 2 项" in said
    lines = written(changed).splitlines()
    places = asked(said)
    assert [name for name, _ in places] == ["事由", "依据", "原则", "后续监管"]
    for name, number in places:
        assert name in lines[int(number) - 1]
        assert "请补写" in lines[int(number) - 1]
    assert "没有写调整事由发生的日期，不推算各步的期限" in said


def test_what_is_known_is_said_at_once(changed: Office, capsys: Captured) -> None:
    code, said = record(
        "--trigger", "其他", "--basis", "《中华人民共和国公路法》第四十四条", "--basis", "国发〔2020〕13号",
        "--principle", "无依据取消", "--reason", "依据已经废止", "--title", "第一次调整",
        "--date", "调整事由=2026-08-15", "--date", "申请=2026-08-20=甲局", "--approver", "市人民政府",
        capsys=capsys,
    )  # fmt: skip
    assert code == 0
    data = read(written(changed))
    assert (data["标题"], data["事由"]) == ("第一次调整", "其他")
    assert [one["名称"] for one in data["依据"]] == ["《中华人民共和国公路法》", "国发〔2020〕13号"]
    gone = next(one for one in data["变更"] if one["种类"] == "取消")
    assert (gone["原则"], gone["理由"]) == ("无依据取消", "依据已经废止")
    steps = {step["步骤"]: step for step in data["办理"]}
    assert steps["申请"] == {"步骤": "申请", "日期": "2026-08-20", "机关": "甲局"}
    assert steps["批准"]["机关"] == "市人民政府"
    assert [name for name, _ in asked(said)] == ["后续监管"]


MANY = [power(f"2204000120{number:03}", f"第{number}项许可") for number in range(1, 14)]


def test_what_is_asked_of_many_items_is_asked_once(office: Office, capsys: Captured) -> None:
    office.step({f"{JIA}power.yaml": powers("甲局", FIRST, SECOND, *MANY)})
    office.write({f"{JIA}power.yaml": powers("甲局", FIRST, SECOND)})
    _, said = record("HEAD", capsys=capsys)
    lines = said.splitlines()
    [at] = [place for place, line in enumerate(lines) if line.startswith("  后续监管")]
    assert lines[at] == "  后续监管 13 处（--oversight）：取消以后怎样监管"
    assert [line.partition("　")[2] for line in lines[at + 1 : at + 11]] == [
        one["名称"] for one in MANY[:10]
    ]
    assert lines[at + 11] == "      还有 3 处，见文件里的“# 请补写”"


def test_where_a_code_is_needed_to_answer_it_is_named(changed: Office, capsys: Captured) -> None:
    changed.write(
        {f"{YI}power.yaml": powers("乙局", THIRD, power("330", "新许可", 权力来源="上级下放"))}
    )
    _, said = record("--as", f"收回:{CODES[1]}", capsys=capsys)
    assert "  去向 1 处（--as 种类:编码=机关）：收回给谁\n" in said
    assert re.search(rf"第 \d+ 行　砍伐护路林许可　{CODES[1]}\n", said)
    assert "  来自 1 处（--as 种类:编码=机关）：承接的，原来由谁行使\n" in said
    assert re.search(r"第 \d+ 行　新许可　330\n", said)


def test_a_document_to_be_decided_on_is_named(changed: Office, capsys: Captured) -> None:
    document = {"名称": "护路林办法", "依据事项": [CODES[1]]}
    listed = {"种类": "规范性文件", "出处": "示例", "日期": "2024-01-01", "事项": [document]}
    changed.write({"references/documents.yaml": listed})
    _, said = record(capsys=capsys)
    assert "  处理 1 处：修改、继续执行、失效、废止\n" in said
    assert re.search(r"第 \d+ 行　护路林办法\n", said)


def test_a_step_is_asked_for_in_good_chinese(changed: Office, capsys: Captured) -> None:
    record(capsys=capsys)
    assert "机关:  # 请补写：合法性审查由哪个机关办理\n" in written(changed)


def test_supervision_is_said_on_the_command_line(changed: Office, capsys: Captured) -> None:
    _, said = record("--oversight", "每年抽查", capsys=capsys)
    assert "后续监管: 每年抽查\n" in written(changed)
    assert "后续监管" not in [name for name, _ in asked(said)]


def test_duties_of_a_power_that_is_gone_are_pointed_out(office: Office, capsys: Captured) -> None:
    office.write({f"{JIA}power.yaml": powers("甲局", SECOND)})
    _, said = record(capsys=capsys)
    assert "责任事项还在 duty.yaml 里，要一起删去，再运行一次 quanze record（1 项）：\n" in said
    assert f"      占用公路许可　{JIA}duty.yaml\n" in said
    office.write({f"{JIA}duty.yaml": None})
    _, said = record(capsys=capsys)
    assert "责任事项还在" not in said


def test_the_limits_run_from_the_real_days(changed: Office, capsys: Captured) -> None:
    _, said = record(
        "--date", "调整事由=2026-08-15", "--date", "申请=2026-08-31=甲局", capsys=capsys
    )
    assert "申请　行政机关　2026-08-31 完成，晚于期限 2026-08-28（周五）" in said
    assert "审核　审改主管部门　最迟 2026-09-20（周日）" in said
    assert "《中华人民共和国政府信息公开条例》第二十六条" in said


def test_writing_again_brings_the_facts_up_to_date_and_keeps_what_people_wrote(
    changed: Office, capsys: Captured
) -> None:
    record(capsys=capsys)
    filled = re.sub(r"事由: .*", "事由: 其他  # 问过法制科", written(changed))
    filled = re.sub(r"原则: .*", "原则: 无依据取消", filled)
    changed.write({RECORD: filled})
    changed.write({f"{JIA}power.yaml": powers("甲局", {**SHORTER, "承诺时限": "7个工作日"})})
    code, said = record(capsys=capsys)
    assert code == 0
    assert f"更新了 {RECORD}" in said
    text = written(changed)
    assert "事由: 其他  # 问过法制科\n" in text
    assert "原则: 无依据取消\n" in text
    assert "新: 7个工作日\n" in text
    assert record(capsys=capsys)[0] == 0
    assert written(changed) == text, "nothing changed: the file stays as it is"


def test_a_draft_saved_on_windows_is_read_as_any_other(changed: Office, capsys: Captured) -> None:
    record(capsys=capsys)
    noted = written(changed).replace("合计:", "# 记一笔\n合计:").replace("\n", "\r\n")
    (changed.folder / RECORD).write_bytes(b"\xef\xbb\xbf" + noted.encode())
    assert record("--trigger", "其他", capsys=capsys)[0] == 0
    raw = (changed.folder / RECORD).read_bytes()
    assert b"\r" not in raw
    assert "# 记一笔\n合计:" in raw.decode()


def test_a_change_taken_back_is_named_with_what_was_written_on_it(
    changed: Office, capsys: Captured
) -> None:
    record(capsys=capsys)
    changed.write({RECORD: re.sub(r"后续监管: .*", "后续监管: 每年抽查", written(changed))})
    changed.write({f"{JIA}power.yaml": powers("甲局", SHORTER, SECOND)})
    _, said = record(capsys=capsys)
    assert f"不再有的变更：取消 {CODES[1]} 砍伐护路林许可，原来写的是：每年抽查" in said


def test_a_removal_is_what_people_declare(changed: Office, capsys: Captured) -> None:
    code, said = record("--as", f"下放:{CODES[1]}=示例县交通局", capsys=capsys)
    assert code == 0
    assert "下放 1，要素变更 1" in said
    assert "去向: 示例县交通局\n" in written(changed)
    _, said = record(capsys=capsys)
    assert "下放 1" in said, "the draft remembers it"


def test_the_kind_may_be_changed_in_the_draft(changed: Office, capsys: Captured) -> None:
    record(capsys=capsys)
    changed.write({RECORD: written(changed).replace("种类: 取消", "种类: 收回")})
    _, said = record(capsys=capsys)
    assert "收回 1" in said
    assert "去向:  # 请补写：收回给谁" in written(changed)


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (f"下放:{CODES[0]}", "不在减少的事项里"),
        (f"承接:{CODES[1]}", "不在增加的事项里"),
        ("下放", "--as 写成 种类:编码"),
    ],
)
def test_a_declaration_of_what_did_not_happen_is_refused(
    declared: str, told: str, changed: Office, capsys: Captured
) -> None:
    code, said = record("--as", declared, capsys=capsys)
    assert (code, told in said) == (2, True)
    assert not (changed.folder / RECORD).exists()


def test_a_declaration_against_the_list_is_refused(changed: Office, capsys: Captured) -> None:
    third = {**THIRD, "前身": [CODES[1]]}
    changed.write({f"{YI}power.yaml": powers("乙局", third)})
    code, said = record("--as", f"下放:{CODES[1]}", capsys=capsys)
    assert (code, "清单里的“前身”写明这一项是合并，以清单为准" in said) == (2, True), said


STEPS = ("申请", "审核", "合法性审查", "批准")


def approve(office: Office, capsys: Captured, *, commit: bool = True) -> None:
    dates = [part for step in STEPS for part in ("--date", f"{step}=2024-03-01=市人民政府")]
    assert record("--date", "调整事由=2024-02-27", *dates, capsys=capsys)[0] == 0
    if commit:
        office.commit("调整", "2024-03-02")


def test_an_approved_record_is_never_written_again(changed: Office, capsys: Captured) -> None:
    approve(changed, capsys)
    before = written(changed)
    changed.write({f"{JIA}power.yaml": powers("甲局")})
    code, said = record("--number", f"{YEAR}-1", capsys=capsys)
    assert (code, f"记录 {YEAR}-1 已经批准，不再改动" in said) == (2, True)
    assert written(changed) == before


def test_the_next_record_begins_where_the_last_one_ended(changed: Office, capsys: Captured) -> None:
    approve(changed, capsys)
    changed.step(
        {f"{YI}power.yaml": powers("乙局", power(CODES[2], "超限运输车辆许可"))}, "2024-04-01"
    )
    changed.write({f"{JIA}power.yaml": powers("甲局")})
    code, said = record(capsys=capsys)
    assert (code, f"新写了 adjustments/{YEAR}-2.yaml" in said) == (0, True)
    assert "取消 1，要素变更 1" in said, "committed or not, what no record tells yet is in it"


def test_a_draft_that_was_committed_is_written_on(changed: Office, capsys: Captured) -> None:
    record(capsys=capsys)
    changed.commit("草稿", "2024-03-01")
    code, said = record("--trigger", "其他", capsys=capsys)
    assert (code, f"更新了 {RECORD}" in said) == (0, True)
    assert "取消 1，要素变更 1" in said


def test_a_record_that_is_not_committed_stops_the_next_one(
    changed: Office, capsys: Captured
) -> None:
    approve(changed, capsys, commit=False)
    code, said = record(capsys=capsys)
    assert (code, f"记录 {YEAR}-1 还没有提交到 git" in said) == (2, True)
    assert not (changed.folder / f"adjustments/{YEAR}-2.yaml").exists()


def test_wording_needs_no_approval_and_is_settled_once_committed(
    office: Office, capsys: Captured
) -> None:
    office.write({f"{YI}department.yaml": {"名称": "乙局", "简称": "乙"}})
    code, said = record(capsys=capsys)
    assert (code, "该由人写的都写了" in said) == (0, True)
    assert record(capsys=capsys)[0] == 0, "until it is committed it may be written again"
    office.commit("窗口", "2024-03-01")
    code, said = record("--number", f"{YEAR}-1", capsys=capsys)
    assert (code, "已经批准" in said) == (2, True)


def test_no_change_writes_nothing(office: Office, capsys: Captured) -> None:
    code, said = record(capsys=capsys)
    assert (code, "清单没有变化，没有写记录" in said) == (0, True)
    assert not (office.folder / "adjustments").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--as", f"下放:{CODES[0]}"), "不在减少的事项里"),
        (("--as", "拆分:001"), "种类可以是取消、下放"),
        (("--number", "第1号"), "不是记录的编号"),
        (("--date", "听证=2024-06-30"), "没有步骤“听证”；调整的步骤有调整事由、申请、审核"),
        (("--date", "批准=昨天"), "--date 写成 步骤=日期"),
    ],
)
def test_what_is_wrong_is_refused_though_nothing_changed(
    arguments: tuple[str, ...], told: str, office: Office, capsys: Captured
) -> None:
    code, said = record(*arguments, capsys=capsys)
    assert (code, told in said) == (2, True), said


def test_what_cannot_be_written_as_nothing_changed_is_said(
    office: Office, capsys: Captured
) -> None:
    code, said = record("--number", "2024-9", capsys=capsys)
    assert (code, "没有写记录 2024-9。" in said, "命令里写的" in said) == (0, True, False)
    code, said = record("--date", "批准=2024-06-30", capsys=capsys)
    assert (code, "命令里写的没有写进记录" in said) == (0, True)


def test_a_dry_run_shows_the_record_and_writes_nothing(changed: Office, capsys: Captured) -> None:
    code, said = record("--dry-run", capsys=capsys)
    assert code == 0
    assert read(said)["编号"] == f"{YEAR}-1"
    assert not (changed.folder / "adjustments").exists()


def test_two_versions_may_be_named(changed: Office, capsys: Captured) -> None:
    changed.commit("改", "2024-02-01")
    changed.write({f"{JIA}power.yaml": powers("甲局")})
    code, said = record("HEAD~1", "HEAD", "--number", "2024-7", capsys=capsys)
    assert (code, "取消 1，要素变更 1" in said) == (0, True)
    assert read(written(changed, "adjustments/2024-7.yaml"))["编号"] == "2024-7"


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (RECORD, "编号: [\n", "读不懂，没有改动"),
        (RECORD, "编号: x\n事由: 不知道\n", "读不懂，没有改动"),
        (f"{JIA}power.yaml", "部门: 甲局\n事项:\n  - 名称: 缺编码\n", "不能比较"),
    ],
)
def test_what_cannot_be_read_stops_it(
    path: str, text: str, told: str, changed: Office, capsys: Captured
) -> None:
    changed.write({path: text})
    code, said = record(capsys=capsys)
    assert (code, told in said) == (2, True), said
    assert written(changed, path) == text


@pytest.mark.parametrize("number", ["../x", "2024-0", "-1", "２０２４-1", "2024-1/../../y"])
def test_a_number_is_a_year_and_a_number(number: str, changed: Office, capsys: Captured) -> None:
    code, said = record(f"--number={number}", capsys=capsys)
    assert (code, "写成 年份-序号" in said) == (2, True), said
    assert changed.git("status", "--porcelain", "-uall").count("??") == 0


def test_a_file_that_holds_another_record_is_not_overwritten(
    changed: Office, capsys: Captured
) -> None:
    record(capsys=capsys)
    other = written(changed).replace(f'编号: "{YEAR}-1"', '编号: "2020-5"')
    changed.write({RECORD: other})
    code, said = record("--number", f"{YEAR}-1", capsys=capsys)
    assert (code, "已经有了，里面不是这个编号的记录" in said) == (2, True)
    assert written(changed) == other


def test_several_drafts_ask_which_one(changed: Office, capsys: Captured) -> None:
    record(capsys=capsys)
    changed.write({"adjustments/2020-1.yaml": written(changed).replace(f"{YEAR}-1", "2020-1")})
    code, said = record(capsys=capsys)
    assert (code, "请用 --number 写明是哪一份" in said) == (2, True)


def test_the_principles_are_listed(capsys: Captured) -> None:
    code, said = record("--principles", capsys=capsys)
    assert code == 0
    assert all(one.name in said and one.meaning in said for one in principles().values())


def test_a_filled_in_record_passes_the_checks(changed: Office, capsys: Captured) -> None:
    approve(changed, capsys)
    text = written(changed)
    for asked, answer in (
        (r"事由: .*", "事由: 其他"),
        (r"(# .*\n)+办理:", "依据:\n  - 名称: 《中华人民共和国公路法》\n办理:"),
        (r"原则: .*", "原则: 无依据取消"),
        (r"后续监管: .*", "后续监管: 每年抽查"),
        (
            r"(步骤: (?:报送公布|向社会公开)\n    日期:).*\n    机关:.*",
            r"\1 2024-03-04\n    机关: 市人民政府",
        ),
    ):
        text = re.sub(asked, answer, text)
    changed.write({RECORD: text})
    run(["validate", "--format", "json"])
    found = capsys.readouterr().out
    assert RECORD not in found, found


PAGE = Path(__file__).parents[2] / "docs/record.md"
BLOCK = re.compile(r"^```(yaml|sh|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"# (清单库/\S+)\n")


def test_the_page_can_be_followed_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    office = Office(tmp_path)
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    followed = 0
    for (kind, text), (_, shown) in pairwise([*blocks, ("", "")]):
        if kind == "yaml":
            named = NAMED.match(text)
            assert named, text
            office.write({named[1]: text})
        elif kind == "sh":
            for line in text.splitlines():
                command, *arguments = shlex.split(line)
                if command == "git":
                    office.git(*arguments)
                    continue
                assert arguments[0] == "record"
                _, said = record(*arguments[1:], capsys=capsys)
                assert re.fullmatch(pattern(shown), said), said
                followed += 1
    assert followed == 4


def test_every_option_is_explained_on_the_page(capsys: Captured) -> None:
    run(["record", "--help"])
    options = set(re.findall(r"^│ (--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    assert "--as" in options
    page = PAGE.read_text(encoding="utf-8")
    assert {option for option in options - {"--help"} if f"`{option}" not in page} == set()


def test_a_draft_of_which_nothing_is_left_is_pointed_out(changed: Office, capsys: Captured) -> None:
    assert record(capsys=capsys)[0] == 0
    changed.git("checkout", "-q", "--", ".")
    code, said = record(capsys=capsys)
    assert (code, f"草稿 adjustments/{YEAR}-1.yaml 写的改动已经全部改回" in said) == (0, True)
