"""Where the files of the open data stand in the site."""

from __future__ import annotations

from typing import Final

FOLDER: Final = "data"
DICTIONARY_JSON: Final = f"{FOLDER}/dictionary.json"
DICTIONARY_CSV: Final = f"{FOLDER}/dictionary.csv"


def csv_path(name: str, part: int = 1) -> str:
    """Return the place of a table's CSV file, alone in a ZIP."""
    return f"{FOLDER}/csv/{_numbered(name, part)}.csv.zip"


def json_path(name: str, part: int = 1) -> str:
    """Return the place of a list's JSON Lines file."""
    return f"{FOLDER}/jsonl/{_numbered(name, part)}.jsonl.gz"


def parquet_path(name: str, division: str, part: int = 1) -> str:
    """Return the place of a table's Parquet file, in the folder of its division."""
    return f"{FOLDER}/parquet/{name}/division={division}/part-{part}.parquet"


def _numbered(name: str, part: int) -> str:
    return name if part == 1 else f"{name}-{part}"
