"""The one spelling that names, words and codes are searched in. assets/postings.js has the same rules."""

from __future__ import annotations

from functools import lru_cache

from quanze.model.patterns import pattern

FOLDED = r"""[\s\u3000\u200b-\u200f\ufeff（）()\[\]【】〔〕{}《》〈〉<>、，。；：！？·…—“”‘’"'`,.;:!?/\\|_~-]+"""
"""What is left out: blanks, brackets, punctuation. Written as JavaScript understands it too."""
_FOLDED = pattern(FOLDED)
_HALF = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_LONGEST = 1000


def tight(text: str) -> str:
    """Return a text in half-width, small letters, without blanks and punctuation."""
    found = _FOLDED.sub("", text.translate(_HALF).lower())[:_LONGEST]
    return units(found) if found and max(found) > "\uffff" else found


def units(text: str) -> str:
    """Return a text in the units that JavaScript counts: rare characters are two."""
    data = text.encode("utf-16-le", errors="surrogatepass")
    return "".join(chr(data[at] | data[at + 1] << 8) for at in range(0, len(data), 2))


def initials(text: str) -> str:
    """Return the first letters of the pinyin of a tight text, one for each character."""
    from pypinyin.seg.mmseg import seg

    return "".join(map(_letters, seg.cut(text)))


@lru_cache(maxsize=65536)
def _letters(word: str) -> str:
    from pypinyin import Style, lazy_pinyin

    # What has no pinyin, as letters and numerals, stays as it is.
    letters = "".join(lazy_pinyin(word, style=Style.FIRST_LETTER))
    return letters if len(letters) == len(word) else word
