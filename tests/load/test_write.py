"""Files are written whole or not at all; a fix touches nothing but its value."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from quanze.findings import Fix
from quanze.load import write
from quanze.load.write import apply_fixes, write_text
from quanze.load.yaml_reader import read
from quanze.model.element import Origin


def test_a_fix_changes_one_value_and_no_other_byte() -> None:
    text = '# 注释\n部门:   甲局  # 说明\n事项:\n    - {编码: "1", 名称: “食品”}\n'
    fix = Fix(Origin("f", ("事项", 0, "名称")), "食品")
    elsewhere = Fix(Origin("f", ("事项", 0, "类型", "别处")), "没有")
    assert apply_fixes(text, [fix, elsewhere]) == (text.replace("“食品”", "食品"), [fix])


def test_a_block_of_text_is_replaced_as_a_whole() -> None:
    text = "甲: |-\n  “一\n  二”\n乙: 三\n"
    fixed, _ = apply_fixes(text, [Fix(Origin("f", ("甲",)), "一\n二")])
    assert fixed == '甲: "一\\n二"\n乙: 三\n'


def test_several_fixes_in_one_file() -> None:
    text = "甲: “一”\n乙: “二”\n"
    fixes = [Fix(Origin("f", ("甲",)), "一"), Fix(Origin("f", ("乙",)), "二")]
    assert apply_fixes(text, fixes) == ("甲: 一\n乙: 二\n", fixes)


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "清单.yaml"
    write_text(file, "旧\n")

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_text(file, "新\n")
    assert file.read_text(encoding="utf-8") == "旧\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["清单.yaml"]


@pytest.mark.parametrize(
    ("text", "path", "value", "expected"),
    [
        ("甲: |-\n  “一”\n\n# 注释\n乙: 三\n", ("甲",), "一", '甲: "一"\n\n# 注释\n乙: 三\n'),
        ("甲: >\n  “一\n  二”\n", ("甲",), "一", '甲: "一"\n'),
        ("甲: |-  # 说明\n  “一”\n", ("甲",), "一", '甲: "一"  # 说明\n'),
        ("甲: |-\n  “一”", ("甲",), "一", '甲: "一"'),
        ("甲: |-\r\n  “一”\r\n乙: 三\r\n", ("甲",), "一", '甲: "一"\r\n乙: 三\r\n'),
        ("甲:\n  - |-\n    “一”\n  - 二\n", ("甲", 0), "一", '甲:\n  - "一"\n  - 二\n'),
        ("甲: “一\n  二”\n乙: 三\n", ("甲",), "一 二", "甲: 一 二\n乙: 三\n"),
        ("“一”\n", (), "一", "“一”\n"),
    ],
)
def test_a_fix_of_any_style_keeps_what_stands_around_it(
    text: str, path: tuple[str | int, ...], value: str, expected: str
) -> None:
    assert apply_fixes(text, [Fix(Origin("f", path), value)])[0] == expected


def test_a_fix_that_would_change_anything_else_is_left_out() -> None:
    text = "甲: [“一”, 二]\n乙: “三”\n"
    wrong, right = Fix(Origin("f", ("甲", 0)), "一, 二"), Fix(Origin("f", ("乙",)), "三")
    assert apply_fixes(text, [wrong, right]) == ("甲: [“一”, 二]\n乙: 三\n", [right])


def test_of_two_fixes_of_one_value_one_is_made() -> None:
    fixes = [Fix(Origin("f", ("甲",)), "一"), Fix(Origin("f", ("甲",)), "二")]
    text, made = apply_fixes("甲: “一”\n", fixes)
    assert (text, made) == ("甲: 二\n", [fixes[1]])


def test_one_fix_that_is_left_out_does_not_have_the_text_read_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "甲: [“一”, 二]\n" + "".join(f"乙{n}: “三”\n" for n in range(256))
    fixes = [Fix(Origin("f", (f"乙{n}",)), "三") for n in range(256)]
    reading = Mock(wraps=read)
    monkeypatch.setattr(write, "read", reading)
    fixed, made = apply_fixes(text, [Fix(Origin("f", ("甲", 0)), "一, 二"), *fixes])
    assert made == fixes
    assert fixed == text.replace("“三”", "三")
    assert reading.call_count < 20
