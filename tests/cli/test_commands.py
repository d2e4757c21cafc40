"""The command line as a clerk, a script and CI meet it: real files, what is printed, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import quanze

POWER = """\
部门: 甲局
事项:
  - 编码: "001"
    名称: 食品经营许可
    类型: 行政许可
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "清单库"
    (folder / "departments/jia").mkdir(parents=True)
    (folder / "quanze.yaml").write_text("名称: 测试清单\n", encoding="utf-8")
    (folder / "departments/jia/department.yaml").write_text("名称: 甲局\n", encoding="utf-8")
    (folder / "departments/jia/power.yaml").write_text(POWER, encoding="utf-8")
    return folder


COMMANDS = (
    "init",
    "import",
    "validate",
    "baseline",
    "fmt",
    "deadline",
    "calendar",
    "record",
    "publish",
    "stats",
    "rule",
    "schema",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_chinese_with_an_example(command: str) -> None:
    result = quanze(command, "--help")
    assert result.returncode == 0
    assert f"示例：quanze {command}" in result.stdout
    for english in ("Show this message", "Arguments", "Options", "[required]", "[default"):
        assert english not in result.stdout


def test_help_lists_every_command() -> None:
    result = quanze("--help")
    assert all(command in result.stdout for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["validat"], "没有命令 validat；是不是 validate？"),
        (["发布"], "没有命令 发布。"),
        (["validate", "--formt", "json"], "没有选项 --formt"),
        (["import"], "缺少参数 文件…"),
        (["import", "a.xls"], "缺少选项 --into"),
        (["validate", "没有这个文件夹"], "找不到文件夹"),
        (
            ["validate", "--format", "pdf"],
            "选项 --format 的值不对：没有“pdf”，可以写 text、json、sarif、github、gitlab、junit。",
        ),
        (["validate", "--format"], "选项 --format 后面要写值。"),
        (["stats", "--between", "@2024-01-01"], "选项 --between 后面要写 2 个值。"),
        (["validate", "--as-of", "2026/1/1"], "“2026/1/1”不是日期"),
        (["validate", "甲", "乙"], "多了参数 乙。"),
        (["import", "没有.xls", "--into", "库"], "找不到 没有.xls"),
        (["rule", "Z99"], "没有代码为 Z99 的规则"),
    ],
)
def test_what_cannot_run_says_why_in_chinese_and_exits_with_2(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    result = quanze(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


def test_validate_shows_place_mend_and_next_step(register: Path) -> None:
    result = quanze("validate", register)
    assert result.returncode == 1
    assert "departments/jia/power.yaml:3:5" in result.stdout
    assert "怎么改" in result.stdout
    assert "下一步" in result.stdout
    assert "\x1b[" not in result.stdout


def test_what_is_written_in_a_list_is_shown_as_it_is(register: Path) -> None:
    """Neither square brackets nor colons in names mean anything to the terminal."""
    odd = "许可[red]证[/red]:smile:[bold]"
    file = register / "departments/jia/power.yaml"
    text = "#\n" * 97 + POWER.replace("食品经营许可", f'"{odd}"')
    file.write_text(text, encoding="utf-8")
    said = quanze("validate", register).stdout
    assert odd in said
    assert "power.yaml:100:5" in said
    folder = register.rename(register.with_name("库[red]"))
    file = folder / "departments/jia/power.yaml"
    file.rename(file.with_name("power[bold].yaml"))
    assert "power[bold].yaml" in quanze("fmt", folder).stdout + quanze("validate", folder).stdout
    assert "库[red]" in quanze("schema", "--to", folder / "schemas").stdout


def test_the_next_step_can_be_copied(register: Path, tmp_path: Path) -> None:
    file = register / "departments/jia/power.yaml"
    file.write_text(POWER.replace("食品经营许可", "“食品经营许可”"), encoding="utf-8")
    assert f"quanze validate {register} --fix" in quanze("validate", register).stdout
    empty = tmp_path / "空 库"
    empty.mkdir()
    (empty / "quanze.yaml").write_text("名称: 测试清单\n", encoding="utf-8")
    result = quanze("validate", empty)
    assert result.returncode == 0
    assert f'还没有职权，先导入：quanze import 清单.xls --into "{empty}"' in result.stdout


def test_validate_as_json_is_for_programs(register: Path) -> None:
    result = quanze("validate", register, "--format", "json")
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert report["schema_version"] == 1
    assert report["items"] == 1
    first = next(found for found in report["findings"] if found["code"] == "A1")
    assert (first["file"], first["line"], first["column"]) == ("departments/jia/power.yaml", 3, 5)
    assert (first["item"], first["name"], first["severity"]) == ("001", "食品经营许可", "错误")
    assert len(first["fingerprint"]) == 12


def test_a_finding_keeps_its_fingerprint_when_lines_move(register: Path) -> None:
    def fingerprints() -> list[str]:
        report = json.loads(quanze("validate", register, "--format", "json").stdout)
        return sorted(found["fingerprint"] for found in report["findings"])

    before = fingerprints()
    file = register / "departments/jia/power.yaml"
    file.write_text("# 注释\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert fingerprints() == before


def test_settings_that_cannot_be_read_come_first(register: Path) -> None:
    (register / "quanze.yaml").write_text("名称: 测试\n级别: 市级\n", encoding="utf-8")
    assert "先改 quanze.yaml" in quanze("validate", register).stdout


@pytest.mark.parametrize("output", ["text", "json"])
def test_a_report_can_be_written_to_a_file(register: Path, tmp_path: Path, output: str) -> None:
    file = tmp_path / "报告" / "问题.txt"
    result = quanze("validate", register, "--format", output, "--output", file)
    assert result.returncode == 1
    assert "食品经营许可" not in result.stdout
    assert "食品经营许可" in file.read_text(encoding="utf-8")


def test_validate_never_writes(register: Path) -> None:
    before = {file: file.read_bytes() for file in register.rglob("*") if file.is_file()}
    quanze("validate", register)
    assert {file: file.read_bytes() for file in register.rglob("*") if file.is_file()} == before


def test_fix_mends_encoding_and_quotes_and_says_so(register: Path) -> None:
    file = register / "departments/jia/power.yaml"
    file.write_bytes(POWER.replace("食品经营许可", "“食品经营许可”").encode("gbk"))
    result = quanze("validate", register, "--fix")
    assert file.read_text(encoding="utf-8") == POWER
    assert "另存为 UTF-8" in result.stderr
    assert "改正 departments/jia/power.yaml:4:9" in result.stderr


def test_fmt_check_only_looks_and_fmt_mends(register: Path) -> None:
    file = register / "departments/jia/power.yaml"
    file.write_bytes(
        b"\xef\xbb\xbf" + POWER.replace("\n", "\r\n").replace('"001"', "'001'").encode()
    )
    before = file.read_bytes()
    result = quanze("fmt", register, "--check")
    assert (result.returncode, file.read_bytes()) == (1, before)
    assert "需要整理 departments/jia/power.yaml" in result.stdout
    assert quanze("fmt", register).returncode == 0
    assert file.read_text(encoding="utf-8") == POWER
    assert quanze("fmt", register, "--check").returncode == 0


def test_fmt_leaves_a_broken_file_alone(register: Path) -> None:
    file = register / "departments/jia/power.yaml"
    file.write_text("部门：甲\n类型: 乙\n", encoding="utf-8")
    result = quanze("fmt", register)
    assert result.returncode == 1
    assert "跳过 departments/jia/power.yaml" in result.stderr
    assert file.read_text(encoding="utf-8") == "部门：甲\n类型: 乙\n"


def test_init_makes_a_register_under_git_once(tmp_path: Path) -> None:
    folder = tmp_path / "新库"
    result = quanze("init", folder, "--region", "辽源市", "--division", "220400")
    assert result.returncode == 0
    assert (folder / ".git").is_dir()
    assert "名称: 辽源市权责清单" in (folder / "quanze.yaml").read_text(encoding="utf-8")
    assert quanze("validate", folder).returncode == 0
    again = quanze("init", folder)
    assert again.returncode == 2
    assert "已经有清单库" in again.stderr


def test_stats_counts_by_department_and_type(register: Path) -> None:
    assert "甲局" in quanze("stats", register).stdout
    data = json.loads(quanze("stats", register, "--format", "json").stdout)
    assert (data["total"], data["types"]) == (1, {"行政许可": 1})


def test_rule_explains_with_examples() -> None:
    result = quanze("rule", "A1")
    assert result.returncode == 0
    for heading in ("为什么", "依据", "怎么改", "错例", "正例"):
        assert heading in result.stdout
    assert "A1" in quanze("rule").stdout


def test_schema_check_tells_whether_the_files_are_up_to_date(tmp_path: Path) -> None:
    assert quanze("schema", "--to", tmp_path, "--check").returncode == 1
    assert quanze("schema", "--to", tmp_path).returncode == 0
    assert quanze("schema", "--to", tmp_path, "--check").returncode == 0


def test_texts_of_a_list_cannot_steer_the_terminal(register: Path) -> None:
    file = register / "departments/jia/power.yaml"
    evil = POWER.replace("食品经营许可", '"\\e]0;标题\\a\\e[2J[red]许可\\u202e"')
    file.write_text(evil, encoding="utf-8")
    for command in ("validate", "stats", "fmt"):
        result = quanze(command, register)
        assert not {"\x1b", "\x07", "\u202e"} & set(result.stdout + result.stderr)
    assert "[red]许可" in quanze("validate", register).stdout


def test_an_import_of_nothing_makes_no_register(tmp_path: Path) -> None:
    (tmp_path / "说明.xlsx").write_text("不是工作簿", encoding="utf-8")
    result = quanze("import", tmp_path / "说明.xlsx", "--into", tmp_path / "库")
    assert result.returncode == 1
    assert "打不开" in result.stdout
    assert "没有新建清单库" in result.stdout
    assert not (tmp_path / "库").exists()


def test_local_spellings_of_types_are_said_to_be_mapped(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "甲市民政局权责清单.xlsx")) as book:
        sheet = book.add_worksheet("清单")
        sheet.write_row(0, 0, ("序号", "职权名称", "职权类型", "实施依据", "行使主体"))
        sheet.write_row(1, 0, ("1", "章程备案", "其他职权", "《慈善法》第十条", "甲市民政局"))
    result = quanze("import", tmp_path / "甲市民政局权责清单.xlsx", "--into", tmp_path / "库")
    assert "“其他职权”归入“其他行政权力”" in result.stdout
    assert "B16" in quanze("validate", tmp_path / "库").stdout


def test_an_unread_item_is_counted(register: Path) -> None:
    file = register / "departments/jia/power.yaml"
    file.write_text(POWER.replace("    类型: 行政许可\n", ""), encoding="utf-8")
    result = quanze("validate", register)
    assert "另有 1 项没有读懂" in result.stdout
    assert "先改没有读懂的事项" in result.stdout
