"""The open data says what the lists say, in three formats, and nothing that stays inside."""

from __future__ import annotations

import copy
import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import duckdb
import pytest

from quanze.model.adjustment import AdjustmentRecord
from quanze.model.element import Element
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings
from quanze.publish.notice.differences import differences
from quanze.publish.open_data import open_data_outputs
from quanze.publish.open_data.columns import columns_of
from quanze.publish.open_data.dictionary import columns_told
from quanze.publish.open_data.fields import Kind, fields_of
from quanze.publish.open_data.lists import LISTS
from quanze.publish.open_data.parts import parts_of
from quanze.publish.open_data.paths import csv_path, json_path
from quanze.publish.open_data.private import private_fields
from quanze.publish.open_data.table import ALIKE, Table
from quanze.publish.open_data.tables import TABLES
from quanze.publish.open_data.terms import terms_of
from quanze.publish.outputs import Fingerprints
from tests.publish.conftest import DEPARTMENT, PERMIT, RICH, Lists

Make = Callable[..., Register]
ROOT = Path(__file__).parents[2]
NEVER = ("不该公开", "内部清单.xlsx", "录入人", "填表人")


def files_of(register: Register) -> dict[str, bytes]:
    return {output.path: output.make() for output in open_data_outputs(register, Fingerprints())}


@pytest.fixture(scope="module")
def files(register: Register) -> dict[str, bytes]:
    return files_of(register)


@pytest.fixture(scope="module")
def folder(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(files, tmp_path_factory.mktemp("data"))


def written(files: dict[str, bytes], folder: Path) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def unzipped(data: bytes) -> bytes:
    """The one file in a ZIP."""
    with ZipFile(io.BytesIO(data)) as archive:
        (name,) = archive.namelist()
        return archive.read(name)


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return told_rows(unzipped(data))


def told_rows(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8")
    assert text.startswith("\ufeff"), "Excel reads a CSV file without it in the code page of the PC"
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def parquet_rows(folder: Path, table: str) -> list[dict[str, Any]]:
    place = f"{folder}/data/parquet/{table}/*/*.parquet"
    with duckdb.connect() as connection:
        found = connection.execute(f"FROM read_parquet('{place}', hive_types_autocast = false)")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def json_rows(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(data).decode().splitlines()]


def told(value: Any) -> Any:
    """A value as the register writes it, from a column of Parquet."""
    if value is None or value in ([], {}):
        return None
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else value


class TestParquet:
    def test_it_reads_back_as_the_register(self, register: Register, folder: Path) -> None:
        rows = parquet_rows(folder, "items")

        assert [row["code"] for row in rows] == [str(power.code) for power in register.powers]
        for row, power in zip(rows, register.powers, strict=True):
            data = power.data()
            for field in fields_of(Power):
                if field.kind is None or isinstance(data.get(field.alias), dict):
                    continue
                # What is not written has the model's default.
                default = Power.model_fields[field.name].default
                expected = data.get(field.alias, told(default or None))
                value = told(row[field.name])
                assert value == (
                    str(expected) if field.kind is Kind.TEXT and expected else expected
                )

    def test_numbers_codes_and_answers_have_types(self, folder: Path) -> None:
        (permit, *_) = parquet_rows(folder, "items")

        assert permit["code"] == PERMIT
        assert permit["visits"] == 0
        assert permit["in_hall"] is False
        assert permit["themes"] == ["城市绿化", "工程建设"]
        assert permit["joint_handling_lead"] == "试验市政务服务局"
        assert permit["joint_handling_time_limit_working_days"] == 25
        assert permit["remarks"] == {"省级对应事项": "城市树木砍伐审批"}

    @pytest.mark.parametrize(
        ("written", "amount", "unit", "working_days"),
        [
            ("20个工作日", 20, "工作日", 20),
            ("30日", 30, "日", None),
            ("3个月", 3, "月", None),
            ("当场", None, "当场", None),
            ("20", None, None, None),
            ("法定20日，承诺7日", None, None, None),
        ],
    )
    def test_a_period_has_working_days_only_where_it_says_so(
        self, written: str, amount: int | None, unit: str | None, working_days: int | None
    ) -> None:
        power = Power.model_validate(
            {"编码": "A1", "名称": "试验", "类型": "行政许可", "法定时限": written}
        )
        row = {column.name: column.read([power.__dict__])[0] for column in columns_of(Power)}

        assert row["statutory_limit"] == written
        assert row["statutory_limit_amount"] == amount
        assert row["statutory_limit_unit"] == unit
        assert row["statutory_limit_working_days"] == working_days

    def test_parts_of_an_item_say_whose_they_are(self, folder: Path) -> None:
        bases = [
            row for row in parquet_rows(folder, "bases") if row["sub_item"] == "移植城市树木审批"
        ]
        stage = next(row for row in parquet_rows(folder, "bases") if row["element"] == "责任·依据")
        parts = {row["name"]: row for row in parquet_rows(folder, "sub_items")}

        assert [(row["key"], row["element"], row["articles"]) for row in bases] == [
            (PERMIT, "设定依据", "第二十五条")
        ]
        assert (stage["list_name"], stage["parent"], stage["parent_position"]) == (
            "责任事项",
            "受理责任",
            1,
        )
        assert parts["变更移植方案"]["sub_item"] == "移植城市树木审批"
        assert parts["变更移植方案"]["promised_limit_working_days"] == 3
        assert parts["延期"]["element"] == "业务办理项"

    def test_every_row_within_an_entry_has_its_entry(self, folder: Path) -> None:
        tables = {listed.title: listed.name for listed in LISTS}
        for table in TABLES:
            names = {column.name for column in table.columns}
            if "entry_position" not in names:
                continue
            for row in parquet_rows(folder, table.name):
                listed = tables[row.get("list_name") or table.lists[0].title]
                if listed == "departments":
                    continue
                entry = [
                    one
                    for one in parquet_rows(folder, listed)
                    if (one["department"], one["position"])
                    == (row["department"], row["entry_position"])
                ]
                assert len(entry) == 1

    def test_columns_need_no_quotes_in_sql(self) -> None:
        with duckdb.connect() as connection:
            reserved = {
                word
                for (word,) in connection.execute(
                    "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
                ).fetchall()
            }
        names = {column.name for table in TABLES for column in columns_told(table)}

        assert not names & reserved
        assert all(re.fullmatch("[a-z_]+", name) for name in names)

    def test_the_file_says_its_licence(self, make_register: Make, tmp_path: Path) -> None:
        register = make_register({"名称": "试验市权责清单", "发布": {"许可": "CC BY 4.0"}}, yl=RICH)
        folder = written(files_of(register), tmp_path)
        with duckdb.connect() as connection:
            notes = dict(
                connection.execute(
                    f"SELECT decode(key), decode(value) FROM parquet_kv_metadata("
                    f"'{folder}/data/parquet/items/*/*.parquet')"
                ).fetchall()
            )

        assert notes == {"title": "事项", "register": "试验市权责清单", "licence": "CC BY 4.0"}


class TestDivision:
    @pytest.mark.parametrize(
        ("code", "folder"),
        [
            ("220400", "220400"),
            (" 220400 ", "220400"),
            ("220400000000", "220400000000"),
            (None, "unknown"),
            ("../../etc", "unknown"),
            ("2204", "unknown"),
            ("990400", "unknown"),
        ],
    )
    def test_it_is_never_guessed_and_safe_in_a_path(self, code: str | None, folder: str) -> None:
        register = Register(
            Settings.model_validate({"名称": "试验", **({"行政区划代码": code} if code else {})})
        )
        paths = [path for path in files_of(register) if path.endswith(".parquet")]

        assert {path.split("/")[3] for path in paths} == {f"division={folder}"}
        assert all(
            re.fullmatch(r"data/[a-z0-9_=/.-]+", path) and ".." not in path for path in paths
        )

    def test_it_is_text_where_the_reader_asks_for_text(self, tmp_path: Path) -> None:
        register = Register(Settings.model_validate({"名称": "试验", "行政区划代码": "220400"}))
        lists = DepartmentLists("a", powers=(Power.model_validate({**POOR_POWER}),))
        folder = written(files_of(replace(register, departments=(lists,))), tmp_path)

        assert parquet_rows(folder, "items")[0]["division"] == "220400"


POOR_POWER = {"编码": "A1", "名称": "试验", "类型": "行政许可"}


class TestCsv:
    def test_the_head_is_as_the_register_names_it(self, files: dict[str, bytes]) -> None:
        permit = csv_rows(files["data/csv/items.csv.zip"])[0]

        assert permit["编码"] == PERMIT
        assert permit["部门"] == DEPARTMENT["名称"]
        assert permit["法定时限_单位"] == "工作日"
        assert permit["进驻大厅"] == "否"
        assert permit["主题"] == "城市绿化；工程建设"
        assert permit["备注"] == "省级对应事项：城市树木砍伐审批"

    def test_what_is_the_same_in_every_row_is_told_elsewhere(self, files: dict[str, bytes]) -> None:
        dictionary = json.loads(files["data/dictionary.json"])

        for table in TABLES:
            text = unzipped(files[csv_path(table.name)]).decode("utf-8-sig")
            head = next(csv.reader(io.StringIO(text)))
            assert not {column.title for column in ALIKE} & set(head)
        assert (dictionary["division"], dictionary["licence"]) == ("unknown", "未注明")

    def test_it_has_the_rows_of_parquet(self, files: dict[str, bytes], folder: Path) -> None:
        for table in TABLES:
            rows = csv_rows(files[csv_path(table.name)])
            others = parquet_rows(folder, table.name)
            assert len(rows) == len(others)
            for row, other in zip(rows, others, strict=True):
                for column in table.columns:
                    if column.kind in (Kind.TEXT, Kind.INTEGER):
                        value = other[column.name]
                        assert row[column.title] == ("" if value is None else str(value))

    def test_it_comes_alone_in_a_zip_named_like_it(self, files: dict[str, bytes]) -> None:
        for table in TABLES:
            path = csv_path(table.name)
            with ZipFile(io.BytesIO(files[path])) as archive:
                (entry,) = archive.infolist()
            assert (path, entry.filename) == (
                f"data/csv/{table.name}.csv.zip", f"{table.name}.csv",
            )  # fmt: skip

    def test_the_zip_says_no_time_and_no_system(self, files: dict[str, bytes]) -> None:
        with ZipFile(io.BytesIO(files[csv_path("items")])) as archive:
            (entry,) = archive.infolist()

        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert (entry.create_system, entry.external_attr, entry.compress_type) == (
            3, 0o644 << 16, ZIP_DEFLATED,
        )  # fmt: skip

    @pytest.mark.parametrize("start", ["=1+1", "+8613", "-2+3", "@SUM(A1)", "\t=1", "＝1＋1"])
    def test_no_text_is_run_as_a_formula(self, make_register: Make, start: str) -> None:
        lists = hostile(start)
        rows = csv_rows(files_of(make_register(yl=lists))["data/csv/items.csv.zip"])

        assert rows[0]["名称"].startswith("'")
        assert rows[0]["主题"].startswith("'")
        assert not rows[0]["备注"].startswith(start)


def hostile(text: str) -> Lists:
    lists = copy.deepcopy(RICH)
    power = lists["power.yaml"]["事项"][0]
    power |= {"名称": text, "行使内容": text, "主题": [text], "备注": {text: text}}
    return lists


class TestJsonLines:
    def test_a_line_is_the_item_as_the_register_writes_it(
        self, register: Register, files: dict[str, bytes]
    ) -> None:
        lines = json_rows(files["data/jsonl/items.jsonl.gz"])

        for line, power in zip(lines, register.powers, strict=True):
            head = {key: line.pop(key) for key in ("行政区划代码", "部门", "许可")}
            assert head == {
                "行政区划代码": "unknown",
                "部门": register.lists_of(power).name,
                "许可": "未注明",
            }
            assert line == without_private(power.data())

    def test_every_list_has_its_file(self, register: Register, files: dict[str, bytes]) -> None:
        lists = register.departments
        counts = {
            "items": sum(len(one.powers) for one in lists),
            "duties": sum(len(one.duties) for one in lists),
            "flows": sum(len(one.flows) for one in lists),
            "boundaries": sum(len(one.boundaries) for one in lists),
            "public_services": sum(len(one.public_services) for one in lists),
            "oversight": sum(len(one.oversight) for one in lists),
        }
        assert {
            name: len(json_rows(files[f"data/jsonl/{name}.jsonl.gz"])) for name in counts
        } == counts

    def test_an_entry_has_no_key_of_what_stands_before_it(self) -> None:
        for listed in LISTS:
            keys = {info.alias for info in listed.model.model_fields.values()}
            assert not keys & {"行政区划代码", "部门", "许可"}

    def test_gzip_says_no_name_and_no_time(self, files: dict[str, bytes]) -> None:
        head = files["data/jsonl/items.jsonl.gz"][:10]

        assert head == b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


def without_private(data: dict[str, Any]) -> dict[str, Any]:
    data.pop("来源", None)
    for key in ("录入人", "联系人手机"):
        data.get("备注", {}).pop(key, None)
    return data


def told_of(steps: list[dict[str, str]], **change: Any) -> Register:
    """A register with a record of one change."""
    record = AdjustmentRecord.model_validate(
        {
            "编号": "2026-1",
            "级别": "要素",
            "办理": steps,
            "合计": {"原有": 1, "增加": 0, "减少": 0, "现有": 1},
            "变更": [{"种类": "要素变更", "对象": "A1", "名称": "试验", "级别": "要素", **change}],
        }
    )
    settings = {"名称": "试验", "法规": {"调整": [{"步骤": "批准"}]}}
    return Register(Settings.model_validate(settings), adjustments=(record,))


APPROVED = [{"步骤": "批准", "日期": "2026-06-30"}]
ALTERED = [
    {"要素": "承诺时限", "原": "15个工作日", "新": "10个工作日"},
    {"要素": "备注", "原": {"录入人": "不该公开"}, "新": {"录入人": "也不该", "说明": "新的"}},
    {
        "要素": "设定依据",
        "原": [{"法规": "《甲法》", "条款": "第一条"}],
        "新": [{"法规": "《甲法》", "条款": "第二条"}],
    },
]


class TestAdjustments:
    def test_what_changed_is_told_as_on_the_pages(self, tmp_path: Path) -> None:
        register = told_of(APPROVED, 要素=ALTERED)
        files = files_of(register)
        rows = parquet_rows(written(files, tmp_path), "adjustment_elements")
        (line,) = json_rows(files["data/jsonl/adjustments.jsonl.gz"])

        assert [(row["name"], row["old"], row["new"]) for row in rows] == [
            (one.label, one.old or None, one.new or None)
            for change in register.adjustments[0].changes
            for element in change.elements
            for one in differences(element.name, element.old, element.new)
        ]
        assert rows[0]["old"] == "15个工作日"
        assert {(row["record"], row["parent"], row["parent_position"]) for row in rows} == {
            ("2026-1", "试验", 1)
        }
        assert [one["要素"] for one in line["变更"][0]["要素"]] == [row["name"] for row in rows]

    def test_what_stays_inside_is_in_no_file(self, tmp_path: Path) -> None:
        content = {"编码": "A1", "名称": "试验", "类型": "行政许可", "备注": {"录入人": "不该公开"}}
        files = files_of(told_of(APPROVED, 要素=ALTERED, 内容=content, 原内容=content))
        folder = written(files, tmp_path)

        told = gzip.decompress(files["data/jsonl/adjustments.jsonl.gz"]).decode()
        told += repr([parquet_rows(folder, table.name) for table in TABLES])
        assert not any(word in told for word in (*NEVER, "也不该"))
        assert "新的" in told

    def test_a_draft_is_in_no_file(self) -> None:
        files = files_of(told_of([], 要素=ALTERED))

        assert json_rows(files["data/jsonl/adjustments.jsonl.gz"]) == []
        assert csv_rows(files["data/csv/adjustment_elements.csv.zip"]) == []


class TestPrivate:
    def test_what_stays_inside_is_in_no_file(self, files: dict[str, bytes], folder: Path) -> None:
        texts = [data.decode() for path, data in files.items() if path.endswith((".csv", ".json"))]
        texts += [unzipped(files[csv_path(table.name)]).decode() for table in TABLES]
        texts += [gzip.decompress(files[json_path(listed.name)]).decode() for listed in LISTS]
        texts += [repr(parquet_rows(folder, table.name)) for table in TABLES]
        # The dictionary describes columns; it has none of these either.
        for word in NEVER:
            assert not any(word in text for text in texts)

    def test_no_column_is_made_of_it(self) -> None:
        for table in TABLES:
            for model in table.models:
                names = {column.name for column in columns_of(model)}
                assert not names & set(private_fields(model))


def models_within(model: type[Element], seen: set[type[Element]]) -> set[type[Element]]:
    for field in fields_of(model):
        inner = field.many or field.within
        if inner is not None and inner not in seen:
            if field.many:
                seen.add(inner)
            models_within(inner, seen)
    return seen


def test_every_text_is_a_str() -> None:
    # A cell is written as it is, without asking each of a million what it is.
    for table in TABLES:
        for model in table.models:
            kinds: list[Any] = [
                field.text_type for field in fields_of(model) if field.kind is Kind.TEXT
            ]
            assert all(kind is Any or issubclass(kind, str) for kind in kinds)


class TestDictionary:
    def test_it_has_every_column_of_every_file(self, files: dict[str, bytes], folder: Path) -> None:
        tables = {
            table["name"]: table for table in json.loads(files["data/dictionary.json"])["tables"]
        }

        assert {table["csv"] for table in tables.values()} == {
            f"data/csv/{path.name}" for path in (folder / "data/csv").iterdir()
        }
        for name, table in tables.items():
            head = next(csv.reader(io.StringIO(unzipped(files[table["csv"]]).decode("utf-8-sig"))))
            assert head == [column["title"] for column in table["columns"] if column["in_csv"]]
            assert {column["name"]: column["parquet_type"] for column in table["columns"]} == {
                **parquet_types(folder / table["parquet"]), "division": "VARCHAR",
            }  # fmt: skip
            assert all(column["description"] for column in table["columns"]), name
            assert table["description"]
            assert ".yaml" not in table["description"], name

    def test_it_says_the_licence_and_no_version(self, files: dict[str, bytes]) -> None:
        told = json.loads(files["data/dictionary.json"])

        assert told["licence"] == "未注明"
        assert not {"version", "commit", "date"} & set(told)

    def test_as_csv_it_says_the_same(self, files: dict[str, bytes]) -> None:
        rows = told_rows(files["data/dictionary.csv"])
        tables = json.loads(files["data/dictionary.json"])["tables"]

        assert [(row["表名"], row["列名"], row["列"]) for row in rows] == [
            (table["name"], column["name"], column["title"])
            for table in tables
            for column in table["columns"]
        ]

    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
    def test_columns_are_told_apart(self, table: Table) -> None:
        for model in table.models:
            own = [column.name for column in columns_of(model)]
            assert len(set(own)) == len(own)
        names = [column.name for column in columns_told(table)]
        titles = [column.title for column in columns_told(table)]

        assert len(set(names)) == len(names)
        assert len(set(titles)) == len(titles)

    def test_every_element_of_a_list_has_a_table(self) -> None:
        found: set[type[Element]] = set()
        for listed in LISTS:
            found |= {listed.model} | models_within(listed.model, set())

        # Each stands in one table: the elements within an entry are sorted by their model.
        assert sorted(found, key=repr) == sorted(
            (model for table in TABLES for model in table.models), key=repr
        )


def parquet_types(path: Path) -> dict[str, str]:
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"DESCRIBE FROM read_parquet('{path}', hive_partitioning = false)"
        ).fetchall()
    return {row[0]: row[1] for row in rows}


class TestSameInputSameBytes:
    def test_two_runs_make_the_same_files(
        self, register: Register, files: dict[str, bytes]
    ) -> None:
        assert files_of(register) == files

    def test_the_fingerprint_changes_with_what_is_shown(self, make_register: Make) -> None:
        old, new = (fingerprints(make_register(yl=lists)) for lists in (RICH, hostile("改了")))
        changed = {path for path in old if old[path] != new[path]}

        assert {"data/csv/items.csv.zip", "data/jsonl/items.jsonl.gz"} <= changed
        assert (
            not {"data/csv/duties.csv.zip", "data/jsonl/flows.jsonl.gz", "data/dictionary.json"}
            & changed
        )

    def test_files_of_equal_fingerprint_are_equal(self, make_register: Make) -> None:
        old, new = make_register(yl=RICH), make_register(yl=hostile("改了"))
        before, after = files_of(old), files_of(new)
        first, second = fingerprints(old), fingerprints(new)

        assert all(before[path] == after[path] for path in before if first[path] == second[path])


def fingerprints(register: Register) -> dict[str, str]:
    return {output.path: output.rests_on for output in open_data_outputs(register, Fingerprints())}


class TestHostileTexts:
    @pytest.mark.parametrize(
        "text",
        [
            "'; DROP TABLE items; --",
            '=1+1,"',
            "'=1+1",
            " 空 格 ",
            '"',
            ",",
            "；",
            "a\x00b",
            "\ud800",
            '"\\u0000',
            "行\r\n行",
            "</script>",
            "𠮷\u2028",
        ],
        ids=repr,
    )
    def test_any_text_comes_back_as_it_was(self, text: str, tmp_path: Path) -> None:
        power = Power.model_validate(
            {**POOR_POWER, "名称": text, "主题": [text], "备注": {"说明": text}}
        )
        settings = Settings.model_validate({"名称": text, "发布": {"许可": text}})
        register = Register(settings, (DepartmentLists("a", powers=(power,)),))
        files = files_of(register)
        (row,) = parquet_rows(written(files, tmp_path), "items")
        (line,) = json_rows(files["data/jsonl/items.jsonl.gz"])
        (cells,) = csv_rows(files["data/csv/items.csv.zip"])
        expected = text.encode("utf-8", "replace").decode()

        assert (row["name"], row["themes"], row["remarks"]) == (
            expected,
            [expected],
            {"说明": expected},
        )
        assert line["名称"] == expected
        guard = "'" if text.startswith("=") else ""
        assert cells["名称"] == guard + expected


class TestParts:
    def test_a_large_register_comes_in_parts(
        self, register: Register, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("quanze.publish.open_data.parts.ITEMS_IN_PART", 1)
        parts = files_of(register)
        names = sorted(Path(path).name for path in parts if path.startswith("data/csv/items"))
        rows = [row for name in names for row in csv_rows(parts[f"data/csv/{name}"])]

        assert len(names) == len([one for one in parts_of(register) if one.departments]) > 1
        assert {row["编码"] for row in rows} == {
            row["编码"] for row in csv_rows(files["data/csv/items.csv.zip"])
        }

    def test_a_register_without_items_has_empty_tables(self, tmp_path: Path) -> None:
        folder = written(files_of(Register(Settings.model_validate({"名称": "空"}))), tmp_path)

        for table in TABLES:
            assert parquet_rows(folder, table.name) == []
            assert parquet_types(
                folder / f"data/parquet/{table.name}/division=unknown/part-1.parquet"
            )


def test_the_licence_is_what_the_settings_say() -> None:
    make = partial(Settings.model_validate)

    assert terms_of(Register(make({"名称": "试验"}))).licence == "未注明"
    assert (
        terms_of(Register(make({"名称": "试验", "发布": {"许可": "CC BY 4.0"}}))).licence
        == "CC BY 4.0"
    )
