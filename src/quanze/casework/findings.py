"""What holding cases against the list yields: the checks, a finding, what could not be judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple


class Check(StrEnum):
    """The checks by their codes."""

    UNLISTED = "K1"
    UNRELEASED = "K2"
    BODY = "K3"
    STAGES = "K4"
    STATUTORY = "K5"
    PROMISED = "K6"
    CORRECTION = "K7"
    MATERIALS = "K8"
    DISCRETION = "K9"

    @property
    def label(self) -> str:
        """Its name in Chinese."""
        return _ABOUT[self].title

    @property
    def source(self) -> str:
        """On what it rests."""
        return _ABOUT[self].source


class _About(NamedTuple):
    title: str
    source: str


_STAGES: Final = "台州市权力清单（2014：数字监察，要件完整性、操作程序性、结果合规性、办件时效性）"
_ABOUT: Final = {
    Check.UNLISTED: _About(
        "清单外行使", "通化市责任清单实施意见四（三）：对未纳入目录仍实施的，严格追究责任"
    ),
    Check.UNRELEASED: _About(
        "未经启用行使非常用权力", "富阳市、台州市权力清单（2014：非常用权力实行“一事一审”）"
    ),
    Check.BODY: _About(
        "行使主体不对",
        "《行政许可法》第二十二条至第二十四条；《行政处罚法》第十七条至第二十一条；吉发〔2020〕7号第七条",
    ),
    Check.STAGES: _About("环节缺失或颠倒", f"清单的流程图；{_STAGES}"),
    Check.STATUTORY: _About("超过法定时限", f"清单的法定时限；{_STAGES}"),
    Check.PROMISED: _About(
        "超过承诺时限", "清单的承诺时限；《优化营商环境条例》第三十六条；通化市责任清单实施意见"
    ),
    Check.CORRECTION: _About("补正告知超期", "《行政许可法》第三十二条第一款第四项"),
    Check.MATERIALS: _About(
        "索要清单外材料",
        "《行政许可法》第三十条（公示全部材料的目录）、第三十一条；《优化营商环境条例》第三十五条",
    ),
    Check.DISCRETION: _About("裁量不合基准", "《行政处罚法》第三十四条；清单的裁量基准"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a case that is not as the list says."""

    check: Check
    column: str
    """The column of the table that shows it."""
    message: str
    """What is wrong, in Chinese; of the case only its dates."""
    expected: str
    """What should have been."""
    source: str
    """What says so."""
    mend: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something that could not be judged."""

    check: Check
    reason: str
    """Why, in words that many cases share: they are counted by it."""


Outcome = Finding | Undecided
