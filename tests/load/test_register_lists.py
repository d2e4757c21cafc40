"""regulations.yaml, negative-list.yaml, delegations/*.yaml: each entry is read for itself."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from quanze.load.fmt import format_text, model_of
from quanze.load.loader import Loaded, load
from quanze.load.places import Places
from quanze.load.source import open_register
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import DelegationMode, Stage
from quanze.model.negative_list import NegativeList
from quanze.model.regulation import RegulationList
from quanze.publish.missing import missing
from quanze.rules.coverage import Coverage
from quanze.rules.engine import judge

REGULATIONS = """\
共用:
  食品安全法:
    - 《中华人民共和国食品安全法》第三十五条
配套制度:
  - 名称: 《食品经营许可工作规程》
    统一编号: "LYZD-2026-001"
    适用事项: ["T-1", "T-2"]
    依据:
      共用: 食品安全法
    统一公布: {日期: 2026年3月13日, 载体: 门户网站}
  - 名称: 《监督检查规程》
    适用事项: ["T-2"]
议事协调机构:
  - 名称: 市食品安全委员会
    牵头部门: 市市场监督管理局
    成员单位: [市教育局, {部门: 市卫生健康委员会, 职责: 食源性疾病监测}]
"""
NEGATIVE = """\
名称: 示例市投资项目负面清单
核准事项: ["T-1"]
条目:
  - 行业: 制造业
    大类: 烟草制品业
    项目: 开办烟草制品生产企业
    管理措施: 许可
    相关事项: ["T-1"]
  - 行业: 采矿业
    项目: 占用林地采石
    管理措施: 禁止
"""
BATCH = """\
编号: "2026-1"
标题: 委托示例县办理
方式: 委托
放权部门: 市林业局
责任:
  共用: 委托责任
承接主体:
  - 名称: 示例县林业局
    性质: 行政机关
事项:
  - 编码: "T-1"
    名称: 林木采伐许可
    承接: [示例县林业局]
  - 编码: "T-2"
    名称: 林木种子检查
    方式: 下放
    承接: [{主体: 示例县林业局, 编码: "X-2"}]
办理:
  - 步骤: 决定
    日期: 2026年7月31日
共用:
  委托责任: 由委托机关承担
"""
FILES = {
    "regulations.yaml": REGULATIONS,
    "negative-list.yaml": NEGATIVE,
    "delegations/2026-1.yaml": BATCH,
}


def read(root: Path, **changed: str) -> Loaded:
    """Load a register with the files, some of them changed; the key is the beginning of the path."""
    (root / "quanze.yaml").write_text("名称: 示例\n", encoding="utf-8")
    for path, text in FILES.items():
        place = root / path
        place.parent.mkdir(exist_ok=True)
        key = path.split(".")[0].split("/")[0].replace("-", "_")
        place.write_text(changed.get(key, text), encoding="utf-8")
    return load(open_register(root))


def found(root: Path, loaded: Loaded) -> list[str]:
    places = Places(open_register(root))
    return [f"{one.code} {places.of(one)}" for one in loaded.findings]


def test_everything_is_read_and_indexed_by_item(tmp_path: Path) -> None:
    loaded = read(tmp_path)
    register = loaded.register
    assert loaded.findings == ()
    assert register.unread == frozenset()
    assert {code: [rule.name for rule in rules] for code, rules in register.regulations_by_item.items()} == {
        "T-1": ["《食品经营许可工作规程》"],
        "T-2": ["《食品经营许可工作规程》", "《监督检查规程》"],
    }  # fmt: skip
    assert [member.department for member in register.coordinating_bodies[0].members] == [
        "市教育局", "市卫生健康委员会",
    ]  # fmt: skip
    assert [entry.project for entry in register.negative_entries_by_item["T-1"]] == [
        "开办烟草制品生产企业"
    ]
    assert {code: [item.name for _, item in given] for code, given in register.delegations_by_item.items()} == {
        "T-1": ["林木采伐许可"], "T-2": ["林木种子检查"], "X-2": ["林木种子检查"],
    }  # fmt: skip


def test_shared_contents_are_put_in_place(tmp_path: Path) -> None:
    register = read(tmp_path).register
    (basis,) = register.regulations[0].bases
    assert basis.law == "《中华人民共和国食品安全法》"
    assert register.delegations[0].responsibility == "由委托机关承担"


def test_dates_may_be_written_as_in_documents(tmp_path: Path) -> None:
    register = read(tmp_path).register
    publication = register.regulations[0].publication
    assert publication is not None
    assert publication.date == datetime.date(2026, 3, 13)
    assert register.delegations[0].events[0].date == datetime.date(2026, 7, 31)
    assert register.delegations[0].events[0].stage is Stage.DECISION


def test_an_item_has_its_own_mode_or_the_batches(tmp_path: Path) -> None:
    (batch,) = read(tmp_path).register.delegations
    assert [batch.mode_of(item) for item in batch.items] == [
        DelegationMode.ENTRUSTED,
        DelegationMode.DEVOLVED,
    ]


@pytest.mark.parametrize(
    ("changed", "told", "names"),
    [
        pytest.param(
            {"regulations": REGULATIONS.replace("  - 名称: 《监督", "  - 制度: 《监督")},
            ["S1 regulations.yaml:11:5", "S2 regulations.yaml:11:5"],
            [("配套制度第 2 项", True)],
            id="a regulation without a name",
        ),
        pytest.param(
            {"negative_list": NEGATIVE.replace("管理措施: 禁止", "管理措施: 不准")},
            ["S3 negative-list.yaml:11:11"],
            [("条目第 2 项", True)],
            id="an entry with an unknown measure",
        ),
        pytest.param(
            {"delegations": BATCH.replace('    名称: 林木采伐许可\n', "")},
            ["S1 delegations/2026-1.yaml:11:5"],
            [("事项第 1 项（T-1）", True)],
            id="an item without a name",
        ),
        pytest.param(
            {"delegations": BATCH.replace("标题: 委托", "名称: 委托")},
            ["S1 delegations/2026-1.yaml:1:1", "S2 delegations/2026-1.yaml:2:1"],
            [("赋权批次", False)],
            id="a batch without a title",
        ),
        pytest.param(
            {"negative_list": "- 制造业\n"},
            ["S3 negative-list.yaml:1:1"],
            [("投资项目负面清单", False)],
            id="a list where a head should be",
        ),
        pytest.param(
            {"regulations": "配套制度: [\n"},
            ["F3 regulations.yaml:2:1"],
            [("配套制度清单", False)],
            id="no YAML",
        ),
    ],
)  # fmt: skip
def test_one_fault_is_told_and_the_rest_is_read(
    changed: dict[str, str], told: list[str], names: list[tuple[str, bool]], tmp_path: Path
) -> None:
    loaded = read(tmp_path, **changed)
    assert found(tmp_path, loaded) == told
    assert [(one.name, one.is_entry) for one in missing(loaded)] == names
    assert loaded.register.unread == {loaded.findings[0].origin.file}
    assert not judge(
        (), Coverage.of(loaded), Places(open_register(tmp_path)), datetime.date.today()
    ).complete


def test_a_broken_entry_leaves_the_places_of_the_others(tmp_path: Path) -> None:
    register = read(tmp_path, delegations=BATCH.replace("    名称: 林木采伐许可\n", "")).register
    (item,) = register.delegations[0].items
    assert (item.name, item.origin.path) == ("林木种子检查", ("事项", 1))


def test_regulations_are_read_although_something_else_stands_beside_them(tmp_path: Path) -> None:
    loaded = read(tmp_path, regulations="制度清单: 1\n" + REGULATIONS)
    assert [one.code for one in loaded.findings] == ["S2"]
    assert len(loaded.register.regulations) == 2


def test_an_unknown_key_has_a_mend(tmp_path: Path) -> None:
    (one,) = read(tmp_path, negative_list=NEGATIVE.replace("大类", "大类别")).findings
    assert "是不是“大类”" in one.mend


def test_texts_of_these_lists_are_texts_of_the_register(tmp_path: Path) -> None:
    register = read(tmp_path).register
    for text in ("食源性疾病监测", "占用林地采石", "委托示例县办理", "林木种子检查"):
        ((element, path),) = register.texts[text]
        assert element.origin.at(*path).file in FILES


def test_a_file_elsewhere_in_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "delegations" / "旧").mkdir(parents=True)
    (tmp_path / "delegations" / "旧" / "a.yaml").write_text(BATCH, encoding="utf-8")
    assert [one.code for one in read(tmp_path).findings] == ["F4"]


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("regulations.yaml", RegulationList),
        ("negative-list.yaml", NegativeList),
        ("delegations/2026-1.yaml", Delegation),
    ],
)
def test_the_canonical_layout_is_that_of_the_model(path: str, model: type) -> None:
    assert model_of(path) is model
    text = format_text(FILES[path], model_of(path))
    assert format_text(text, model_of(path)) == text
