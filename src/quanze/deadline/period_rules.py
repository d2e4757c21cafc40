"""The rules on periods: those packaged in data/periods.yaml, and a register's own."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from quanze.load.source import CannotRun
from quanze.load.yaml_reader import read
from quanze.model.period_rule import PeriodRule


class UnknownRule(CannotRun, LookupError):
    """No rule has this id or code. The text is Chinese, for the user."""


@cache
def packaged() -> tuple[PeriodRule, ...]:
    """Return the rules that come with quanze, in the order of the file."""
    text = files("quanze").joinpath("data", "periods.yaml").read_text(encoding="utf-8")
    return tuple(PeriodRule.model_validate(rule) for rule in read(text)["规则"])


class PeriodRules:
    """The packaged rules and a register's own, found by id (许可-决定) or code (xk.decision).

    A rule with other cases is found in one of them by 复议-决定/简易程序.

    An own rule with the id of a packaged one takes its place, and answers to its code.
    """

    def __init__(self, own: Iterable[PeriodRule] = ()) -> None:
        rules = (*packaged(), *own)
        self._by_id = {rule.id: rule for rule in rules}
        self._id_by_code = {rule.code: rule.id for rule in rules if rule.code}

    def __iter__(self) -> Iterator[PeriodRule]:
        return iter(self._by_id.values())

    def get(self, id_or_code: str) -> PeriodRule:
        """Return one rule.

        Raises:
            UnknownRule: there is none of that id or code.
        """
        wanted, _, case = _plain(id_or_code).partition("/")
        rule = self._by_id.get(self._id_by_code.get(wanted.lower(), wanted))
        if rule is None:
            raise UnknownRule(self._unknown(wanted))
        return _in_case(rule, case) if case else rule

    def _unknown(self, wanted: str) -> str:
        names = [*self._by_id, *self._id_by_code]
        family = wanted.removeprefix("行政")
        close = [name for name in self._by_id if family and family in name][:8]
        close = close or difflib.get_close_matches(wanted, names, n=3, cutoff=0.4)
        hint = f"相近的有：{'、'.join(close)}。" if close else ""
        return f"没有编号或代码是“{wanted}”的期限规则。{hint}用 quanze deadline --list 查看全部。"


def _in_case(rule: PeriodRule, wanted: str) -> PeriodRule:
    """Return the rule as it is in one of its other cases: 复议-决定/简易程序."""
    found = [case for case in rule.other_cases if wanted in case.name]
    if len(found) != 1:
        names = "、".join(f"{rule.id}/{case.name}" for case in rule.other_cases)
        known = f"可以写 {names}" if names else "它没有别的情形"
        raise UnknownRule(f"“{rule.id}”没有情形“{wanted}”。{known}。")
    case = found[0]
    return rule.model_copy(
        update={
            "id": f"{rule.id}/{case.name}",
            "what": f"{rule.what}（{case.name}）",
            "limit": case.limit,
            "articles": case.articles or rule.articles,
            "note": case.note or rule.note,
            "extension": None,
            "other_cases": (),
        }
    )


def _plain(text: str) -> str:
    """Return an id as it would be typed on a plain keyboard: one kind of dash, no quotes or blanks."""
    typed = unicodedata.normalize("NFKC", text).strip(" \"'“”‘’")
    return "".join("-" if sign in "‐‑–—―−" else sign for sign in typed)
