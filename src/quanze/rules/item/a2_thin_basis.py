"""A2 依据不充分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.basis import LegalBasis
from quanze.model.law_rank import LawRank
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.rules.bases import DOCUMENTS, only_documents, ranks
from quanze.rules.parts import powers_with_bases
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import is_benefit

_VAGUE: Final = pattern(
    r"(?:其他|其它|有关|相关|国家)的?(?:有关|相关)?(?:法律|法规|规章|规定)"
    r"|(?:法律|法规|规章)、?(?:法规|规章)?(?:、?规章)?(?:规定|中规定)的?其[他它]"
)
# 第110项, 附件第二部分: where a decision or a catalogue names the place in its own way.
_PLACE: Final = pattern(
    r"^\W*全文|^\W*(?:附件\S{0,40}?)?\s*第?[\d一二三四五六七八九十百.]+\s*(?:条|项|部分|款|章|、)"
)
_NUMBER: Final = r"第[\d〇零一二三四五六七八九十百千]+(?:条|(?=第[\d一二三四五六七八九十]+款))"
# The article as the quotation writes it: 第六十二条：违反本细则…, on any of its lines.
_QUOTED: Final = pattern(rf"^\W*(?:\d{{1,2}}[.．、])?\s*{_NUMBER}", re.MULTILINE)
_IN_PROSE: Final = pattern(rf"《[^《》]+》[^《》\w]{{0,4}}{_NUMBER}")
_UNARTICLED: Final = DOCUMENTS | {
    LawRank.STATE_COUNCIL_DECISION,
    LawRank.JUDICIAL_INTERPRETATION,
}


def check(register: Register) -> Iterator[Finding]:
    """Find powers whose bases do not say which law, or which article, they rest on."""
    for power, all_bases in powers_with_bases(register):
        faults = [(path, fault) for path, basis in all_bases if (fault := _fault(basis))]
        if not faults and _only_a_document(power, [basis for _, basis in all_bases]):
            faults = [(all_bases[0][0], "只有规范性文件，没有法律、法规、规章")]
        if faults:
            texts = "；".join(dict.fromkeys(fault for _, fault in faults))
            yield found(
                "A2", power, *faults[0][0], message="“{name}”的依据不充分：{fault}", fault=texts
            )


def _fault(basis: LegalBasis) -> str | None:
    if not basis.law:
        said = " ".join(filter(None, (basis.articles, basis.quote, basis.note)))
        if _IN_PROSE.search(said):
            return None
        what = "只笼统写了" if _VAGUE.search(said) else "没有写法规名称，只写了"
        return f"{what}“{said[:30]}{'…' if len(said) > 30 else ''}”"
    if basis.articles or basis.citation.annex_item or _places(basis.quote or basis.note or ""):
        return None
    by_title = basis.citation.title_ranks
    possible = ranks(basis)
    # A document need not have articles; of an unknown kind nothing is known.
    may_lack = not possible or possible <= _UNARTICLED or (by_title and by_title <= _UNARTICLED)
    return None if may_lack else f"{basis.law}没有写条款"


def _places(text: str) -> bool:
    """Whether a quotation or note names the place itself."""
    return bool(_PLACE.match(text) or _QUOTED.search(text))


def _only_a_document(power: Power, found_bases: list[LegalBasis]) -> bool:
    return is_benefit(power.type) and only_documents(found_bases)


RULE = Rule(
    code="A2",
    name="依据不充分",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="只写法规名称、不写条款，或者写“其他法律法规规定”，看不出这项职权由哪一条设定，也无法在法规修改时查到它。"
    "给付、奖励类事项只以文件为依据的，也属于依据不充分。",
    source="辽源市“一单一表一图”访谈（依据不充分的清理）；公主岭市2016年表式填写说明（依据写明条款和内容）",
    mend="写明法规全称和条、款、项；笼统的写法改成具体的条款；只有文件的，补充法律、法规、规章依据。",
    check=check,
)
