"""What docs/open-data.md shows can be done as it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.register import Register
from quanze.publish.open_data import open_data_outputs
from quanze.publish.open_data.terms import terms_of
from quanze.publish.outputs import Fingerprints

from .conftest import RICH
from .pages import documents_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/open-data.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Parquet files of the example."""
    folder = tmp_path_factory.mktemp("site")
    register = load(open_register(ROOT / "examples/liaoyuan")).register
    for output in open_data_outputs(register, Fingerprints()):
        if output.path.endswith(".parquet"):
            (folder / output.path).parent.mkdir(parents=True)
            (folder / output.path).write_bytes(output.make())
    return folder


@pytest.mark.parametrize("query", QUERIES, ids=["types", "laws"])
def test_the_queries_run(query: str, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(published)
    with duckdb.connect() as connection:
        rows = connection.execute(query).fetchall()

    assert len(rows) >= 5
    assert all(row[0] and row[1] > 0 for row in rows)


def test_the_settings_are_read_as_the_page_says(tmp_path: Path) -> None:
    (settings,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "quanze.yaml").write_text(settings, encoding="utf-8")
    found = load(open_register(tmp_path))

    assert not found.findings
    assert terms_of(found.register) == ("试验市权责清单", "220400", "CC BY 4.0")


@pytest.mark.parametrize("name", re.findall(r"`([a-z_]+)`", PAGE.partition("## 要知道的")[2]))
def test_the_columns_exist(name: str, published: Path) -> None:
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT DISTINCT name FROM parquet_schema('{published}/data/parquet/*/*/*.parquet')"
        ).fetchall()

    assert (name,) in found


class TestEmptyTables:
    def test_a_list_that_the_register_does_not_have_has_files_and_no_pages(
        self, make_register: Callable[..., Register]
    ) -> None:
        register = make_register(yl=RICH)
        pages = documents_of(register)
        files = {one.path for one in open_data_outputs(register, Fingerprints())}
        told = pages["data/index.html"]
        links = {link["href"].removeprefix("../") for link in told.all("a")}

        assert "data/items.html" in pages
        assert not {"data/regulations.html", "data/regulation_evaluations.html"} & {*pages, *links}
        assert "没有内容的表" in told.text
        assert {"data/csv/regulations.csv.zip", "data/jsonl/regulations.jsonl.gz"} <= files & links

    def test_lists_of_the_whole_have_pages_where_there_are_entries(
        self, everything: Register
    ) -> None:
        pages = documents_of(everything)

        for name in ("regulations", "negative_entries", "delegation_pilots", "adjustment_changes"):
            assert f"data/{name}.html" in pages
