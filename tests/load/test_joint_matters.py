"""joint-matters.yaml: each matter is read for itself."""

from __future__ import annotations

from pathlib import Path

from quanze.load.fmt import format_text, model_of
from quanze.load.loader import Loaded, load
from quanze.load.places import Places
from quanze.load.source import open_register
from quanze.publish.missing import missing

MATTERS = """\
共用:
  统一办理:
    - 《中华人民共和国行政许可法》第二十六条第二款
并联事项:
  - 编码: BL-1
    名称: 开办餐馆一件事
    时限: 25个工作日
    阶段:
      - 名称: 许可
        并联:
          - 事项: "T-1"
          - 事项: "T-1"
            在后: ["T-1"]
          - 名称: 排水许可
            部门: 市住建局
    依据:
      共用: 统一办理
  - 编码: BL-2
    名称: 开办药店一件事
    阶段:
      - 名称: 许可
        并联:
          - 事项: "T-2"
"""


def read(root: Path, text: str) -> Loaded:
    (root / "quanze.yaml").write_text("名称: 示例\n", encoding="utf-8")
    (root / "joint-matters.yaml").write_text(text, encoding="utf-8")
    (root / "departments").mkdir()
    return load(open_register(root))


def test_everything_is_read_with_what_is_written_once(tmp_path: Path) -> None:
    loaded = read(tmp_path, MATTERS)
    assert loaded.findings == ()
    first, second = loaded.register.joint_matters
    assert [str(basis.citation) for basis in first.bases] == [
        "《中华人民共和国行政许可法》第二十六条第二款"
    ]
    assert [*first.items()] == ["T-1", "T-1"]
    assert loaded.register.joint_matters_by_item == {"T-1": (first,), "T-2": (second,)}
    assert second.origin.path == ("并联事项", 1)


def test_a_matter_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    loaded = read(
        tmp_path, MATTERS.replace("    名称: 开办餐馆一件事\n", "    名字: 开办餐馆一件事\n")
    )
    assert [matter.name for matter in loaded.register.joint_matters] == ["开办药店一件事"]
    assert loaded.register.unread == {"joint-matters.yaml"}
    (lost,) = missing(loaded)
    assert lost.name == "并联事项第 1 项（BL-1）"
    place = Places(open_register(tmp_path)).of(lost.first)
    assert (place.file, place.line) == ("joint-matters.yaml", 5)


def test_what_is_shared_and_cannot_be_read_leaves_the_matters(tmp_path: Path) -> None:
    loaded = read(tmp_path, MATTERS.replace("共用:\n  统一办理:\n", "公用:\n  统一办理:\n", 1))
    assert loaded.findings
    assert "开办药店一件事" in [matter.name for matter in loaded.register.joint_matters]


def test_the_layout_puts_the_elements_in_their_order() -> None:
    text = '并联事项:\n  - 名称: 甲事\n    编码: "1"\n    时限: 3日\n    牵头部门: 甲局\n'
    assert format_text(text, model_of("joint-matters.yaml")) == (
        '并联事项:\n  - 编码: "1"\n    名称: 甲事\n    牵头部门: 甲局\n    时限: 3日\n'
    )
