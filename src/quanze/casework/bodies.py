"""Whether two names are those of one body: with or without the region, with or without its level."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from quanze.model.patterns import pattern
from quanze.model.word_table import without_notes

_LEVELS: Final = "省市州盟县区旗"
_OTHER_PLACE: Final = pattern(r"^[一-鿿]{2,7}[省市州盟县区旗](?=[一-鿿]{2})")


@lru_cache(maxsize=65536)
def same_body(written: str, listed: str, region: str) -> bool | None:
    """Tell whether a name in a table is that of a body in the list; None where it cannot be told.

    辽源市市场监督管理局, 市市场监督管理局 and 市场监督管理局 are one in 辽源市; 东丰县市场监督管理局 is another.
    Where the register does not say its region, a name with a place before it may be either.
    """
    forms, known = _forms(written, region), _forms(listed, region)
    if forms & known:
        return True
    if not region and any(
        place.end() < len(one) and {one[place.end() :], one[place.end() - 1 :]} & known
        for one in forms
        if (place := _OTHER_PLACE.match(one))
    ):
        return None
    return False


def _forms(name: str, region: str) -> set[str]:
    whole = without_notes(name)
    bare = whole.removeprefix(region) if region else whole
    forms = {whole, bare}
    if bare[:1] in _LEVELS and len(bare) > 3:
        forms.add(bare[1:])
    return forms - {""}
