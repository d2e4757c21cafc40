"""What --fix makes of a register: only what a machine can know, and all else as it was."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from quanze.findings import Report
from quanze.rules.mend import mend

TODAY = datetime.date(2026, 11, 22)
Examine = Callable[..., Report]
HEAD = '部门: 市林业局\n事项:\n  - 编码: "T-lyj-XK-0001"\n    类型: 行政许可 # 十类之一\n    '


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("名称: 3.林木采伐许可\n", "名称: 林木采伐许可\n"),
        ("名称: （一）林木采伐许可\n", "名称: 林木采伐许可\n"),
        ('名称: "林木\\u200b采伐许可"\n', '名称: "林木采伐许可"\n'),
        ("名称: 许可\n    权限划分: 1０公顷以下\n", "名称: 许可\n    权限划分: 10公顷以下\n"),
    ],
)
def test_mended(before: str, after: str, tmp_path: Path, examine: Examine) -> None:
    examine({"departments/lyj/power.yaml": HEAD + before}, [])
    assert len(list(mend(tmp_path, TODAY))) == 1
    text = (tmp_path / "departments/lyj/power.yaml").read_text(encoding="utf-8")
    assert text == HEAD + after


@pytest.mark.parametrize(
    "text",
    [
        "名称: 12345热线工单处理\n",
        "名称: 许可\n    部门职责: 负责负责审批\n",
        "名称: 许可\n    权限划分: １０公顷以下\n",
    ],
)
def test_left_alone(text: str, tmp_path: Path, examine: Examine) -> None:
    examine({"departments/lyj/power.yaml": HEAD + text}, [])
    assert list(mend(tmp_path, TODAY)) == []
    written = (tmp_path / "departments/lyj/power.yaml").read_text(encoding="utf-8")
    assert written == HEAD + text


def test_what_is_off_is_not_mended(tmp_path: Path, examine: Examine) -> None:
    settings = "名称: 示例市权责清单\n规则:\n  级别:\n    F6: 关闭\n"
    text = HEAD + "名称: “林木采伐许可”\n"
    examine({"quanze.yaml": settings, "departments/lyj/power.yaml": text}, [])
    assert list(mend(tmp_path, TODAY)) == []
    assert (tmp_path / "departments/lyj/power.yaml").read_text(encoding="utf-8") == text


def test_mending_twice_changes_nothing_more(tmp_path: Path, examine: Examine) -> None:
    examine({"departments/lyj/power.yaml": HEAD + "名称: 3.林木采伐许可\n"}, [])
    list(mend(tmp_path, TODAY))
    assert list(mend(tmp_path, TODAY)) == []
