"""What clerks really get wrong in YAML, said in Chinese, at the place where it is wrong.

libyaml reports a full-width colon as "could not find expected ':'" on the line after; here the line
that is wrong is looked up and named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from quanze.load.yaml_reader import MAX_DEPTH, Mark, ReadProblem
from quanze.model.patterns import pattern


class Explained(NamedTuple):
    """A syntax problem as a clerk would be told it."""

    message: str
    mend: str
    line: int
    column: int


_WIDE_COLON = pattern(r"^[\s\u3000]*(?:-\s*)?[“\"']?([^\s:：#“”\"'|\[{]{1,24})[”\"']?(：)")
_TIGHT_COLON = pattern(r"^\s*(?:-\s+)?([\u4e00-\u9fff]{1,12})(:)(?=[^\s:])")
_TIGHT_DASH = pattern(r"^\s*(-)(?=[^\s\-])")
_WIDE_DASH = pattern(r"^\s*([－—–])\s*\S")
_CHINESE_QUOTED = pattern(r"^\s*(?:-\s+)?(?:[^\s:：]+:\s+)?([“”‘’])")
_TWO_COLONS = pattern(r"^\s*(?:-\s+)?[^\s:：\"'][^:]*:\s+[^\"'|>\s][^#]*?(: )")
_WIDE_BLANK = pattern(r"^[ ]*([\u3000\xa0\u2000-\u200a])")
_SPECIAL_START = pattern(
    r"^\s*(?:-\s+)?(?:[^\s:：]+:\s+)?([%@`]|\[(?=[^\]]*\]\s*[^\s,#])|\{(?=[^}]*\}\s*[^\s,#]))"
)
_OPENED = pattern(r"^\s*(?:-\s+)?(?:[^\s:：]+:\s+)?(\")")


def explain(problem: ReadProblem, text: str) -> Explained:
    """Explain why a file could not be read."""
    mark = problem.mark
    if problem.kind == "duplicate":
        return Explained(
            f"同一层里“{problem.key}”写了两次",
            "删去一个；若是两项内容，合并成一项或写成列表（每项前加“- ”）。",
            mark.line,
            mark.column,
        )
    if problem.kind == "depth":
        return Explained(
            f"层次太深（超过 {MAX_DEPTH} 层）",
            "清单不会有这么多层，请检查括号 [ ] { } 是否成对。",
            mark.line,
            mark.column,
        )
    if problem.kind == "control":
        return Explained(
            "有看不见的控制字符",
            "多半是从别处粘贴带来的，请删去这个字符后重新输入。",
            mark.line,
            mark.column,
        )
    if problem.kind == "dialect":
        message, mend = _DIALECT[problem.message]
        return Explained(message, mend, mark.line, mark.column)
    return _explain_syntax(problem, text)


_DIALECT = {
    "documents": ("一个文件里有多份文档（--- 分隔）", "一个文件只写一份，请删去 --- 或分成几个文件。"),
    "alias": ("用了别名（*名称）", "不用别名；相同的内容写在“共用”里，用“共用: 名称”引用。含 * 的文字要加引号。"),
    "anchor": ("用了锚点（&名称 或 <<）", "不用锚点；相同的内容写在“共用”里，用“共用: 名称”引用。含 & 的文字要加引号。"),
    "tag": ("用了标签（!类型）", "不用标签，请删去以 ! 开头的部分；含 ! 的文字要加引号。"),
    "key": ("键不是文字", "冒号前面应当是要素的名称，如 名称、类型。"),
}  # fmt: skip


def _explain_syntax(problem: ReadProblem, text: str) -> Explained:
    lines = text.split("\n")
    for number in _suspects(problem, len(lines)):
        line = lines[number - 1].rstrip("\r")
        for check in _LINE_CHECKS:
            if found := check(line):
                return Explained(found.message, found.mend, number, found.column)
    return _by_parser(problem, lines)


def _suspects(problem: ReadProblem, count: int) -> list[int]:
    """Lines to look at: where it broke, where the construct began, and the lines just before."""
    line = problem.mark.line
    near = [line, line - 1, *([problem.context.line] if problem.context else []), line - 2]
    return [number for number in dict.fromkeys(near) if 1 <= number <= count]


class _Hit(NamedTuple):
    message: str
    mend: str
    column: int


def _tab(line: str) -> _Hit | None:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent:
        return None
    return _Hit(
        "行首用了制表符（Tab）", "缩进要用空格，每层两个；请把 Tab 换成空格。", line.index("\t") + 1
    )


def _wide_blank(line: str) -> _Hit | None:
    if not (match := _WIDE_BLANK.match(line)):
        return None
    wide = match.group(1) == "\u3000"
    what = "全角空格" if wide else "不间断空格（多半从 Word 或网页粘贴而来）"
    return _Hit(f"行首用了{what}", "缩进要用半角空格，每层两个。", match.start(1) + 1)


def _wide_colon(line: str) -> _Hit | None:
    if not (match := _WIDE_COLON.match(line)):
        return None
    key = match.group(1)
    return _Hit(
        f"“{key}”后面用了中文冒号“：”", f"改成英文冒号加一个空格：{key}: ", match.start(2) + 1
    )


def _tight_colon(line: str) -> _Hit | None:
    if not (match := _TIGHT_COLON.match(line)):
        return None
    key = match.group(1)
    return _Hit(f"“{key}:”后面没有空格", f"冒号后面加一个空格：{key}: ", match.start(2) + 1)


def _wide_dash(line: str) -> _Hit | None:
    if not (match := _WIDE_DASH.match(line)):
        return None
    return _Hit(
        f"列表用了中文横线“{match.group(1)}”", "改成英文减号加一个空格：“- ”。", match.start(1) + 1
    )


def _chinese_quotes(line: str) -> _Hit | None:
    if not (match := _CHINESE_QUOTED.match(line)) or ": " not in line[match.start(1) :]:
        return None
    return _Hit(
        "用中文引号括住了内容",
        '中文引号不起引号的作用，请改用英文引号 "…"。',
        match.start(1) + 1,
    )


def _two_colons(line: str) -> _Hit | None:
    if not (match := _TWO_COLONS.match(line)):
        return None
    return _Hit(
        "内容里又有“: ”（英文冒号加空格）", '把整段内容用英文引号 "…" 括起来，或改用中文冒号。', match.start(1) + 1
    )  # fmt: skip


def _special_start(line: str) -> _Hit | None:
    if not (match := _SPECIAL_START.match(line)):
        return None
    char = match.group(1)
    return _Hit(f"内容以“{char}”开头", f'以 {char} 开头的内容要用英文引号括起来，如 "{char}…"。', match.start(1) + 1)  # fmt: skip


def _tight_dash(line: str) -> _Hit | None:
    if not (match := _TIGHT_DASH.match(line)):
        return None
    return _Hit(
        "“-”后面没有空格", "列表的每一项写成“- 内容”，减号后加一个空格。", match.start(1) + 1
    )


_LINE_CHECKS: tuple[Callable[[str], _Hit | None], ...] = (
    _tab,
    _wide_blank,
    _wide_colon,
    _chinese_quotes,
    _tight_colon,
    _wide_dash,
    _special_start,
    _two_colons,
    _tight_dash,
)


def _by_parser(problem: ReadProblem, lines: list[str]) -> Explained:
    """Explain by what libyaml said, where no line shows a habit we know."""
    said = problem.message
    mark: Mark = problem.mark
    for what in ("alias", "anchor", "tag"):
        if f"scanning an {what}" in said or f"scanning a {what}" in said:
            start = problem.context or mark
            return Explained(*_DIALECT[what], start.line, start.column)
    if "quoted scalar" in said:
        start = problem.context or mark
        return Explained("引号没有成对", '检查这里的引号：开头和结尾都要有同样的英文引号。', start.line, start.column)  # fmt: skip
    if "flow" in said:
        start = problem.context or mark
        return Explained("方括号或花括号没有成对", "检查 [ ] { } 是否成对，或改成每项一行的写法。", start.line, start.column)  # fmt: skip
    if "mapping values" in said or "block" in said or "indent" in said or "simple key" in said:
        if opened := _unclosed_quote(lines, mark.line):
            return opened
        number = _first_with_text(lines, mark.line)
        line = lines[number - 1]
        return Explained(
            "缩进不对，或这一行缺少“名称: 内容”的写法",
            "同一层的各行要从同一列开始，下一层多缩进两个空格；每行写成“要素: 内容”。"
            "这一行没有错的，看看它上面是不是少了“要素:”或“- 编码:”一行。",
            number,
            len(line) - len(line.lstrip()) + 1,
        )
    return Explained(f"写法有误（{said.strip('; ')}）", "请对照上下各行检查缩进、冒号和引号。", mark.line, mark.column)  # fmt: skip


def _unclosed_quote(lines: list[str], line: int) -> Explained | None:
    """Find a quote that was opened above and is closed only by the next one that opens."""
    for number in range(min(line, len(lines)), max(0, line - 40), -1):
        text = lines[number - 1]
        match = _OPENED.match(text)
        if match and text.replace('\\"', "").count('"') % 2:
            mend = "这一行的引号只有一个；在内容的结尾补上英文引号。"
            return Explained("引号没有成对", mend, number, match.start(1) + 1)
    return None


def _first_with_text(lines: list[str], line: int) -> int:
    while line > 1 and (line > len(lines) or not lines[line - 1].strip()):
        line -= 1
    return line
