"""The facts beside the checkout, and words that several files use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FACTS = Path(__file__).parents[3] / "shared" / "data" / "china_days.json"


@pytest.fixture(scope="session")
def facts() -> dict[int, dict[str, Any]]:
    """Return what ../shared/data/china_days.json says of each year."""
    if not FACTS.is_file():
        pytest.skip(f"{FACTS.name} is not beside the checkout")
    years = json.loads(FACTS.read_text(encoding="utf-8"))["years"]
    return {year["year"]: year for year in years}
