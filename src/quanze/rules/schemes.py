"""The code schemes that a register names in its settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quanze.model.code_scheme import CodeMatch, CodeScheme, preset_schemes
from quanze.model.item_code import ItemCode
from quanze.model.settings import CodeSchemeSettings, Settings

CREDIT_CODE: Final = "统一社会信用代码"


def schemes_of(settings: Settings) -> tuple[tuple[CodeScheme, ...], tuple[tuple[int, str], ...]]:
    """The schemes of a register, and what is wrong with its settings: position and reason."""
    schemes, faults = [], []
    for index, entry in enumerate(settings.code_schemes):
        try:
            schemes.append(_scheme(entry))
        except ValueError as error:
            faults.append((index, str(error)))
    return tuple(schemes), tuple(faults)


def _scheme(entry: str | CodeSchemeSettings) -> CodeScheme:
    if not isinstance(entry, str):
        return CodeScheme.from_mapping(entry.data())
    if entry not in preset_schemes():
        raise ValueError(f"没有名为“{entry}”的编码方案，现有：{'、'.join(preset_schemes())}")
    return preset_schemes()[entry]


def best_match(code: ItemCode, schemes: Sequence[CodeScheme]) -> CodeMatch | None:
    """The scheme that fits a code best; None where nothing can be said.

    A scheme still to be filled in by the office could be the one meant, so it says nothing.
    """
    if not schemes or not code.understood or not all(scheme.is_complete for scheme in schemes):
        return None
    matches = (scheme.match(code) for scheme in schemes)
    return min(matches, key=lambda m: (not m.ok, not m.segments, len(m.problems)))
