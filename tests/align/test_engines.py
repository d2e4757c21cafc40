"""The same answers from YAML and from published data, by DuckDB and by Spark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quanze.align.engine_name import EngineName
from quanze.align.results import Alignment
from quanze.align.run import Asked, compare
from tests.align.conftest import Compared
from tests.align.registers import TODAY
from tests.align.world import published


def _told(alignment: Alignment) -> list[tuple[str, str, str]]:
    """What was found, without the places, which published data does not know."""
    return sorted((one.finding.code, one.at.name, one.finding.message) for one in alignment.found)


def _compared(upper: Path, lower: Path, engine: EngineName = EngineName.DUCKDB) -> Alignment:
    return compare(Asked(str(upper), [str(lower)], TODAY, engine), lambda _: None)[0]


def test_published_data_tells_the_same(by_duckdb: Compared, tmp_path: Path) -> None:
    registers, expected, _ = by_duckdb
    site = published(registers["upper"], tmp_path / "site")
    of_city = published(registers["lower"], tmp_path / "city")
    mixed = _compared(site, registers["lower"])
    whole = _compared(site / "data", of_city / "data" / "parquet")
    assert _told(mixed) == _told(whole) == _told(expected)
    assert whole.items == expected.items
    assert (whole.unknown, whole.elsewhere) == (expected.unknown, expected.elsewhere)


def test_spark_tells_the_same(by_duckdb: Compared, spark: Any) -> None:
    registers, expected, _ = by_duckdb
    found = _compared(registers["upper"], registers["lower"], EngineName.SPARK)
    assert _told(found) == _told(expected)
    assert found.items == expected.items
    assert found.uncoded == expected.uncoded
    assert found.beside == expected.beside
    assert (found.unknown, found.elsewhere) == (expected.unknown, expected.elsewhere)
