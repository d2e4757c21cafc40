"""The catalogue of rules: one page per rule, from the rule and its cases."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from quanze.findings import Severity
from quanze.load.source import CannotRun
from quanze.load.yaml_reader import read
from quanze.rules.registry import RULES, RULES_BY_CODE
from quanze.rules.rule import Family, Rule


@dataclass(frozen=True, slots=True)
class Case:
    """A small register that a rule finds fault with, or does not."""

    about: str
    files: dict[str, str]
    expected: tuple[str, ...]
    """`file:line:column` of each finding of this rule; empty for a good example."""
    encoding: str = "utf-8"
    """How the files are saved."""


@dataclass(frozen=True, slots=True)
class Cases:
    """The bad and good examples of a rule."""

    bad: tuple[Case, ...]
    good: tuple[Case, ...]
    sample: str = ""
    """What was read of its findings on real lists, and how many of them were true."""


def find(code: str) -> Rule:
    """Return the rule of a code.

    Raises:
        CannotRun: there is no such rule.
    """
    if (rule := RULES_BY_CODE.get(code.upper())) is not None:
        return rule
    close = difflib.get_close_matches(code.upper(), RULES_BY_CODE, n=3, cutoff=0.4)
    hint = f"是不是 {'、'.join(close)}？" if close else ""
    raise CannotRun(f"没有代码为 {code} 的规则。{hint}用 quanze rule 列出全部规则。")


@cache
def cases_of(code: str) -> Cases:
    """Read the examples of a rule."""
    file = resources.files("quanze.rules") / "cases" / f"{code}.yaml"
    data = read(file.read_text(encoding="utf-8"))
    return Cases(_cases(data["错例"]), _cases(data["正例"]), data.get("抽查", ""))


def _cases(entries: list[dict[str, Any]]) -> tuple[Case, ...]:
    return tuple(
        Case(
            about=entry["说明"],
            files=dict(entry["文件"]),
            expected=tuple(entry.get("发现", ())),
            encoding=entry.get("编码", "utf-8"),
        )
        for entry in entries
    )


def as_data(rule: Rule) -> dict[str, Any]:
    """Return a rule for programs."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "family": str(rule.family),
        "why": rule.why,
        "source": rule.source,
        "mend": rule.mend,
        "fixable": rule.fixable,
        "sample": cases_of(rule.code).sample,
    }


def overview() -> str:
    """Return all rules, a line each."""
    lines = [f"{rule.code:<4} {rule.severity}  {rule.name}" for rule in RULES]
    return "\n".join([*lines, "", "用 quanze rule 代码 查看一条规则的说明，如 quanze rule A1。"])


def page(rule: Rule) -> str:
    """Return the page of a rule as Markdown; `docs/rules.md` is made of these."""
    cases = cases_of(rule.code)
    parts = [
        f"## {rule.code} {rule.name}",
        f"级别：{_level(rule)}　范围：{rule.family}　自动改正：{'可以' if rule.fixable else '不可以'}",
        f"**为什么**：{rule.why}",
        f"**依据**：{rule.source}",
        f"**怎么改**：{rule.mend}",
        *([f"**抽查**：{cases.sample}"] if cases.sample else []),
        *_example("错例", cases.bad[0]),
        *_example("正例", cases.good[0]),
    ]
    return "\n\n".join(parts)


def _level(rule: Rule) -> str:
    """The level of a rule; of one that is off, how to switch it on."""
    if rule.severity is not Severity.OFF:
        return str(rule.severity)
    return f"关闭（默认不检查；要检查的，在 quanze.yaml 的“规则: 级别”里写 `{rule.code}: 提示`）"


def document() -> str:
    """Return the whole catalogue as one Markdown document, `docs/rules.md`."""
    parts = [
        "# 规则手册",
        "quanze validate 按以下规则检查清单库。每条规则有固定的代码；级别可以在 quanze.yaml 的"
        "“规则: 级别”里调整，个别事项暂时不能改的可以写“豁免”。级别是“关闭”的规则默认不检查，想用的在那里打开。"
        "“抽查”写的是：在真实公布的清单上逐条读过多少处，其中多少处确有问题。本页由 `quanze rule --document docs/rules.md` 生成，不要手工修改。",
        *(part for family in Family for part in _contents(family)),
        *(page(rule) for rule in RULES),
    ]
    return "\n\n".join(parts) + "\n"


def _contents(family: Family) -> list[str]:
    """The table of contents of one family of rules."""
    rows = [
        f"| [{rule.code}](#{_anchor(rule)}) | {rule.name} | {rule.severity} |"
        for rule in RULES
        if rule.family is family
    ]
    table = ["| 代码 | 规则 | 级别 |", "|---|---|---|", *rows]
    return [f"**{family}规则**（{len(rows)} 条）", "\n".join(table)]


def _anchor(rule: Rule) -> str:
    """The anchor that GitHub and GitLab make of a page's heading."""
    words = f"{rule.code} {rule.name}".lower().replace(" ", "-")
    return "".join(c for c in words if c.isalnum() or c in "-_")


def _example(title: str, case: Case) -> list[str]:
    saved = "" if case.encoding == "utf-8" else f"（文件按 {case.encoding} 保存）"
    blocks = [f"**{title}**：{case.about}{saved}"]
    for name, text in case.files.items():
        blocks.append(f"```yaml\n# {name}\n{text.rstrip()}\n```")
    return blocks
