"""Small registers of several levels, and the one Spark session of all tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.rules.conftest import write_register

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


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """One session for all tests: to start it takes longer than all they ask of it."""
    pyspark = pytest.importorskip("pyspark.sql", reason="quanze[spark] is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    builder = pyspark.SparkSession.builder.master("local[2]").appName("tests")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "1",
        # A few rows: to compile each query for speed, and to plan it again on the way, takes most of the time.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
