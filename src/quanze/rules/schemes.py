"""The code schemes that a register names in its settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from quanze.model.code_scheme import CodeMatch, CodeScheme, preset_schemes
from quanze.model.item_code import ItemCode
from quanze.model.settings import CodeSchemeSettings, Segment, Settings

CREDIT_CODE: Final = "统一社会信用代码"

# The settings' short words -> the words of data/code_schemes.toml.
_CHARSETS: Final = {"字母": "大写字母", "字母数字": "数字大写字母", "数字字母": "数字大写字母"}
_KNOWN_CHARSETS: Final = (
    "数字",
    "大写字母",
    "小写字母",
    "数字大写字母",
    "数字小写字母",
    "信用代码",
)
_CHECKS: Final = {"层级": "行使层级"}
_TYPE_CHECK: Final = "权力类型"
_CATALOGUE: Final = "基本编码"


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
        return CodeScheme.from_mapping(
            {
                "名称": entry.name,
                "来源": entry.source or "",
                "分隔符": entry.separators,
                "基本编码": [s.name for s in entry.segments if s.check == _CATALOGUE],
                "分段": [_segment(segment) for segment in entry.segments],
            }
        )
    if entry not in preset_schemes():
        raise ValueError(f"没有名为“{entry}”的编码方案，现有：{'、'.join(preset_schemes())}")
    return preset_schemes()[entry]


def _segment(segment: Segment) -> dict[str, Any]:
    charset = _CHARSETS.get(segment.charset, segment.charset)
    data: dict[str, Any] = {
        "名称": segment.name,
        "长度": segment.length,
        "字符": charset if charset in _KNOWN_CHARSETS else list(charset),
    }
    check = _CHECKS.get(segment.check or "", segment.check)
    if check == _TYPE_CHECK:
        check = "事项类型" if charset == "数字" else "类型字母"
    if check and check != _CATALOGUE:
        data["校验"] = check
    return data


def best_match(code: ItemCode, schemes: Sequence[CodeScheme]) -> CodeMatch | None:
    """The scheme that fits a code best; None where nothing can be said.

    A scheme still to be filled in by the office could be the one meant, so it says nothing.
    """
    if not schemes or not code.understood or not all(scheme.is_complete for scheme in schemes):
        return None
    matches = (code.match(scheme) for scheme in schemes)
    return min(matches, key=lambda m: (not m.ok, not m.segments, len(m.problems)))
