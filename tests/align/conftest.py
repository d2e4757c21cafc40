"""All cases of the checks between levels, compared once, and the one Spark session of all tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from quanze.align.results import Alignment
from quanze.align.run import Asked, compare
from tests.align.registers import TODAY
from tests.align.world import world


class Compared(NamedTuple):
    """All cases in one province and one city, as they were compared."""

    registers: dict[str, Path]
    alignment: Alignment
    places: tuple[tuple[str, str], ...]
    """Check and place of each finding."""


@pytest.fixture(scope="session")
def by_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    root = tmp_path_factory.mktemp("world")
    registers = world(root)
    asked = Asked(str(registers["upper"]), [str(registers["lower"])], TODAY)
    alignment, judged = compare(asked, lambda _: None)
    places = (str(entry.place) for entry in judged.report.entries)
    found = (place.removeprefix(f"{root.as_posix()}/") for place in places)
    codes = (entry.finding.code for entry in judged.report.entries)
    return Compared(registers, alignment, tuple(zip(codes, found, strict=True)))


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
        # Each query runs once: to compile Java for a long life costs more than it saves.
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
