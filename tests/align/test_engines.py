"""The same answers from YAML and from published data, by DuckDB and by Spark."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quanze.align.engine_name import EngineName
from quanze.align.results import Alignment
from quanze.align.run import Asked, compare
from tests.align.test_cases import TODAY
from tests.align.world import published, world


def _told(alignment: Alignment) -> list[tuple[str, str, str]]:
    """What was found, without the places, which published data does not know."""
    return sorted((one.finding.code, one.at.name, one.finding.message) for one in alignment.found)


def _compared(upper: Path, lower: Path, engine: EngineName = EngineName.DUCKDB) -> Alignment:
    return compare(Asked(str(upper), [str(lower)], TODAY, engine), lambda _: None)[0]


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Path], Counter[str]]:
    return world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session")
def by_duckdb(places: tuple[dict[str, Path], Counter[str]]) -> Alignment:
    return _compared(places[0]["upper"], places[0]["lower"])


def test_all_cases_together_show_what_each_shows(
    places: tuple[dict[str, Path], Counter[str]], by_duckdb: Alignment
) -> None:
    assert Counter(one.finding.code for one in by_duckdb.found) == +places[1]


def test_published_data_tells_the_same(
    places: tuple[dict[str, Path], Counter[str]], by_duckdb: Alignment, tmp_path: Path
) -> None:
    site = published(places[0]["upper"], tmp_path / "site")
    of_city = published(places[0]["lower"], tmp_path / "city")
    mixed = _compared(site, places[0]["lower"])
    whole = _compared(site / "data", of_city / "data" / "parquet")
    assert _told(mixed) == _told(whole) == _told(by_duckdb)
    assert whole.items == by_duckdb.items
    assert (whole.unknown, whole.elsewhere) == (by_duckdb.unknown, by_duckdb.elsewhere)


def test_spark_tells_the_same(
    places: tuple[dict[str, Path], Counter[str]], by_duckdb: Alignment, spark: Any
) -> None:
    found = _compared(places[0]["upper"], places[0]["lower"], EngineName.SPARK)
    assert _told(found) == _told(by_duckdb)
    assert found.items == by_duckdb.items
    assert found.uncoded == by_duckdb.uncoded
    assert found.beside == by_duckdb.beside
    assert (found.unknown, found.elsewhere) == (by_duckdb.unknown, by_duckdb.elsewhere)
