"""Small registers of several levels."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.rules.conftest import write_register

TODAY: Final = datetime.date(2026, 11, 22)
"""The day by which hand-overs and terms are judged."""
SETTINGS = {
    "upper": '名称: 某省权责清单\n行政区划代码: "220000"\n层级: 省级\n',
    "lower": '名称: 某市权责清单\n行政区划代码: "220500"\n层级: 市级\n',
    "county": '名称: 某县权责清单\n行政区划代码: "220521"\n层级: 县级\n',
    "one": '名称: 部门网站\n行政区划代码: "220500"\n',
    "other": '名称: 政府网站\n行政区划代码: "220500"\n',
}


def write_registers(root: Path, files: Mapping[str, str]) -> dict[str, Path]:
    """Write the registers of a case: the first part of a path tells whose file it is."""
    registers: dict[str, dict[str, str]] = {}
    for path, text in files.items():
        whose, _, inner = path.partition("/")
        registers.setdefault(whose, {"quanze.yaml": SETTINGS[whose]})[inner] = text
    for whose, own in registers.items():
        write_register(root / whose, own)
    return {whose: root / whose for whose in registers}
