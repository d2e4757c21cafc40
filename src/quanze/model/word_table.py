"""Reading the packaged tables that map the words of lists to canonical names."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from quanze.model.patterns import pattern

_HALF_WIDTH: Final = str.maketrans("（）［］／，", "()[]/,")
_NOTES: Final = pattern(r"\([^()]*\)")


@dataclass(frozen=True)
class Entry:
    """What a word means: the row of its canonical name, or None with a note saying why not."""

    name: str | None
    note: str | None
    is_variant: bool


def read_toml(name: str) -> dict[str, Any]:
    """A packaged TOML file of src/quanze/data."""
    return tomllib.loads(files("quanze").joinpath("data", name).read_text(encoding="utf-8"))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The spelling that words are compared by: no white space, half-width brackets."""
    return "".join(text.split()).translate(_HALF_WIDTH)


def without_notes(text: str) -> str:
    """The plain spelling of a name, without what stands in brackets."""
    return _NOTES.sub("", plain(text))


def word_table(canonical: list[str], variants: list[dict[str, Any]]) -> dict[str, Entry]:
    """Every known word, in its plain spelling, with its meaning."""
    table = {
        plain(word): Entry(row.get("归入"), row["说明"], is_variant=True)
        for row in variants
        for word in row["词"]
    }
    return table | {plain(name): Entry(name, None, is_variant=False) for name in canonical}
