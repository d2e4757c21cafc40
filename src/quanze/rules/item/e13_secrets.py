"""E13 涉密标志、密码和密钥."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.patterns import pattern
from quanze.model.register import Register
from quanze.rules.rule import Family, Rule, found
from quanze.rules.texts import KNOWN_TEXTS, told_texts, where

_KINDS: Final = (
    ("国家秘密标志", pattern(r"(?:绝密|机密|秘密)\s*[★☆]")),
    ("不得外传的内部资料标志", pattern(r"内部(?:资料|文件)[，,。\s]*(?:注意保存|不得外传|严禁外传|请勿外传)")),
    ("网址里的用户名和密码", pattern(r"[a-z]{2,8}://[^\s/:@]+:[^\s/:@]+@", re.IGNORECASE)),
    ("私钥", pattern(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
    (
        "访问密钥",
        pattern(
            r"(?<![0-9A-Za-z])(?:AKIA[0-9A-Z]{16}|LTAI[0-9A-Za-z]{12,24}|AKID[0-9A-Za-z]{13,40}"
            r"|gh[opsu]_[0-9A-Za-z]{36,}|glpat-[0-9A-Za-z_-]{20,}"
            r"|eyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]+)(?![0-9A-Za-z])"
        ),
    ),
    # A password is written in signs of the keyboard; 商用密码：… goes on in Chinese.
    ("密码", pattern(r"(?:密码|口令|password|passwd|pwd)\s*(?:是|为|[:：=])\s*[!-~]{4,}", re.IGNORECASE)),
)  # fmt: skip
_ANY: Final = pattern("[★☆!-~](?:(?<=[★☆])|[!-~]{3})|内部", re.IGNORECASE)
"""What each of them has in it, whatever the size of its letters: a sign, some characters of the keyboard, a word; few texts have."""


def check(register: Register) -> Iterator[Finding]:
    """Find marks of secrecy, passwords and keys; what was found is not repeated in the message."""
    for text, places in told_texts(register, _kinds):
        kinds = _kinds(text)
        for element, path in places if kinds else ():
            yield found(
                "E13",
                element,
                *path,
                message="{place}里有{what}",
                place=where(register, element, path),
                what="、".join(kinds),
            )


@lru_cache(maxsize=KNOWN_TEXTS)
def _kinds(text: str) -> tuple[str, ...]:
    """What of all this a text holds."""
    if not _ANY.search(text):
        return ()
    return tuple(name for name, pattern in _KINDS if pattern.search(text))


RULE = Rule(
    code="E13",
    name="涉密标志、密码和密钥",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="清单要向社会公布，公布前应当经过保密审查；带密级标志的内容、系统的密码和密钥公布以后收不回来。",
    source="《保守国家秘密法》第二十二条、第三十五条；《政府信息公开条例》第十四条",
    mend="删去，并按规定报告；密码和密钥立即更换；已经提交过的，请管理员清理 git 历史。",
    check=check,
)
