"""The notice as PDF: what the Word template says, as a document that typst sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from quanze.publish.document.content import Block, Column, Document, Look, Paragraph, Section, Table
from quanze.publish.document.pdf import as_pdf
from quanze.publish.notice.context import context
from quanze.publish.notice.facts import NoticeFacts

_ANNEXES = {"目录": "调整事项目录", "对照": "要素变更对照表", "其他清单": "相关清单同步调整情况"}


def notice_pdf(facts: NoticeFacts) -> bytes:
    """Return the notice as PDF; the same facts give the same bytes with the same fonts.

    Raises:
        CannotRun: typst is not installed, or there is no Chinese font.
    """
    return as_pdf(notice_content(facts))


def notice_content(facts: NoticeFacts) -> Document:
    """Return what a notice says as a document: the text, and the annexes across."""
    said = context(facts)
    *first, last = _text(said)
    signed = Section(last.title, (*last.blocks, *_closing(said)))
    return Document(
        title=said["标题"],
        office=said["发文机关"],
        head=(said["稿别"],) if said["稿别"] else (),
        day="",
        notice=said["警示"],
        opening=tuple(map(Paragraph, (said["导语"], *said["说明"]))),
        sections=(*first, signed, *_annexes(said)),
    )


def _text(said: dict[str, Any]) -> Iterator[Section]:
    yield Section("调整情况", tuple(_sums(said)))
    if said["节"]["监管"]:
        told = (f"{one['事项']}：{one['内容']}" for one in said["后续监管"])
        yield Section("取消、下放以后的监管", _counted(told))
    if said["节"]["文件"]:
        yield Section("有关规范性文件的处理", _counted(map(_document, said["规范性文件"])))
    if said["节"]["办理"]:
        steps = "；".join(_step(step) for step in said["办理"])
        yield Section("办理情况", (Paragraph(f"{steps}。"),))


def _counted(texts: Iterable[str]) -> tuple[Block, ...]:
    return tuple(Paragraph(f"{number}．{text}") for number, text in enumerate(texts, 1))


def _document(one: dict[str, Any]) -> str:
    items = f"（涉及：{one['依据事项']}）" if one["依据事项"] else ""
    return f"{one['名称']}：{one['处理']}{items}。"


def _step(step: dict[str, Any]) -> str:
    return f"{step['步骤']}：" + "，".join(filter(None, (step["日期"], step["机关"], step["文号"])))


def _sums(said: dict[str, Any]) -> Iterator[Block]:
    sums = said["合计"]
    unchanged = f"；另有{sums['不变']}项调整内容，项数不变" if sums["不变"] else ""
    annex = "逐项情况见附件。" if said["附件"]["目录"] else ""
    yield Paragraph(
        f"本次调整涉及{sums['部门数']}个部门的{sums['总数']}项职权。调整前共{sums['原有']}项，"
        f"增加{sums['增加']}项，减少{sums['减少']}项，调整后共{sums['现有']}项{unchanged}。{annex}"
    )
    if not sums["总数"]:
        return
    rows = [
        (
            str(group["类别"]),
            "、".join(f"{kind['名称']}{kind['项数']}项" for kind in group["种类"]),
            str(group["项数"]),
        )
        for group in sums["各类"]
    ]
    rows.append(("合计", f"原有、增加、减少、现有：{sums['算式']}", str(sums["总数"])))
    columns = (
        Column("项数变化", 3, centred=True),
        Column("其中", 10),
        Column("项数", 2.4, centred=True),
    )
    yield Table(columns, tuple(rows))


def _closing(said: dict[str, Any]) -> Iterator[Block]:
    """The list of annexes, the office and the date."""
    for name, title in _ANNEXES.items():
        if number := said["附件"][name]:
            yield Paragraph(f"{'附件：' if number == '1' else '　　　'}{number}．{title}")
    yield Paragraph("")
    yield Paragraph(said["发文机关"], look=Look.SIGNED)
    yield Paragraph(said["成文日期"], look=Look.SIGNED)


def _annexes(said: dict[str, Any]) -> Iterator[Section]:
    made: dict[str, tuple[Block, ...]] = {
        "目录": (_departments(said), _list(said)),
        "对照": (_comparison(said["对照"]),),
        "其他清单": (_comparison(said["其他清单"]),),
    }
    for name, title in _ANNEXES.items():
        if number := said["附件"][name]:
            yield Section(
                f"附件{number}　{title}",
                made[name],
                new_page=number != "1",
                across=True,
                numbered=False,
            )


def _departments(said: dict[str, Any]) -> Table:
    sums = said["合计"]
    kinds = [kind["名称"] for kind in sums["种类"]]
    columns = (
        Column("部门", 5),
        *(Column(name, 2, centred=True) for name in kinds),
        Column("合计", 2, centred=True),
    )
    rows = [
        (one["名称"], *(str(count or "") for count in one["项数"]), str(one["合计"]))
        for one in sums["部门"]
    ]
    whole = ("合计", *(str(kind["项数"]) for kind in sums["种类"]), str(sums["总数"]))
    return Table(columns, (*rows, whole))


def _list(said: dict[str, Any]) -> Table:
    columns = (
        Column("序号", 1.4, centred=True),
        Column("部门", 3),
        Column("事项名称、编码", 8.6),
        Column("调整", 2, centred=True),
        Column("类型和依据", 5.4),
        Column("说明", 4),
        Column("理由", 3),
    )
    return Table(columns, tuple(map(_row, said["事项"])))


def _row(item: dict[str, Any]) -> tuple[str, ...]:
    altered = f"变更：{item['改动']}" if item["改动"] else ""
    return (
        str(item["序号"]),
        item["部门"],
        _lines(item["名称"], item["编码"]),
        item["种类"],
        _lines(item["类型"], item["依据"]),
        _lines(item["去向"], altered),
        item["理由"],
    )


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _comparison(compared: Sequence[dict[str, Any]]) -> Table:
    """Old and new side by side, under a line that names the item."""
    rows: list[tuple[str, ...]] = []
    for one in compared:
        rows.append((one["抬头"],))
        rows += ((part["要素"], part["原"], part["新"]) for part in one["变更"])
    return Table((Column("要素", 4), Column("原", 9), Column("新", 9)), tuple(rows))
