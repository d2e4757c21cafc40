"""Measuring and folding text, Chinese with Latin words and figures in it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from quanze.model.patterns import pattern
from quanze.model.visible_text import printable

NARROW = 0.56
"""Width of a character that is not wide, in em: a safe mean for digits and Latin letters."""

_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—～·,.;:?!)]}%％℃")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{￥$№")
# Words of the trade that read badly when a line ends inside them.
_WORDS = (
    "申请人|当事人|相对人|通知书|决定书|告知书|工作日|责任人|负责人|执法人员|利害关系人"
    "|是否|不予|准予|申请|受理|审查|审核|审批|核准|初审|复核|材料|补正|补充|决定|通知|告知|书面"
    "|送达|归档|公示|公告|公开|处罚|许可|听证|意见|制作|形成|组织|现场|勘验|检查|检验|检测|检疫"
    "|鉴定|调查|取证|登记|收件|凭证|证件|证据|证书|领取|邮寄|电子|复议|诉讼|权利|陈述|申辩|理由"
    "|依据|依法|法定|形式|条件|标准|符合|齐全|立案|举报|移送|线索|强制|执行|法院|期限"
    "|履行|缴纳|整改|复查|责令|改正|解除|查封|扣押|备案|备查|信息|完整|推荐|评审|表彰|奖励|发放"
)
# A word, or a figure with the unit behind it, stays in one piece; so does a run of blanks.
_PIECE = pattern(
    rf"\s+|{_WORDS}|[0-9][0-9.,:/%-]*(?:个工作日|个月|个|日|天|月|年|条|款|项|元|次|小时)?"
    r"|[A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9_.@/+-]*|.",
    re.DOTALL,
)


def clean(text: str) -> str:
    """Return text as one line, characters that cannot be printed replaced by U+FFFD."""
    return " ".join(printable(text).split())


def width(text: str) -> float:
    """Return the width of a text in em: 1 a wide character, `NARROW` any other."""
    return sum(map(_char_width, text))


@lru_cache(maxsize=8192)
def _char_width(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    # Ambiguous characters (“ ” — ①) are wide in Chinese fonts.
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else NARROW


@lru_cache(maxsize=8192)
def fold(text: str, limit: float) -> tuple[str, ...]:
    """Break a text into lines of at most `limit` em, as even as that many lines can be.

    No line begins with closing or ends with opening punctuation unless it holds nothing else.
    """
    pieces = _pieces(clean(text), limit)
    lines = _fill(pieces, limit)
    if len(lines) < 2:
        return lines
    narrower = sum(size for _, size in pieces) / len(lines)
    while narrower < limit:
        even = _fill(pieces, narrower)
        if len(even) == len(lines):
            return even
        narrower += 0.5
    return lines


def _pieces(text: str, limit: float) -> list[tuple[str, float]]:
    """Cut a text where a line may end, with the width of each piece."""
    parts: list[str] = []
    for part in _PIECE.findall(text):
        parts.extend([part] if width(part) <= limit else part)
    glued: list[str] = []
    for part in parts:
        if glued and _belongs(glued[-1], part, limit):
            glued[-1] += part
        else:
            glued.append(part)
    return [(part, width(part)) for part in glued]


def _belongs(before: str, part: str, limit: float) -> bool:
    if before.isspace() or part.isspace() or width(before) + width(part) > limit:
        return False
    return part[0] in _NOT_FIRST or before[-1] in _NOT_LAST


def _fill(pieces: list[tuple[str, float]], limit: float) -> tuple[str, ...]:
    lines: list[str] = []
    line, used = "", 0.0
    for part, size in pieces:
        if line and used + size > limit + 1e-6:
            lines.append(line.rstrip())
            line, used = "", 0.0
        if line or not part.isspace():
            line += part
            used += size
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)
