"""事项编码: the code of a power. What it means is told by a `CodeScheme`."""

from functools import lru_cache
from typing import ClassVar, Final

from quanze.model.code_scheme import CodeMatch, preset_schemes
from quanze.model.level import Level
from quanze.model.power_type import PowerType
from quanze.model.text_value import TextValue

__all__ = ["PROVISIONAL", "ItemCode", "contradictions"]

PROVISIONAL: Final = "暂编"
"""Name of the scheme for codes that import gives to items without one."""


class ItemCode(TextValue):
    """An item code as written; Excel's blanks and line breaks inside it are ignored."""

    description: ClassVar[str] = "事项编码，写在引号里。没有正式编码的用暂编编码 T-部门-类型-序号。"
    examples: ClassVar[tuple[str, ...]] = (
        "11440100007482575H3440118009000",
        "T-scjgj-XK-0001",
    )

    @property
    def normalised(self) -> str:
        """The code without white space."""
        return "".join(self.split())

    @property
    def understood(self) -> bool:
        """Whether there is a code at all; its form depends on the scheme, see `CodeScheme.match`."""
        return any(c.isalnum() for c in self)

    @property
    def is_provisional(self) -> bool:
        return _is_provisional(self)


@lru_cache(maxsize=4096)
def _is_provisional(code: str) -> bool:
    # Not kept with the code: with its dictionary, each would take twice the memory.
    return preset_schemes()[PROVISIONAL].match(code).ok


def contradictions(
    match: CodeMatch,
    *,
    level: Level | None = None,
    power_type: PowerType | None = None,
    catalogue_code: str | None = None,
    credit_code: str | None = None,
) -> tuple[str, ...]:
    """Where a code says something else than the item it stands for, in Chinese.

    Only what both sides state is compared: a level or type that is not understood, or a scheme
    without such a segment, says nothing.
    """
    pairs = [
        ("行使层级", match.checked("行使层级"), level.digit if level else None, level),
        (
            "事项类型",
            match.checked("事项类型"),
            power_type.code if power_type else None,
            power_type,
        ),
        (
            "类型字母",
            match.checked("类型字母"),
            power_type.letters if power_type else None,
            power_type,
        ),
        ("基本编码", match.catalogue_code, catalogue_code, None),
        ("统一社会信用代码", match.checked("统一社会信用代码"), credit_code, None),
    ]
    return tuple(
        f"编码中的{what}是“{coded}”，清单所写的应为“{stated}”" + (f"（{word}）" if word else "")
        for what, coded, stated, word in pairs
        if coded and stated and coded != stated
    )
