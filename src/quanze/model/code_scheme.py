"""How item codes are built: schemes described as data, since every place has its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any, Final, Self

from quanze.model.credit_code import ALPHABET, CreditCode
from quanze.model.division import DivisionCode
from quanze.model.word_table import read_toml

__all__ = ["CodeMatch", "CodeScheme", "Segment", "preset_schemes"]

_CHARSETS: Final = {
    "数字": digits,
    "大写字母": ascii_uppercase,
    "小写字母": ascii_lowercase,
    "数字大写字母": digits + ascii_uppercase,
    "数字小写字母": digits + ascii_lowercase,
    "信用代码": ALPHABET,
}
_SCHEME_KEYS: Final = {"名称", "来源", "分隔符", "必须分隔", "基本编码", "分段"}
_SEGMENT_KEYS: Final = {"名称", "长度", "字符", "校验", "可省"}


@dataclass(frozen=True)
class Segment:
    """One part of a code; `check` names a further test, see `_CHECKS`."""

    name: str
    shortest: int
    longest: int
    charset: str
    allowed: str
    check: str | None = None
    optional: bool = False

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Self:
        """A segment from its Chinese keys (名称 长度 字符 校验 可省); ValueError if malformed."""
        _known_keys(data, _SEGMENT_KEYS)
        length, charset, check = data.get("长度"), data.get("字符", "数字"), data.get("校验")
        shortest, longest = (
            length if isinstance(length, list) and len(length) == 2 else [length] * 2
        )
        if not isinstance(shortest, int) or not isinstance(longest, int):
            raise ValueError(f"编码分段“{data.get('名称')}”的长度应为整数或 [最少, 最多]")
        if not 0 < shortest <= longest <= 100:
            raise ValueError(f"编码分段“{data.get('名称')}”的长度应在1至100之间，最少不大于最多")
        if check is not None and check not in _CHECKS:
            raise ValueError(f"不认得的校验“{check}”，可用：{'、'.join(_CHECKS)}")
        name, allowed = _text(data, "名称"), _allowed(charset)
        described = charset if isinstance(charset, str) else f"“{allowed}”中的字符"
        return cls(name, shortest, longest, described, allowed, check, data.get("可省") is True)

    def problems(self, value: str) -> list[str]:
        """What is wrong with the value of this segment, in Chinese."""
        if not self.shortest <= len(value) <= self.longest:
            wanted = str(self.shortest)
            if self.longest > self.shortest:
                wanted += f"至{self.longest}"
            return [f"“{self.name}”应为{wanted}位，实有{len(value)}位（{value}）"]
        if set(value) - set(self.allowed):
            return [f"“{self.name}”应为{self.charset}，实为“{value}”"]
        fault = _CHECKS[self.check](value) if self.check else None
        return [f"“{self.name}”：{fault}"] if fault else []


@dataclass(frozen=True)
class CodeMatch:
    """A code laid against a scheme: segments by name (none if it cannot be cut) and problems."""

    scheme: "CodeScheme"
    segments: Mapping[str, str]
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def catalogue_code(self) -> str | None:
        """The 基本编码 inside the code, None if the scheme has none or the code was not cut."""
        names = self.scheme.catalogue
        return "".join(self.segments[n] for n in names) if names and self.segments else None

    def checked(self, check: str) -> str | None:
        """The value of the segment that carries this check (行使层级, 事项类型 ...), if any."""
        names = [s.name for s in self.scheme.segments if s.check == check]
        return self.segments.get(names[0]) if names else None


@dataclass(frozen=True)
class CodeScheme:
    """The structure of a code. Without segments the scheme is still to be entered by the office."""

    name: str
    segments: tuple[Segment, ...]
    source: str = ""
    separator: str = ""
    separated: bool = False
    catalogue: tuple[str, ...] = ()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Self:
        """A scheme from its Chinese keys, as in data/code_schemes.toml; ValueError if malformed."""
        _known_keys(data, _SCHEME_KEYS)
        parts = data.get("分段", [])
        if not isinstance(parts, Sequence) or not all(isinstance(p, Mapping) for p in parts):
            raise ValueError("编码规则的“分段”应为列表，每段写 名称、长度、字符")
        scheme = cls(
            name=_text(data, "名称"),
            segments=tuple(Segment.from_mapping(part) for part in parts),
            source=str(data.get("来源", "")),
            separator=str(data.get("分隔符", "")),
            separated=data.get("必须分隔") is True,
            catalogue=tuple(data.get("基本编码", ())),
        )
        scheme._verify()
        return scheme

    def _verify(self) -> None:
        names = [s.name for s in self.segments]
        if len(set(names)) < len(names):
            raise ValueError(f"编码规则“{self.name}”有重名的分段")
        if set(self.catalogue) - set(names):
            raise ValueError(f"编码规则“{self.name}”的基本编码写了没有的分段")
        if self.separated and not self.separator:
            raise ValueError(f"编码规则“{self.name}”写了必须分隔，没有写分隔符")
        if not self.separated and any(s.shortest < s.longest or s.optional for s in self.segments):
            raise ValueError(f"编码规则“{self.name}”有可变的分段，应写明 必须分隔: true")
        if any(s.optional for s in self.segments[:-1]):
            raise ValueError(f"编码规则“{self.name}”只有最后一段可省")

    @property
    def is_complete(self) -> bool:
        return bool(self.segments)

    def match(self, text: str) -> CodeMatch:
        """Cut a code into segments and check each; white space is ignored."""
        code = "".join(text.split())
        if not self.is_complete:
            return CodeMatch(self, {}, (f"编码规则“{self.name}”还没有分段，请按{self.source}填写",))
        values, fault = self._cut_at_separators(code) if self.separated else self._cut(code)
        if fault:
            return CodeMatch(self, {}, (fault,))
        pairs = list(zip(self.segments, values, strict=False))
        problems = [problem for segment, value in pairs for problem in segment.problems(value)]
        return CodeMatch(self, {s.name: value for s, value in pairs}, tuple(problems))

    def _cut(self, code: str) -> tuple[list[str], str | None]:
        if self.separator:
            code = code.replace(self.separator, "")
        total = sum(s.longest for s in self.segments)
        if len(code) != total:
            return [], f"{self.name}编码应为{total}位，实有{len(code)}位"
        values, start = [], 0
        for segment in self.segments:
            values.append(code[start : start + segment.longest])
            start += segment.longest
        return values, None

    def _cut_at_separators(self, code: str) -> tuple[list[str], str | None]:
        most = len(self.segments)
        least = most - self.segments[-1].optional
        # From the right, since the first segment may hold the separator itself.
        count = (
            most if self.separator in self.segments[0].allowed else code.count(self.separator) + 1
        )
        values = code.rsplit(self.separator, count - 1)
        if not least <= len(values) <= most:
            return (
                [],
                f"{self.name}编码应有{most}段（以“{self.separator}”分隔），实有{len(values)}段",
            )
        return values, None


def _known_keys(data: Mapping[str, Any], known: set[str]) -> None:
    if unknown := set(data) - known:
        raise ValueError(f"编码规则中不认得的键：{'、'.join(sorted(map(str, unknown)))}")


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"编码规则缺少“{key}”")
    return value


def _allowed(charset: object) -> str:
    if isinstance(charset, str) and charset in _CHARSETS:
        return _CHARSETS[charset]
    if isinstance(charset, list) and charset and all(isinstance(c, str) for c in charset):
        return "".join(charset)
    raise ValueError(f"不认得的字符“{charset}”，可用：{'、'.join(_CHARSETS)}，或 [ ] 列出的字符")


def _level_fault(value: str) -> str | None:
    return None if value in "1234567" else f"行使层级应为1至7，实为“{value}”"


def _type_fault(value: str) -> str | None:
    # 00 is the group 行政权力, not a type; 11-19 and 21-99 are left for local extension.
    return "00不是事项类型代码" if value == "00" else None


@cache
def _letters() -> frozenset[str]:
    return frozenset(r["字母"] for r in read_toml("power_types.toml")["类型"] if "字母" in r)


def _letters_fault(value: str) -> str | None:
    return None if value in _letters() else f"“{value}”不是认得的类型字母"


_CHECKS: Final = {
    "统一社会信用代码": lambda value: CreditCode(value).problem,
    "行政区划": lambda value: DivisionCode(value).problem,
    "行使层级": _level_fault,
    "事项类型": _type_fault,
    "类型字母": _letters_fault,
}


@cache
def preset_schemes() -> dict[str, CodeScheme]:
    """The packaged schemes by name."""
    rows = read_toml("code_schemes.toml")["方案"]
    return {row["名称"]: CodeScheme.from_mapping(row) for row in rows}
