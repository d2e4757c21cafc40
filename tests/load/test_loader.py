"""A source becomes a register; every problem is a finding at its place, and the rest is still read."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from quanze.load import references
from quanze.load import source as source_module
from quanze.load.layout import held
from quanze.load.loader import Loaded, load
from quanze.load.places import Places
from quanze.load.source import CannotRun, FolderSource, open_register

SETTINGS = "名称: 测试清单\n"
DEPARTMENT = "名称: 甲局\n"
POWER = """\
部门: 甲局
事项:
  - 编码: "001"
    名称: 食品经营许可
    类型: 行政许可
  - 编码: "002"
    名称: 无照经营的处罚
    类型: 行政处罚
"""


def build(root: Path, files: dict[str, str | bytes]) -> FolderSource:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return FolderSource(root)


def register_files(**more: str | bytes) -> dict[str, str | bytes]:
    return {
        "quanze.yaml": SETTINGS,
        "departments/jia/department.yaml": DEPARTMENT,
        "departments/jia/power.yaml": POWER,
    } | {name.replace("__", "/"): content for name, content in more.items()}


def places(source: FolderSource, loaded: Loaded) -> list[str]:
    finder = Places(source)
    return [f"{found.code} {finder.of(found)}" for found in loaded.findings]


def test_a_register_is_read(tmp_path: Path) -> None:
    loaded = load(build(tmp_path, register_files()))
    assert loaded.findings == ()
    assert [power.name for power in loaded.register.powers] == ["食品经营许可", "无照经营的处罚"]
    assert loaded.register.departments[0].name == "甲局"
    assert str(loaded.register.powers[1].origin.file) == "departments/jia/power.yaml"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("部门: 甲局\n事项：\n  - 名称: 乙\n", "F3 departments/jia/power.yaml:2:3"),
        (POWER.encode("gbk"), "F1 departments/jia/power.yaml:1:1"),
        (POWER.encode("utf-16"), "F1 departments/jia/power.yaml:1:1"),
        (b"\xef\xbb\xbf" + POWER.encode(), "F2 departments/jia/power.yaml:1:1"),
        (POWER.replace("食品", "食\u2028品"), "F3 departments/jia/power.yaml:4:10"),
        (POWER.replace('"001"', "1"), "S3 departments/jia/power.yaml:3:9"),
        (POWER.replace("    名称: 食品经营许可\n", ""), "S1 departments/jia/power.yaml:3:5"),
        (POWER.replace("类型: 行政许可", "类形: 行政许可\n    类型: 行政许可"), "S2 departments/jia/power.yaml:5:5"),
        (POWER.replace("类型: 行政许可", "类型: 行政许可\n    监督方式:\n      共用: 没有"), "S4 departments/jia/power.yaml:7:7"),
        (POWER.replace("食品经营许可", "“食品经营许可”"), "F6 departments/jia/power.yaml:4:9"),
        (POWER.replace("    名称: 食", "    \u3000名称: 食"), "S2 departments/jia/power.yaml:4:5"),
        ("- 甲\n- 乙\n", "S3 departments/jia/power.yaml:1:1"),
        ("甲局\n", "S3 departments/jia/power.yaml:1:1"),
    ],
)  # fmt: skip
def test_each_problem_is_found_at_its_place(
    tmp_path: Path, content: str | bytes, expected: str
) -> None:
    source = build(tmp_path, register_files() | {"departments/jia/power.yaml": content})
    assert expected in places(source, load(source))


def test_one_broken_file_is_one_finding_and_the_rest_is_read(tmp_path: Path) -> None:
    files = register_files() | {
        "departments/yi/department.yaml": "名称: 乙局\n",
        "departments/yi/power.yaml": "部门：乙局\n事项:\n  - 编码: 1\n名称 乙\n",
    }
    loaded = load(build(tmp_path, files))
    assert [found.code for found in loaded.findings] == ["F3"]
    assert len(loaded.register.powers) == 2
    assert loaded.register.departments[1].unread == {"power"}


def test_one_broken_entry_does_not_hide_the_others(tmp_path: Path) -> None:
    files = register_files() | {
        "departments/jia/power.yaml": POWER.replace("    类型: 行政许可\n", "")
    }
    loaded = load(build(tmp_path, files))
    assert [(found.code, found.item) for found in loaded.findings] == [("S1", "001")]
    assert [str(power.code) for power in loaded.register.powers] == ["002"]
    assert "001" in loaded.register.departments[0].unread


def test_shared_contents_stand_where_they_are_referred_to(tmp_path: Path) -> None:
    power = """\
部门: 甲局
共用:
  热线:
    - 名称: 电话
      地址: "12345"
事项:
  - 编码: "001"
    名称: 食品经营许可
    类型: 行政许可
    监督方式:
      共用: 热线
    救济渠道:
      共用: 救济
"""
    settings = SETTINGS + "共用:\n  救济: 六十日内申请行政复议\n"
    loaded = load(
        build(
            tmp_path,
            register_files() | {"departments/jia/power.yaml": power, "quanze.yaml": settings},
        )
    )
    assert loaded.findings == ()
    (item,) = loaded.register.powers
    assert item.supervision[0].address == "12345"
    assert item.remedy == "六十日内申请行政复议"


def test_a_reference_may_be_written_in_escapes(tmp_path: Path) -> None:
    escaped = "".join(f"\\u{ord(c):04x}" for c in "共用")
    power = POWER.replace(
        "类型: 行政许可", f'类型: 行政许可\n    救济渠道:\n      "{escaped}": 救济'
    )
    settings = SETTINGS + "共用:\n  救济: 六十日内申请行政复议\n"
    files = register_files(**{"quanze.yaml": settings, "departments/jia/power.yaml": power})
    loaded = load(build(tmp_path, files))
    assert loaded.findings == ()
    assert loaded.register.powers[0].remedy == "六十日内申请行政复议"


def test_a_list_may_be_a_folder_of_files(tmp_path: Path) -> None:
    files = register_files() | {
        "departments/jia/power/003.yaml": '部门: 甲局\n事项:\n  - 编码: "003"\n    名称: 丙\n    类型: 行政检查\n'
    }
    loaded = load(build(tmp_path, files))
    assert loaded.findings == ()
    assert [str(power.code) for power in loaded.register.powers] == ["001", "002", "003"]


def test_a_file_in_the_wrong_place_is_named(tmp_path: Path) -> None:
    source = build(
        tmp_path, register_files() | {"power.yaml": POWER, "departments/jia/powers.yaml": POWER}
    )
    assert places(source, load(source)) == [
        "F4 departments/jia/powers.yaml:1:1",
        "F4 power.yaml:1:1",
    ]


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("a: b\n", encoding="utf-8")
    source = build(tmp_path / "register", register_files())
    try:
        (tmp_path / "register" / "departments" / "link").symlink_to(outside)
    except OSError:
        pytest.skip("this system does not allow links")
    assert not [path for path in source.files() if "secret" in path]


def test_a_folder_without_settings_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"quanze\.yaml"):
        open_register(tmp_path)
    with pytest.raises(CannotRun, match="找不到文件夹"):
        open_register(tmp_path / "没有")


def test_a_fault_in_the_settings_voids_no_more_than_itself(tmp_path: Path) -> None:
    waiver = '    - {规则: A1, 事项: "001", 理由: 待批复, 到期: 2027-06-30}\n'
    settings = (
        SETTINGS
        + "层次: 市级\n规则:\n  级别: {B9: 提示}\n  豁免:\n"
        + waiver
        + waiver.replace("2027-06-30", "明年")
        + waiver.replace("001", "002")
    )
    loaded = load(build(tmp_path, register_files() | {"quanze.yaml": settings}))
    assert sorted(found.code for found in loaded.findings) == ["S2", "S3"]
    read = loaded.register.settings
    assert (read.name, list(read.rules.levels)) == ("测试清单", ["B9"])
    assert [waiver.item for waiver in read.rules.waivers] == ["001", "002"]


def test_many_faults_in_the_settings_are_dropped_together(tmp_path: Path) -> None:
    bad = "    - {规则: A1, 事项: x, 理由: y, 到期: 某天}\n" * 3000
    good = "    - {规则: A1, 事项: z, 理由: y, 到期: 2027-06-30}\n"
    settings = f"{SETTINGS}规则:\n  豁免:\n{bad}{good}"
    loaded = load(build(tmp_path, register_files() | {"quanze.yaml": settings}))
    assert len(loaded.findings) == 3000
    assert [waiver.item for waiver in loaded.register.settings.rules.waivers] == ["z"]


def test_a_full_width_blank_before_a_key_is_named(tmp_path: Path) -> None:
    power = POWER.replace("    名称: 食", "    \u3000名称: 食")
    (unknown,) = (
        found
        for found in load(
            build(tmp_path, register_files() | {"departments/jia/power.yaml": power})
        ).findings
        if found.code == "S2"
    )
    assert "全角空格" in unknown.mend


def test_a_line_with_two_bases_asks_for_two_entries(tmp_path: Path) -> None:
    power = POWER.replace(
        "类型: 行政许可", "类型: 行政许可\n    设定依据:\n      - 《甲法》第一条；《乙法》第二条"
    )
    files = register_files() | {"departments/jia/power.yaml": power}
    (wrong,) = load(build(tmp_path, files)).findings
    assert wrong.code == "S3"
    assert "2 条依据" in wrong.message


SHARED = """\
部门: 甲局
共用:
  电话: ["12345"]
  循环:
    - 共用: 循环
事项:
  - 编码: "001"
    名称: 食品经营许可
    类型: 行政许可
    监督方式: {共用: 电话}
"""


def test_shared_contents_refer_to_nothing(tmp_path: Path) -> None:
    """So they can neither go in circles nor grow with every step."""
    source = build(tmp_path, register_files() | {"departments/jia/power.yaml": SHARED})
    loaded = load(source)
    found = [f"{f.code} {Places(source).of(f)}" for f in loaded.findings if f.code == "S4"]
    assert found == ["S4 departments/jia/power.yaml:5:7"]
    assert len(loaded.register.powers[0].supervision) == 1


def test_shared_contents_repeated_without_measure_are_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "MAX_WEIGHT", 2_000)
    lines = "".join(f"    - 电话{number}\n" for number in range(10))
    items = "".join(
        f'  - 编码: "{number:03}"\n    名称: 甲\n    类型: 行政许可\n    监督方式: {{共用: 热线}}\n'
        for number in range(5)
    )
    text = f"部门: 甲局\n共用:\n  热线:\n{lines}事项:\n{items}"
    loaded = load(build(tmp_path, register_files() | {"departments/jia/power.yaml": text}))
    assert [found.code for found in loaded.findings] == ["S4"]
    assert "展开后太大" in loaded.findings[0].message
    assert [str(power.code) for power in loaded.register.powers] == ["000"]
    assert "004" in loaded.register.departments[0].unread


def test_the_shared_contents_of_a_part_are_its_own(tmp_path: Path) -> None:
    part = '部门: 甲局\n事项:\n  - 编码: "{0}"\n    名称: 丙\n    类型: 行政检查\n    监督方式: {{共用: 电话}}\n'
    files = register_files() | {
        "departments/jia/power/003.yaml": part.format("003") + '共用:\n  电话: ["12345"]\n',
        "departments/jia/power/004.yaml": part.format("004"),
    }
    source = build(tmp_path, files)
    assert "S4 departments/jia/power/004.yaml:6:11" in places(source, load(source))


@pytest.mark.parametrize(
    ("path", "holds"),
    [
        ("departments/a/power.yaml", ("a", "power")),
        ("departments/a/power/1.yaml", ("a", "power")),
        ("departments/a/department.yaml", ("a", "department")),
        ("departments/a/department/1.yaml", None),
        ("departments/a/power.yaml/1.yaml", None),
        ("departments/a/power/b/1.yaml", None),
        ("departments/a/power.yml", None),
        ("departments/power.yaml", None),
        ("power.yaml", None),
    ],
)
def test_the_path_of_a_file_tells_what_it_holds(
    path: str, holds: tuple[str, str] | None, tmp_path: Path
) -> None:
    assert held(path) == holds
    if holds is None:
        source = build(tmp_path, register_files() | {path: POWER})
        if not (tmp_path / "departments/jia/department.yaml").exists():
            return
        found = [f.origin.file for f in load(source).findings if f.code == "F4"]
        assert found == [path]


@pytest.mark.parametrize("name", ["一\n二", "\x1b[31m红", "一\u3000二", "\udcff"])
def test_a_name_that_cannot_be_shown_is_told_in_escapes(name: str, tmp_path: Path) -> None:
    source = build(tmp_path, register_files())
    try:
        (tmp_path / "departments/jia" / f"{name}.yaml").write_text("a: b", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this system does not allow such names")
    (found,) = load(source).findings
    assert found.code == "F4"
    assert str(Places(source).of(found)).isprintable()
    assert found.fingerprint


def test_a_file_is_read_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "MAX_FILE_BYTES", 2**20)
    source = build(tmp_path, register_files())
    (tmp_path / "departments/jia/power.yaml").write_bytes(POWER.encode() + b"#" * 2**20)
    assert [(f.code, f.message) for f in load(source).findings] == [("F3", "文件超过 1 MB")]
    with pytest.raises(OSError, match="1 MB"):
        source.read("departments/jia/power.yaml")


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    source = build(tmp_path, register_files())
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes with names")
    os.mkfifo(tmp_path / "departments/jia/duty.yaml")
    assert "departments/jia/duty.yaml" not in [*source.files()]


def test_thousands_of_unknown_keys_cost_no_more_than_their_number(tmp_path: Path) -> None:
    keys = "".join(f"    键{number}: 1\n" for number in range(5000))
    text = POWER.replace("    类型: 行政许可\n", "    类型: 行政许可\n" + keys)
    source = build(tmp_path, register_files() | {"departments/jia/power.yaml": text})
    started = time.process_time()
    assert len(load(source).findings) == 5000
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("quanze.yaml", ["S1 quanze.yaml:1:1"]),
        ("departments/jia/department.yaml", ["S1 departments/jia/department.yaml:1:1"]),
        ("departments/jia/power.yaml", ["S1 departments/jia/power.yaml:1:1"]),
    ],
)
@pytest.mark.parametrize("content", ["", "# 只有注释\n"])
def test_an_empty_file_lacks_what_must_be_there(
    tmp_path: Path, path: str, expected: list[str], content: str
) -> None:
    source = build(tmp_path, register_files() | {path: content})
    assert places(source, load(source)) == expected


def test_a_missing_shared_text_is_one_finding(tmp_path: Path) -> None:
    power = POWER.replace("类型: 行政许可", "类型: 行政许可\n    监督方式:\n      共用: 没有")
    source = build(tmp_path, register_files() | {"departments/jia/power.yaml": power})
    assert [found.code for found in load(source).findings] == ["S4"]


@pytest.mark.parametrize("name", ["power.yaml.txt", "power.yml", "power.YAML"])
def test_a_file_with_another_ending_is_named_with_the_right_one(tmp_path: Path, name: str) -> None:
    files = register_files() | {f"departments/yi/{name}": POWER}
    (wrong,) = load(build(tmp_path, files)).findings
    assert (wrong.code, wrong.origin.file) == ("F4", f"departments/yi/{name}")
    assert "power.yaml" in wrong.mend
