"""quanze deadline for a joint matter: the table of its parts, the longest way, the joint limit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import quanze

POWER = """\
部门: 市水利局
事项:
  - 编码: "001"
    名称: 取水许可
    类型: 行政许可
    法定时限: 20个工作日
    承诺时限: 8个工作日
"""
MATTERS = """\
并联事项:
  - 编码: "BL-1"
    名称: 开办水厂一件事
    牵头部门: 市水利局
    窗口: 综合窗口
    时限: 12个工作日
    汇总时限: 1个工作日
    阶段:
      - 名称: 许可
        并联:
          - 事项: "001"
          - 名称: 卫生许可
            部门: 市卫生健康委
            时限: 5日
            在后: [取水许可]
            情形: 向居民供水的
          - 名称: 占道施工
            部门: 市交通局
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "清单库"
    for path, text in {
        "quanze.yaml": "名称: 测试清单\n",
        "joint-matters.yaml": MATTERS,
        "departments/slj/department.yaml": "名称: 市水利局\n",
        "departments/slj/power.yaml": POWER,
        "departments/qt/department.yaml": "名称: 市其他局\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def ask(register: Path, day: str, *more: str, code: str = "BL-1") -> Any:
    return quanze(
        "deadline", "--item", code, "--from", day, "--register", register,
        "--today", "2026-10-08", *more,
    )  # fmt: skip


def facts(register: Path, day: str) -> dict[str, Any]:
    result = ask(register, day, "--format", "json")
    assert result.returncode == 0, result.stderr
    return dict(json.loads(result.stdout))


def test_the_parts_are_counted_from_what_they_wait_for(register: Path) -> None:
    told = facts(register, "2026-10-12")
    parts = [
        (one["事项"], one["部门"], one["起"]["日期"], one["止"]["到期日"], one["最长的一路"])
        for one in told["各项"]
    ]
    assert parts == [
        ("统一受理，转告各部门", "综合窗口", "2026-10-12", "2026-10-12", True),
        ("取水许可", "市水利局", "2026-10-12", "2026-10-22", True),
        ("卫生许可", "市卫生健康委", "2026-10-22", "2026-10-27", True),
        ("占道施工", "市交通局", "2026-10-12", "2026-10-12", False),
        ("汇总各部门意见，作出决定", "市水利局", "2026-10-27", "2026-10-28", True),
        ("统一送达", "综合窗口", "2026-10-28", "2026-10-28", True),
    ]
    assert told["办结"]["到期日"] == told["总时限到期"]["到期日"] == "2026-10-28"
    assert told["超过总时限"] is False
    assert told["没有时限"] == ["占道施工"]
    assert told["法定"]["期限"] == "45个工作日" and told["法定"]["到期日"] == "2026-12-14"


def test_a_person_reads_the_table_and_whether_it_is_too_long(register: Path) -> None:
    text = (register / "joint-matters.yaml").read_text("utf-8").replace("12个工作日", "10个工作日")
    (register / "joint-matters.yaml").write_text(text, encoding="utf-8")
    said = ask(register, "2026-10-12").stdout
    for line in (
        "开办水厂一件事（BL-1）",
        "最长的一路到 2026-10-28（周三）",
        "取水许可 → 卫生许可 → 汇总各部门意见，作出决定",
        "总时限 10个工作日，到 2026-10-26（周一）",
        "超过总时限 2 天",
        "法定最迟 2026-12-14（周一）（45个工作日，《中华人民共和国行政许可法》第四十二条第二款）",
        "没有写（或不能按日计算）时限，按不占时间算的：占道施工",
        "只在一定情形下才办的，这里当作都要办：卫生许可",
    ):
        assert line in said


def test_days_that_a_coming_notice_can_change_are_marked(register: Path) -> None:
    said = ask(register, "2026-12-20").stdout
    assert "2027-01-06（周三），暂定：最早" in said
    assert "（暂定）" in said and "再查" in said
    told = facts(register, "2026-12-20")
    assert told["办结"]["状态"] == "暂定"
    assert told["办结"]["最早"] < told["办结"]["到期日"] < told["办结"]["最晚"]


def test_strict_gives_no_date_that_can_still_change(register: Path) -> None:
    result = ask(register, "2026-12-20", "--strict")
    assert result.returncode == 2 and "还不能确定" in result.stderr
    assert ask(register, "2026-10-12", "--strict").returncode == 0


def test_a_calendar_has_a_day_for_each_part_and_one_for_the_joint_limit(register: Path) -> None:
    said = ask(register, "2026-12-20", "--format", "ics").stdout.replace("\r\n ", "")
    assert said.count("BEGIN:VEVENT") == 4
    assert "SUMMARY:开办水厂一件事·取水许可（市水利局）（暂定）" in said
    assert "SUMMARY:开办水厂一件事·总时限（暂定）" in said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--extend", "是"), "只用 --from 的日期"),
        (("--suspend", "2026-10-12至2026-10-20 听证"), "只用 --from 的日期"),
        (("--roll",), "只用 --from 的日期"),
    ],
)
def test_what_the_answer_would_not_use_is_refused(
    register: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = ask(register, "2026-10-12", *arguments)
    assert result.returncode == 2 and told in result.stderr


def test_a_code_that_several_things_have_is_refused(register: Path) -> None:
    text = MATTERS.replace("BL-1", "001")
    (register / "joint-matters.yaml").write_text(text, encoding="utf-8")
    result = ask(register, "2026-10-12", code="001")
    assert result.returncode == 2 and "不止一件事在用" in result.stderr


def test_items_are_still_found_and_what_nobody_has_is_named(register: Path) -> None:
    assert "承诺办结" in ask(register, "2026-10-12", code="001").stdout
    result = ask(register, "2026-10-12", code="BL-9")
    assert result.returncode == 2 and "没有编码是“BL-9”的事项、并联事项" in result.stderr


def test_the_example_keeps_its_joint_limit() -> None:
    result = quanze(
        "deadline", "--item", "LY-BL-2026-001", "--from", "2026-09-28", "--register",
        Path(__file__).parents[2] / "examples/liaoyuan",
    )  # fmt: skip
    assert "没有超过总时限" in result.stdout
