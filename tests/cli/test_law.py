"""quanze law, as a clerk and a script meet it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import quanze

POWER = """\
部门: 市生态环境局
事项:
  - 编码: "001"
    名称: 排污口设置审批
    类型: 行政许可
    设定依据:
      - 《中华人民共和国水污染防治法》（2017年修正）第十九条
  - 编码: "002"
    名称: 对超标排污的处罚
    类型: 行政处罚
    设定依据:
      - 《中华人民共和国水污染防治法》第八十三条
      - 法规: 《中华人民共和国行政处罚法》
        版本: （2017年修正）
        条款: 第二十四条
        原文: 对当事人的同一个违法行为，不得给予两次以上罚款的行政处罚。
      - 《某市示例管理规定》第三条
"""
TEXT = """\
# 中华人民共和国行政处罚法

修订：2021-01-22
施行：2021-07-15

第二十四条 省、自治区、直辖市根据当地实际情况，可以决定将基层管理迫切需要的处罚权交由乡镇人民政府行使。

第二十九条 对当事人的同一个违法行为，不得给予两次以上罚款的行政处罚。
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "清单库"
    (folder / "departments/sthj").mkdir(parents=True)
    (folder / "laws/texts").mkdir(parents=True)
    settings = "名称: 测试清单\n清单日期: 2026-11-22\n"
    (folder / "quanze.yaml").write_text(settings, encoding="utf-8")
    (folder / "departments/sthj/department.yaml").write_text(
        "名称: 市生态环境局\n", encoding="utf-8"
    )
    (folder / "departments/sthj/power.yaml").write_text(POWER, encoding="utf-8")
    (folder / "laws/texts/行政处罚法.md").write_text(TEXT, encoding="utf-8")
    return folder


def data(*arguments: str | Path, code: int = 0) -> dict[str, Any]:
    result = quanze("law", *arguments, "--format", "json")
    assert result.returncode == code, result.stderr
    return dict(json.loads(result.stdout))


def test_the_laws_are_listed_with_their_state(register: Path) -> None:
    result = quanze("law", "list", register)
    assert result.returncode == 0
    assert "测试清单：引用 3 部法规，4 处（按 2026-11-22 判断）" in result.stdout
    assert "2026-08-15 起废止，由《中华人民共和国生态环境法典》代替" in result.stdout
    assert "现行 1 部（1 处）；已废止 1 部（2 处）；未收录 1 部（1 处）。" in result.stdout


def test_the_list_for_programs_counts_versions(register: Path) -> None:
    laws = {law["法规"]: law for law in data("list", register)["法规"]}
    water = laws["《中华人民共和国水污染防治法》"]
    assert (water["引用"], water["事项"], water["状态"]) == (2, 2, "已废止")
    assert water["引用的版本"] == {"2017年": 1, "没有写": 1}


def test_the_list_opens_in_a_spreadsheet(register: Path, tmp_path: Path) -> None:
    target = tmp_path / "法规.csv"
    assert quanze("law", "list", register, "--output", target).returncode == 0
    text = target.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["法规"] == "《中华人民共和国水污染防治法》"
    assert rows[0]["废止日期"] == "2026-08-15"


def test_a_repeal_to_come_is_told_before_its_day(register: Path) -> None:
    laws = {law["法规"]: law for law in data("list", register, "--as-of", "2026-08-14")["法规"]}
    assert laws["《中华人民共和国水污染防治法》"]["状态"] == "将废止"


def test_what_rests_on_a_law_has_its_place_and_its_dates(register: Path) -> None:
    result = quanze("law", "impact", "水污染防治法", register)
    assert result.returncode == 0, result.stderr
    assert "departments/sthj/power.yaml:7:9  001 排污口设置审批" in result.stdout
    assert "只有这一部依据" in result.stdout
    assert "1 申请　行政机关　最迟 2026-08-28（周五），已过" in result.stdout
    assert "6 向社会公开　行政机关　最迟 2026-10-22（周四），已过" in result.stdout


def test_the_ground_may_be_another_day(register: Path) -> None:
    found = data("impact", "水污染防治法", register, "--from", "2026-12-10")
    assert found["调整事由"] == {"日期": "2026-12-10", "事由": "按 --from 指定的日期"}
    steps = {step["步骤"]: step for step in found["步骤"]}
    assert (steps["申请"]["到期日"], steps["申请"]["状态"]) == ("2026-12-24", "确定")
    assert steps["向社会公开"]["状态"] == "暂定"
    assert "到期日" not in steps["批准"], "no limit is set for the approval"


def test_a_law_that_nothing_cites_is_told(register: Path) -> None:
    result = quanze("law", "impact", "污染防治法", register)
    assert result.returncode == 2
    assert "名称相近的有：《中华人民共和国水污染防治法》" in result.stderr


def test_everything_is_checked_in_one_report(register: Path) -> None:
    result = quanze("law", "check", register)
    assert result.returncode == 1, "a repealed law is cited"
    assert "已废止  2 处" in result.stdout
    assert "版本陈旧  1 处" in result.stdout
    assert "条号已变  1 处" in result.stdout
    assert "第二十四条 → 第二十九条" in result.stdout
    assert "未收录（索引里没有这部法规） 1 处" in result.stdout


def test_before_the_repeal_nothing_fails(register: Path) -> None:
    assert quanze("law", "check", register, "--as-of", "2026-08-14").returncode == 0


def test_the_report_for_programs_has_every_citation(register: Path) -> None:
    found = data("check", register, code=1)
    by_article = {entry["条款"]: entry for entry in found["引用"]}
    assert len(found["引用"]) == 4
    moved = by_article["第二十四条"]
    assert (moved["原文"], moved["现在的条"]) == ("条号已变", ["第二十九条"])
    assert (moved["文件"], moved["行"]) == ("departments/sthj/power.yaml", 13)


def test_texts_may_be_elsewhere(register: Path, tmp_path: Path) -> None:
    (register / "laws/texts").rename(tmp_path / "条文")
    assert "条号已变" in quanze("law", "check", register, "--texts", tmp_path / "条文").stdout
    missing = quanze("law", "check", register, "--texts", tmp_path / "没有")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "找不到法规条文的文件夹" in missing.stderr


def test_a_long_report_is_cut_unless_all_is_asked_for(register: Path) -> None:
    items = "".join(
        f'  - 编码: "1{n}"\n    名称: 处罚{n}\n    类型: 行政处罚\n    设定依据:\n'
        "      - 《中华人民共和国水污染防治法》第八十三条\n"
        for n in range(5)
    )
    (register / "departments/sthj/power.yaml").write_text(
        f"部门: 市生态环境局\n事项:\n{items}", encoding="utf-8"
    )
    assert "还有 2 处；用 --all 列出" in quanze("law", "check", register).stdout
    assert "处罚4" in quanze("law", "check", register, "--all").stdout


@pytest.mark.parametrize("command", ["list", "impact", "check"])
def test_help_is_chinese(command: str) -> None:
    shown = quanze("law", command, "--help").stdout
    assert "用法：" in shown
    assert "--as-of" in shown
    assert "Usage" not in shown


def test_without_a_command_the_commands_are_shown() -> None:
    shown = quanze("law")
    assert "impact" in shown.stdout + shown.stderr
