"""统一社会信用代码, GB 32100-2015: eighteen characters with two check characters inside."""

import unicodedata
from functools import cached_property
from typing import ClassVar, Final

from quanze.model.text_value import TextValue

__all__ = ["ALPHABET", "CreditCode", "check_character", "organisation_check_character"]

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100-2015; I, O, S, V and Z are left out as easily misread."""

_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(17))
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_LOOKALIKES: Final = {"O": "0", "I": "1", "S": "5", "V": "U", "Z": "2"}
_HYPHENS: Final = "-‐‑‒–—−－"


def check_character(first_17: str) -> str:
    """The 18th character that GB 32100-2015 asks for after 17 characters of the alphabet."""
    total = sum(w * ALPHABET.index(c) for w, c in zip(_WEIGHTS, first_17, strict=True))
    return ALPHABET[-total % 31]


def organisation_check_character(first_8: str) -> str:
    """The ninth character of an organisation code, GB 11714: 0-9 or X."""
    digits = (int(c, 36) for c in first_8)
    total = sum(w * d for w, d in zip(_ORGANISATION_WEIGHTS, digits, strict=True))
    return "0123456789X"[-total % 11]


class CreditCode(TextValue):
    """A 统一社会信用代码; blanks, hyphens, full width and lower case are seen through and named."""

    description: ClassVar[str] = "统一社会信用代码，18位，由数字和大写字母组成（GB 32100-2015）。"
    examples: ClassVar[tuple[str, ...]] = ("11440100007482575H",)

    @cached_property
    def normalised(self) -> str:
        """The code without blanks and hyphens, in half-width capitals."""
        text = unicodedata.normalize("NFKC", self).upper()
        return "".join(c for c in text if not c.isspace() and c not in _HYPHENS)

    @property
    def understood(self) -> bool:
        """Whether the code is right once its spelling is normalised."""
        return _fault(self.normalised) is None

    @property
    def problem(self) -> str | None:
        """What is wrong and what to look at, in Chinese; None for a correct code."""
        return _fault(self.normalised) or _spelling(self, self.normalised)


def _fault(code: str) -> str | None:
    if not code:
        return "没有填写统一社会信用代码"
    return _wrong_length(code) or _wrong_character(code) or _wrong_check(code)


def _wrong_length(code: str) -> str | None:
    if len(code) == 18:
        return None
    if len(code) == 9 and code.isascii() and code.isalnum():
        return "这是9位的组织机构代码，应填18位的统一社会信用代码"
    change = f"少{18 - len(code)}位" if len(code) < 18 else f"多{len(code) - 18}位"
    return f"统一社会信用代码应为18位，实有{len(code)}位，{change}"


def _wrong_character(code: str) -> str | None:
    for position, c in enumerate(code, 1):
        if c in _LOOKALIKES:
            return (
                f"第{position}位是“{c}”，代码不用字母 I、O、S、V、Z，请核对是否为“{_LOOKALIKES[c]}”"
            )
        if c not in ALPHABET:
            return f"第{position}位“{c}”不是数字或大写字母"
    if not code[2:8].isdigit():
        return f"第3至8位应为行政区划代码（数字），实为“{code[2:8]}”"
    return None


def _wrong_check(code: str) -> str | None:
    expected = check_character(code[:17])
    if code[17] != expected:
        return f"校验不符：按前17位算，第18位应为“{expected}”，实为“{code[17]}”，请核对全部各位"
    expected = organisation_check_character(code[8:16])
    if code[16] != expected:
        return f"组织机构代码校验不符：第17位应为“{expected}”，实为“{code[16]}”"
    return None


def _spelling(text: str, normalised: str) -> str | None:
    if text == normalised:
        return None
    faults = [
        (any(c.isspace() for c in text), "空白"),
        (any(c in _HYPHENS for c in text), "连字符"),
        (any("！" <= c <= "～" for c in text), "全角字符"),
        (any(c.islower() for c in unicodedata.normalize("NFKC", text)), "小写字母"),
    ]
    named = "、".join(word for present, word in faults if present) or "多余的字符"
    return f"代码中有{named}，应写作 {normalised}"
