"""Names of laws in the one spelling that they are compared by: whole names, never parts of them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from quanze.model.patterns import pattern

__all__ = ["cited_key", "title_key"]

_STATE: Final = "中华人民共和国"
_NOT_PART: Final = pattern(r"[《》〈〉<>“”‘’\"'「」『』\s\u200b-\u200f\u2060\ufeff\xad]")
# 《…法（2021年修正）》, 《…规则（1991）》: what the bracket says is the version.
_VERSION: Final = pattern(r"\d{4}|修正|修订|修改|令")
# 《…办法》（试行）: the words belong to the name; a trial rule is not the rule of the same name.
_PART_OF_NAME: Final = pattern(r"\s*[（(]\s*(试行|暂行|第?[一二三四五六七八九十]{1,3})\s*[)）]\s*")


@lru_cache(maxsize=16384)
def title_key(title: str) -> str:
    """Return a name without quotation marks, blanks, 中华人民共和国 and a version in brackets."""
    plain = _NOT_PART.sub("", unicodedata.normalize("NFKC", title)).replace(_STATE, "")
    name, bracket, note = plain.removesuffix(")").rpartition("(")
    version = plain.endswith(")") and bracket and ")" not in note and _VERSION.search(note)
    return name if version else plain


def cited_key(title: str, note: str | None = None) -> str:
    """Return the key of a name and the note in brackets after it, as far as that is part of it."""
    part = _PART_OF_NAME.match(note) if note else None
    key = title_key(title)
    return f"{key}({part[1]})" if part and not key.endswith(f"({part[1]})") else key
