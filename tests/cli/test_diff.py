"""quanze diff, on real git repositories."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from quanze.cli.app import run
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.adjustment_words import ChangeLevel

POWERS = """\
部门: 市交通运输局
事项:
  - 编码: "T-jt-XK-0001"
    名称: 涉路施工活动许可
    类型: 行政许可
    设定依据:
      - 《中华人民共和国公路法》（2017年修正）第四十四条第二款
    承诺时限: 8个工作日
  - 编码: "T-jt-XK-0002"
    名称: 超限运输车辆行驶公路许可
    类型: 行政许可
    设定依据:
      - 《中华人民共和国公路法》（2017年修正）第五十条第一款
"""
FILES = {
    "quanze.yaml": "名称: 示例市权责清单\n",
    "departments/jtysj/department.yaml": "名称: 市交通运输局\n",
    "departments/jtysj/power.yaml": POWERS,
}
SHORTER = POWERS.replace("8个工作日", "6个工作日")
RECODED = SHORTER.replace("T-jt-XK-0002", "T-jt-XK-0102")


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")


def git(root: Path, *arguments: str, day: str = "2024-01-10") -> None:
    names = [f"{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")]
    when = {f"GIT_{who}_DATE": f"{day}T12:00:00+08:00" for who in ("AUTHOR", "COMMITTER")}
    subprocess.run(
        ["git", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
        env={**os.environ, **{f"GIT_{n}": "x" for n in names}, **when},
    )


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with three versions: 8 days (v1), 6 days (the second), another code (not committed)."""
    root = tmp_path / "清单库"
    write(root, FILES)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "第一版")
    git(root, "tag", "v1")
    write(root, {"departments/jtysj/power.yaml": SHORTER})
    git(root, "commit", "-qam", "缩短时限", day="2024-06-30")
    write(root, {"departments/jtysj/power.yaml": RECODED})
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "100")
    return root


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run(["diff", *arguments]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def facts(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    found = json.loads(told(capsys, *arguments, "--format", "json"))
    return [(change["种类"], change["对象"]) for change in found["变更"]]


LIMIT = [("要素变更", "T-jt-XK-0001")]
CODE = [("新增", "T-jt-XK-0102"), ("取消", "T-jt-XK-0002")]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("versions", "changes"),
    [
        (("v1", "HEAD"), LIMIT),
        (("@2024-03-01", "@2024-06-30"), LIMIT),
        (("HEAD~1", "HEAD"), LIMIT),
        (("HEAD", "HEAD"), []),
        (("HEAD",), sorted(CODE)),
        (("v1",), sorted(CODE + LIMIT)),
        (("HEAD", "v1"), LIMIT),
        ((".", "HEAD"), sorted([("新增", "T-jt-XK-0002"), ("取消", "T-jt-XK-0102")])),
    ],
)
def test_versions_are_revisions_tags_days_folders_or_the_working_tree(
    versions: tuple[str, ...], changes: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert sorted(facts(capsys, *versions)) == changes


def test_the_register_may_lie_elsewhere(
    register: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert facts(capsys, "v1", "HEAD", "--in", str(register)) == LIMIT


@pytest.mark.usefixtures("register")
def test_the_text_shows_old_and_new_value_with_the_words_marked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = told(capsys, "v1", "HEAD")
    assert "示例市权责清单：v1 → HEAD" in text
    assert "职权 原有 2 + 增加 0 − 减少 0 = 现有 2" in text
    assert "要素变更  涉路施工活动许可  T-jt-XK-0001  要素" in text
    assert "承诺时限：[-8-]个工作日 → {+6+}个工作日" in text
    assert "时限  1 项可以比较，8 → 6 个工作日（-2）" in text
    assert "材料  1 项不明" in text


def test_the_text_names_items_that_changed_alike_above_what_changed_in_them(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(register, {"departments/jtysj/power.yaml": SHORTER.replace("行政许可", "其他类")})
    assert """
  要素变更  2 项，改动相同  要素
    · 涉路施工活动许可  T-jt-XK-0001
    · 超限运输车辆行驶公路许可  T-jt-XK-0002
    类型：""" in told(capsys, "HEAD")


@pytest.mark.usefixtures("register")
def test_a_wide_terminal_shows_both_sides_next_to_each_other_in_colour(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = told(capsys, "v1", "HEAD")
    line = next(line for line in text.splitlines() if "承诺时限" in line)
    assert "\x1b[9;31m8\x1b[0m个工作日" in line
    assert "\x1b[4;32m6\x1b[0m个工作日" in line
    assert "[-" not in text


@pytest.mark.usefixtures("register")
def test_a_suggestion_names_the_file_and_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "HEAD")
    assert "疑似更名（明确）" in text
    assert "理由  名称相同；设定依据相同；同一部门" in text
    assert "写进  departments/jtysj/power.yaml（超限运输车辆行驶公路许可）" in text
    assert '          前身:\n            - "T-jt-XK-0002"' in text


def test_declare_writes_the_clear_ones_and_compares_again(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = facts(capsys, "HEAD", "--declare")
    assert found == [("换码", "T-jt-XK-0102")]
    after = (register / "departments/jtysj/power.yaml").read_text(encoding="utf-8")
    assert after == RECODED + '    前身:\n      - "T-jt-XK-0002"\n'
    assert load(open_register(register)).findings == ()


def test_what_is_not_clear_is_written_only_where_a_person_names_it(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unclear = RECODED.replace("超限运输车辆行驶公路许可", "大件运输许可")
    write(register, {"departments/jtysj/power.yaml": unclear})
    assert run(["diff", "HEAD", "--declare"]) == 0
    assert "没有明确的疑似更名可以写" in capsys.readouterr().err
    assert facts(capsys, "HEAD", "--declare-as", "T-jt-XK-0102=T-jt-XK-0002") == [
        ("换码", "T-jt-XK-0102")
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("没有这个",), "git 仓库里没有版本“没有这个”"),
        (("@2020-01-01",), "2020-01-01 及以前"),
        (("@2024-02-30",), "没有 2024-02-30 这一天"),
        ((), "要写旧版本"),
        (("v1", "HEAD", "--declare"), "只有现在的文件可以补写前身"),
        (("v1", ".", "--declare-as", "A=B"), "“.”不改"),
        (("HEAD", "--declare-as", "A=B"), "新的版本里没有编码或部门“A”"),
        (("HEAD", "--item", "没有"), "两个版本里都没有编码是 没有 的事项"),
        (("HEAD", "--level", "很重"), "没有“很重”"),
        (("HEAD", "--format", "xlsx"), "Excel 要写进文件"),
        (("HEAD", "--output", "变更.pdf"), "不会写 .pdf"),
        (("HEAD", "--format", "markdown", "--output", "变更.html"), "改成一样的"),
        (("HEAD", "--kinds"), "--kinds 不比较版本"),
        (("HEAD", "--in", "没有"), "找不到文件夹"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: tuple[str, ...], said: str, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert (register / "departments/jtysj/power.yaml").read_text(encoding="utf-8") == RECODED


def test_a_folder_without_git_has_no_earlier_versions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, FILES)
    assert run(["diff", "HEAD", "--in", str(tmp_path)]) == 2
    assert "不在 git 仓库里" in capsys.readouterr().err


def test_a_version_that_cannot_be_read_whole_is_not_compared(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        register, {"departments/jtysj/power.yaml": RECODED.replace("    类型: 行政许可\n", "", 1)}
    )
    assert run(["diff", "HEAD"]) == 2
    said = capsys.readouterr().err
    assert "读不到的会被当成取消" in said
    assert "  departments/jtysj/power.yaml:3:5：" in said


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("HEAD", "HEAD"), 0), (("HEAD",), 0), (("HEAD", "HEAD", "--exit-code"), 0), (("HEAD", "--exit-code"), 1)],
)  # fmt: skip
def test_the_exit_code_tells_of_changes_only_where_it_is_asked_to(
    arguments: tuple[str, ...], code: int
) -> None:
    assert run(["diff", *arguments]) == code


@pytest.mark.parametrize(
    ("name", "begins"),
    [("变更.json", b"{"), ("变更.html", b"<!doctype html>"), ("变更.md", b"## "), ("变更.txt", "示例".encode()), ("变更.xlsx", b"PK")],
)  # fmt: skip
def test_the_ending_of_the_file_settles_the_format(
    name: str, begins: bytes, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"写在 {name}" in told(capsys, "v1", "--output", name)
    assert (register / name).read_bytes().lstrip().startswith(begins)


@pytest.mark.usefixtures("register")
def test_level_and_item_narrow_what_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert sorted(facts(capsys, "v1", "--level", ChangeLevel.SUBSTANTIAL)) == sorted(CODE)
    assert facts(capsys, "v1", "--item", "T-jt-XK-0001") == LIMIT
    assert "只列事项 T-jt-XK-0001；另有 2 处没有列出" in told(
        capsys, "v1", "--item", "T-jt-XK-0001"
    )


def test_the_kinds_are_listed_with_their_levels_and_mirrors(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = told(capsys, "--kinds")
    assert "新增  实质性  事项·增  对应 取消" in text
    assert "转移  要素  主体·移  没有对应：反过来比较，仍是转移" in text
    listed = json.loads(told(capsys, "--kinds", "--format", "json"))["种类"]
    assert all(bool(kind["对应"]) is not bool(kind["没有对应"]) for kind in listed)


def test_lists_that_are_no_powers_are_told_apart(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(register, {"regulations.yaml": "配套制度:\n  - 名称: 《涉路施工许可工作规程》\n"})
    assert run(["diff", "HEAD", "--in", str(register), "--exit-code"]) == 1
    assert "配套制度新增  《涉路施工许可工作规程》" in capsys.readouterr().out
    git(register, "add", "-A")
    git(register, "commit", "-q", "-m", "制度")
    assert run(["diff", "HEAD", "--in", str(register), "--exit-code"]) == 0
