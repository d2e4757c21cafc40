"""The main job, end to end through the real command line: Excel in, register, findings, site out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import started

REAL = Path(__file__).parents[3] / "shared" / "realdata" / "karamay"


@pytest.mark.skipif(
    not REAL.is_dir(), reason="the published lists in ../shared/realdata are not here"
)
def test_the_lists_of_a_real_city_become_a_website(tmp_path: Path) -> None:
    library, site, report = tmp_path / "库", tmp_path / "网站", tmp_path / "报告.json"
    imported = started("import", *sorted(REAL.iterdir()), "--into", library, "--report", report)
    assert imported.returncode == 0, imported.stderr
    assert "新增 1735 项职权" in imported.stdout
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    assert len(files) == 16
    assert sum(file["duplicate_of"] is not None for file in files) == 1

    validated = started("validate", library, "--format", "json")
    assert validated.returncode in (0, 1)
    findings = json.loads(validated.stdout)
    assert findings["items"] == 1735
    assert not [found for found in findings["findings"] if found["code"][0] in "FSX"]
    assert all(found["line"] and found["file"] for found in findings["findings"])

    published = started("publish", library, "--to", site)
    assert published.returncode == 0, published.stderr
    assert "index.html" in published.stdout
    assert (site / "index.html").is_file()
    pages = list((site / "items").rglob("*.html"))
    assert len(pages) == 1735
    assert (site / "excel" / "all.xlsx").is_file()
