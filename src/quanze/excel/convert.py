"""Rows of a workbook -> entries of the lists, as they will be written in YAML.

Every text of a row finds its place: in an element, under 备注 with its header, or (a mere “无” where
a list of things is asked for) in the count of fillers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from quanze.excel.result import Row, SheetResult
from quanze.model.basis import basis_parts
from quanze.model.basis_text import split_bases
from quanze.model.patterns import pattern
from quanze.model.period import Period
from quanze.model.row_source import RowSource

Entry = dict[str, Any]

FILLERS = frozenset(("无", "/", "-", "—", "——", "－", "否", "没有", "不涉及"))
"""Texts that say: there is none."""

NOT_WRITTEN = "（未填写）"
"""Stands where the model must have a text and the row has none; the rules report it."""

_TEXTS = (
    "基本编码", "行使层级", "权限划分", "行使内容", "部门职责", "行使主体", "承办机构", "服务对象",
    "办件类型", "受理条件", "数量限制", "结果名称", "办理流程", "办理地点", "办理时间", "救济渠道",
)  # fmt: skip
"""Elements of a power that are one text and keep their name."""

_LONGEST_KEY = 60
"""Characters of a header that become a key under 备注; YAML allows 1024 bytes."""

_FULL_UNITS = {"月": "个月", "时": "小时"}
"""Units that are written short in a column of units; 3月 alone would be March."""

_CHANNELS = ("咨询方式", "监督方式")
_NO_HEADING = pattern(r"[:：]|^附[件表]|^(?:Sheet|工作表)\d*$")
"""Lines and sheet names that do not say what a table is about: 附件3, 报送单位：某局, Sheet1."""
_LIST_SIGNS = pattern(r"[、，,；;\n]+")


@dataclass
class Converted:
    """What the rows of one department's sheets give, list by list."""

    powers: list[Entry] = field(default_factory=list)
    duties: list[Entry] = field(default_factory=list)
    """Duty entries; 事项 holds the position in `powers` until codes are given."""
    boundaries: list[Entry] = field(default_factory=list)
    services: list[Entry] = field(default_factory=list)
    oversight: list[Entry] = field(default_factory=list)
    fillers: Counter[str] = field(default_factory=Counter)

    def add_sheet(self, file: str, sheet: SheetResult, rows: Iterable[Row]) -> None:
        """Convert the rows of a sheet that belong to this department."""
        readers = [
            _RowReader(file, sheet, row, self.fillers)
            for row in rows
            if row.extra or row.cells.keys() - {"序号"}
        ]
        if sheet.kind == "boundary":
            self.boundaries += _matters(readers)
        elif sheet.kind == "service":
            self.services += _under_names(readers, _RowReader.service)
        elif sheet.kind == "oversight":
            self.oversight += _under_names(readers, _RowReader.oversight)
        else:
            self._add_powers(readers)

    def _add_powers(self, readers: list[_RowReader]) -> None:
        items: dict[int, int] = {}
        for reader in readers:
            duty = reader.duty()
            sub: Entry | None = None
            if (position := items.get(reader.row.parent or 0)) is not None:
                sub = reader.sub_item()
                self.powers[position].setdefault("子项", []).append(sub)
            else:
                position = items[reader.row.number] = len(self.powers)
                self.powers.append(reader.power())
            if duty:
                head: Entry = {"事项": position, **({"子项": sub["名称"]} if sub else {})}
                self.duties.append({**head, **duty, "来源": reader.source})


def _matters(readers: Iterable[_RowReader]) -> list[Entry]:
    """Boundary matters: rows of one matter, merged or with its name repeated, are one entry."""
    matters: list[Entry] = []
    rows: set[int] = set()
    for reader in readers:
        entry = reader.boundary()
        named = matters[-1]["管理事项"] if matters else None
        if reader.row.parent in rows or entry["管理事项"] == named:
            _join_matter(matters[-1], entry)
        else:
            matters.append(entry)
            rows = set()
        rows.add(reader.row.number)
    return matters


def _join_matter(matter: Entry, more: Entry) -> None:
    """Add what a further row says of a matter; what it says otherwise is kept beside."""
    shares = more.get("部门分工", [])
    bases = more.get("依据", [])
    if bases and bases != matter.get("依据"):
        if shares and len(matter.get("部门分工", [])) == 1 and "依据" in matter:
            # Each row has bases of its own: those of the first are its department's too.
            matter["部门分工"][0]["依据"] = matter.pop("依据")
        (shares[0] if shares else matter).setdefault("依据", []).extend(bases)
    if shares:
        matter.setdefault("部门分工", []).extend(shares)
    _add_text(matter, "案例", more.get("案例", ""))
    for header, text in more.get("备注", {}).items():
        _add_text(matter.setdefault("备注", {}), header, text)


def _add_text(texts: Entry, key: str, text: str) -> None:
    """Add a text below the one that is there, unless it is said already."""
    said = texts.get(key, "")
    if text and text not in said.split("\n"):
        texts[key] = f"{said}\n{text}" if said else text


def _under_names(
    readers: Iterable[_RowReader], convert: Callable[[_RowReader], Entry]
) -> list[Entry]:
    """Entries of a list that knows no sub-items: one under an item carries the item's name."""
    names: dict[int, str] = {}
    entries = []
    for reader in readers:
        main, name = reader.name_with_sub_item(names.get(reader.row.parent or 0))
        names[reader.row.number] = main
        entries.append({**convert(reader), "名称": name})
    return entries


class _RowReader:
    """Reads one row into entries; each element is taken once."""

    def __init__(self, file: str, sheet: SheetResult, row: Row, fillers: Counter[str]) -> None:
        self._texts = {name: cell.text for name, cell in row.cells.items() if cell.text}
        self._extra = {header: cell.text for header, cell in row.extra.items() if cell.text}
        self._sheet = sheet
        self.row = row
        self._fillers = fillers
        self.source = str(RowSource(file, sheet.name, row.number, row.seq))

    def power(self) -> Entry:
        """Read a power; its code may still be missing."""
        entry = {
            "编码": self._take("编码"),
            "名称": self._name("名称"),
            "类型": self._type(),
            **self._elements(),
        }
        if sub := self._listed("子项名称"):
            code = self._take("子项编码")
            entry["子项"] = [{**({"编码": code} if code else {}), "名称": sub}]
        return self._closed(entry)

    def sub_item(self) -> Entry:
        """Read a continuation row as a sub-item of the power above it."""
        name = self._listed("子项名称") or self._take("名称")
        entry = {
            "编码": self._take("子项编码") or self._take("编码"),
            "名称": name or self._no_name(),
            "类型": self._type(),
            **self._elements(),
        }
        return self._closed(entry)

    def duty(self) -> Entry:
        """Take the duty part of a row."""
        accountability = {
            "情形": self._take("追责情形"),
            "对象范围": self._take("追责对象范围"),
            "依据": self._bases("追责依据"),
        }
        duty = {
            "责任": [{"内容": text}] if (text := self._take("责任事项")) else None,
            "责任依据": self._bases("责任事项依据"),
            "追责": _filled(accountability),
        }
        return _filled(duty)

    def boundary(self) -> Entry:
        """Read a boundary matter, or one department's share in it."""
        matter = self._take("管理事项") or self._heading() or self._no_name()
        department = self._take("部门")
        task = self._take("职责分工")
        entry: Entry = {"管理事项": matter}
        if department or task:
            entry["部门分工"] = [{"部门": department or NOT_WRITTEN, "分工": task or NOT_WRITTEN}]
        entry["依据"] = self._bases("依据")
        entry["案例"] = self._take("案例")
        return self._closed(entry)

    def service(self) -> Entry:
        """Read a public service."""
        entry: Entry = {"名称": ""}
        for name in ("编码", "主要内容", "承办机构", "服务对象", "申请条件", "服务流程", "办理时限", "收费", "办理地点"):  # fmt: skip
            entry[name] = self._take(name)
        entry["共同实施部门"] = self._names("共同实施部门")
        entry["办理依据"] = self._bases("办理依据")
        entry["申请材料"] = self._lines("申请材料")
        entry["监督方式"] = self._lines("监督方式")
        return self._closed(entry)

    def oversight(self) -> Entry:
        """Read an oversight measure."""
        entry: Entry = {"名称": ""}
        for name in ("监管对象", "监管内容", "监管方式", "监管措施", "监管程序", "处理方式"):
            entry[name] = self._take(name)
        checks = [text for name in ("抽查比例", "抽查频次") if (text := self._take(name))]
        entry["双随机抽查"] = "；".join(checks)
        entry["承办机构"] = self._take("承办机构") or self._take("行使主体")
        entry["依据"] = self._bases("依据")
        return self._closed(entry)

    def _elements(self) -> Entry:
        entry: Entry = {name: self._take(name) for name in _TEXTS}
        entry["设定依据"] = self._bases("设定依据")
        entry["法定时限"] = self._period("法定时限")
        entry["承诺时限"] = self._period("承诺时限")
        entry["收费"] = self._fee()
        entry["申请材料"] = self._lines("申请材料")
        entry["共同实施部门"] = self._names("共同实施部门")
        if service := self._listed("中介服务"):
            entry["中介服务"] = [{"名称": service}]
        for name in _CHANNELS:
            entry[name] = self._lines(name)
        if handling := self._listed("业务办理项名称"):
            entry["业务办理项"] = [{"名称": handling}]
        return entry

    def _closed(self, entry: Entry) -> Entry:
        """Put what is left of the row under 备注, so that nothing is lost."""
        remarks: dict[str, str] = {}
        for header, text in {**self._texts, **self._extra}.items():
            if len(header) > _LONGEST_KEY:
                # YAML has no keys of any length; what is cut off goes with the text.
                _add_text(remarks, f"{header[:_LONGEST_KEY]}…", f"{header}：{text}")
            else:
                _add_text(remarks, header, text)
        return _filled({**entry, "备注": remarks, "来源": self.source})

    def name_with_sub_item(self, main: str | None) -> tuple[str, str]:
        """Take the name, under that of the item it belongs to; the item's name and the whole."""
        own = self._take("名称") or main
        sub = self._listed("子项名称")
        name = f"{own}（{sub}）" if own and sub else own or sub or self._no_name()
        return own or name, name

    def _name(self, key: str) -> str:
        return self._take(key) or self._no_name()

    def _heading(self) -> str | None:
        """What a table without a column for the matter is about: its title or the sheet's name."""
        if any(column.element == "管理事项" for column in self._sheet.columns):
            return None
        lines = (*self._sheet.titles, self._sheet.name)
        return next((line for line in lines if not _NO_HEADING.search(line)), None)

    def _no_name(self) -> str:
        return f"（原表第 {self.row.number} 行，没有名称）"

    def _take(self, name: str) -> str | None:
        return self._texts.pop(name, None)

    def _type(self) -> str | None:
        return (
            self._take("类型")
            or self._sheet.sheet_type
            or ("" if self.row.is_continuation else NOT_WRITTEN)
        )

    def _listed(self, name: str) -> str | None:
        """Take a text that names something; “无” is counted and left out."""
        text = self._take(name)
        if text in FILLERS:
            self._fillers[name] += 1
            return None
        return text

    def _lines(self, name: str) -> list[str]:
        text = self._listed(name) or ""
        return [line.strip() for line in text.split("\n") if line.strip()]

    def _names(self, name: str) -> list[str]:
        return [part for part in _LIST_SIGNS.split(self._listed(name) or "") if part]

    def _bases(self, name: str) -> list[Entry]:
        pieces = split_bases(self._take(name) or "")
        entries: list[Entry] = [{**basis_parts(piece)} for piece in pieces]
        return [entry for entry in entries if entry]

    def _period(self, name: str) -> str | None:
        """Take a period; the unit of a bare number may stand in the header or a column of its own.

        What stands in the column of units and makes no period stays, and so comes under 备注.
        """
        text = self._take(name)
        if text is None or not Period(text).missing_unit:
            return text
        column = f"{name}单位"
        if (whole := _with_unit(text, self._texts.get(column))) is not None:
            self._take(column)
            return whole
        hints = (column.unit_hint for column in self._sheet.columns if column.element == name)
        return _with_unit(text, next(hints, None)) or text

    def _fee(self) -> str | Entry | None:
        fee = self._take("收费")
        if fee is None:
            return None
        bases = self._bases("收费依据")
        return {"标准": fee, "依据": bases} if bases else fee


def _with_unit(number: str, unit: str | None) -> str | None:
    """A bare number with its unit; None where that makes no period."""
    whole = number.removesuffix(".0") + _FULL_UNITS.get(unit or "", unit or "")
    return whole if Period(whole).understood else None


def _filled(entry: Entry) -> Entry:
    return {name: value for name, value in entry.items() if value not in (None, "", [], {})}
