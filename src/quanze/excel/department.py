"""Which department a workbook belongs to: from its title, its file name and its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from quanze.excel.headers import HeaderWords
from quanze.excel.result import DepartmentCandidate, DepartmentGuess, SheetResult
from quanze.excel.text import clean_text, compact
from quanze.model.patterns import pattern

_YEAR = pattern(r"[（(]?(?:19|20)\d\d\s*年?(?:版|度)?[）)]?")
_COPY = pattern(r"\s*(?:[（(]\d+[）)]|-\s*副本|_?副本)$")
_ATTACHMENT = pattern(r"^附\s*件?\s*\d*\s*[:：.、\-—]?\s*")
_FROM_LIST_ON = pattern(
    r"(?:区地县|省市县|市县)?(?:[一二三四]级)?(?:行政)?(?:权责|权力|职权|责任|职责|公共服务|政务服务|事项|随机抽查"
    r"|审批|许可|处罚|强制|征收|给付|检查|确认|奖励|裁决|备案)"
    r"(?:事项|和|与|及|、|边界|责任|权力)*(?:清单|目录|表|公示).*$"
)
_LONGEST_TITLE = 200
_BRACKETS = pattern(r"[（(][^（）()]*[）)]")


def guess_department(
    file_name: str, sheets: Sequence[SheetResult], words: HeaderWords
) -> DepartmentGuess:
    """The department's name, with every candidate and where it came from.

    A line 部门名称：… and a title or file name that end like a department count for more than
    the rows; where they disagree or name none, the most frequent 行使主体 decides.
    """
    labelled = list(_labelled(sheets, words))
    titles = [c for c in _titles(sheets) if _is_department(c.name, words)]
    titles = [c for c in titles if not re.search("[:：]", c.name)]
    file = _bare(PurePath(file_name).stem)
    files = [DepartmentCandidate(file, "file", file_name)] if _is_department(file, words) else []
    bodies = [c for c in _bodies(sheets) if _is_department(c.name, words)]
    candidates = (*titles, *labelled, *files, *bodies)
    return DepartmentGuess(_choose(titles, labelled, files, bodies), candidates)


def _choose(*groups: list[DepartmentCandidate]) -> str | None:
    titles, labelled, files, bodies = groups
    named = [*titles, *files]
    if titles and files and not any(_agree(t.name, f.name) for t in titles for f in files):
        named = []
    if named and not (len(named) == 1 and bodies and _short(named[0].name)):
        return named[0].name
    for candidate in (*bodies, *titles, *files, *labelled):
        return candidate.name
    return None


def _agree(one: str, other: str) -> bool:
    one, other = _BRACKETS.sub("", one), _BRACKETS.sub("", other)
    return one in other or other in one


def _short(name: str) -> bool:
    """Whether a name is an abbreviation people use in file names: 国动办, 市监局."""
    return len(name) <= 4


def _bare(text: str) -> str:
    """A title or file name without year, attachment number and the words for the list."""
    text = _COPY.sub("", compact(text)[:_LONGEST_TITLE])
    text = _YEAR.sub("", _ATTACHMENT.sub("", text))
    return _FROM_LIST_ON.sub("", text).strip("《》:：-—_ ")


def _is_department(name: str, words: HeaderWords) -> bool:
    bare = _BRACKETS.sub("", name)
    return 3 <= len(bare) <= 40 and bare.endswith(words.department_endings)


def _titles(sheets: Iterable[SheetResult]) -> Iterable[DepartmentCandidate]:
    seen = Counter(
        (_bare(title), sheet.name) for sheet in sheets for title in sheet.titles if _bare(title)
    )
    for (name, sheet_name), count in seen.items():
        yield DepartmentCandidate(name, "title", sheet_name, count)


def _labelled(sheets: Iterable[SheetResult], words: HeaderWords) -> Iterable[DepartmentCandidate]:
    labels = "|".join(map(re.escape, words.department_labels))
    for sheet in sheets:
        for title in sheet.titles:
            found = re.search(rf"(?:^|\s)(?:{labels})\s*[:：]\s*([^\s:：，,；;]+)", title)
            if found and _is_department(found[1], words):
                yield DepartmentCandidate(found[1], "label", sheet.name)


def _bodies(sheets: Iterable[SheetResult]) -> Iterable[DepartmentCandidate]:
    counts: Counter[tuple[str, str]] = Counter(
        (clean_text(cell.text, label=True), sheet.name)
        for sheet in sheets
        for row in sheet.rows
        if (cell := row.cells.get("行使主体"))
    )
    names: Counter[str] = Counter()
    places: dict[str, str] = {}
    for (name, place), count in counts.items():
        names[name] += count
        places.setdefault(name, place)
    for name, count in names.most_common():
        yield DepartmentCandidate(name, "body", places[name], count)
