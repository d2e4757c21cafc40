"""What of the lists is not published as data: as on the pages, so in the files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quanze.model.element import Element

# Where a row was imported from names a file of the office. What a file writes once, under 共用, stands
# wherever it is used.
_UNPUBLISHED: Final = ("imported_from", "shared")
PRIVATE_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    # What stands in whole entries may be private.
    "RecordedChange": ("content", "former", "fingerprint"),
    # Why a power was released may name the parties of the case.
    "Release": ("ground", "note"),
}
"""Model -> its fields that stay inside, where these are others than the source of an import."""


def private_fields(model: type[Element]) -> tuple[str, ...]:
    """Return the names of a model's fields that are not published."""
    return PRIVATE_FIELDS.get(model.__name__, _UNPUBLISHED)
