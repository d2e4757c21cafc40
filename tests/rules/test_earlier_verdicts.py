"""What earlier runs found is used again only where nothing that it was made of has changed."""

from __future__ import annotations

import datetime
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import quanze
from quanze.law.texts import texts_of
from quanze.load import verdict_store
from quanze.load.loader import load_settings
from quanze.load.processes import Opening
from quanze.load.source import FolderSource, open_register
from quanze.load.verdict_store import SWITCH, VerdictStore, open_store
from quanze.rules import earlier
from quanze.rules.examine import Examined, examine
from quanze.rules.frame import Terms, read_frame
from quanze.rules.stages import Stages
from quanze.rules.workers import examined_apart
from tests.rules.test_examine import told

TODAY = datetime.date(2026, 11, 22)

POWER = """部门: {name}
事项:
  - 编码: "{code}"
    名称: {power}
    类型: {type}
    行使主体: {body}
    法定时限: {limit}
"""


def power(
    name: str, code: str, power: str, type_: str = "行政许可", limit: str = "20个工作日"
) -> str:
    return POWER.format(name=name, code=code, power=power, type=type_, body=name, limit=limit)


VARIANTS: dict[str, tuple[str | None, ...]] = {
    "quanze.yaml": (
        "名称: 示例市权责清单\n层级: 市级\n地区: 示例市\n",
        "名称: 示例市权责清单\n层级: 县级\n清单日期: 2020-06-30\n规则:\n  级别:\n    A1: 关闭\n",
    ),
    "departments/a/department.yaml": ("名称: 市林业局\n", "名称: 市林草局\n曾用名: [市林业局]\n", None),
    "departments/b/department.yaml": ("名称: 市水务局\n", "名称: 市水利局\n简称: 水务局\n"),
    "departments/a/power.yaml": (
        power("市林业局", "T-a-XK-0001", "林木采伐许可"),
        power("市林业局", "T-b-XK-0001", "取水许可"),
        power("市林业局", "T-a-XK-0001", "林木采伐许可", limit="2小时"),
        "部门: 市林业局\n事项: [",
        None,
    ),
    "departments/b/power.yaml": (
        power("市水务局", "T-b-XK-0001", "取水许可"),
        power("市水务局", "T-b-XK-0001", "取水许可", "行政处罚"),
    ),
    "departments/b/duty.yaml": (
        None,
        '部门: 市水务局\n责任事项:\n  - 事项: "T-b-XK-0001"\n    责任:\n      - 依法做好相关工作。\n',
        '部门: 市水务局\n责任事项:\n  - 事项: "T-b-XK-0009"\n    责任:\n      - 依法受理。\n',
    ),
    "departments/b/boundary.yaml": (
        None,
        "部门: 市水务局\n职责边界:\n  - 管理事项: 河道采砂\n    相关事项: [T-a-XK-0001]\n    部门分工:\n"
        "      - 部门: 市水务局\n        角色: 牵头\n        分工: 负责许可。\n"
        "      - 部门: 市林业局\n        分工: 负责“林木采伐许可”。\n",
    ),
    "references/取消.yaml": (
        None,
        "种类: 取消事项\n名称: 取消的事项\n日期: 2019-01-01\n事项:\n  - 名称: 林木采伐许可\n    类型: 行政许可\n",
    ),
    "adjustments/2026-1.yaml": (None, '编号: "2026-1"\n级别: 实质性\n变更: []\n'),
}  # fmt: skip
"""File -> what may stand in it; None: it is not there."""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[VerdictStore]:
    monkeypatch.setenv(SWITCH, str(tmp_path / "kept"))
    with open_store() as opened:
        assert opened is not None
        yield opened


def write(root: Path, path: str, text: str | None) -> None:
    if text is None:
        (root / path).unlink(missing_ok=True)
    else:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def begin(root: Path) -> Path:
    for path, variants in VARIANTS.items():
        write(root, path, variants[0])
    return root


def run(root: Path, kept: VerdictStore | None, stages: Stages | None = None) -> Examined:
    source = open_register(root)
    terms = Terms(TODAY, texts=texts_of(load_settings(source)[0], root, packaged=False))
    return examine(source, terms, store=kept, stages=stages)


def same(one: Examined, other: Examined) -> bool:
    return (
        Counter(map(told, one.findings)) == Counter(map(told, other.findings))
        and one.coverage == other.coverage
        and sorted(one.positions, key=str) == sorted(other.positions, key=str)
    )


edits = st.lists(
    st.sampled_from([(path, text) for path, texts in VARIANTS.items() for text in texts]),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(edits)
def test_whatever_is_edited_it_says_what_a_fresh_run_says(
    changes: list[tuple[str, str | None]],
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setenv(SWITCH, str(Path(folder) / "kept"))
        root = begin(Path(folder) / "register")
        with open_store() as kept:
            assert same(run(root, kept), run(root, None))
            for path, text in changes:
                write(root, path, text)
                assert same(run(root, kept), run(root, None))


def test_only_the_department_that_changed_is_examined(store: VerdictStore, tmp_path: Path) -> None:
    root = begin(tmp_path / "register")
    run(root, store)
    write(root, "departments/a/power.yaml", VARIANTS["departments/a/power.yaml"][2])
    stages = Stages()
    run(root, store, stages)
    assert stages.known["找以前检查过的"].count == 1
    assert stages.known["读取"].count == 1


def test_lines_that_moved_are_told_where_they_are_now(store: VerdictStore, tmp_path: Path) -> None:
    """A comment changes no outline: what was found between departments holds, but stands elsewhere."""
    root = begin(tmp_path / "register")
    twice = VARIANTS["departments/a/power.yaml"][1] or ""
    write(root, "departments/a/power.yaml", twice)
    assert "B1" in {one.code for one in run(root, store).findings}
    write(root, "departments/a/power.yaml", f"# 一行说明\n{twice}")
    write(
        root, "departments/b/power.yaml", f"# 一行说明\n{VARIANTS['departments/b/power.yaml'][0]}"
    )
    assert same(run(root, store), run(root, None))


def test_what_was_found_between_departments_is_not_searched_for_again(
    store: VerdictStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = begin(tmp_path / "register")
    write(root, "departments/a/power.yaml", VARIANTS["departments/a/power.yaml"][1])
    first = run(root, store)
    assert "B1" in {one.code for one in first.findings}
    monkeypatch.setattr(verdict_store, "_settled", lambda _state, _read: True)
    opened: list[str] = []
    read = FolderSource.read

    def seen(self: FolderSource, path: str) -> bytes:
        opened.append(path)
        return read(self, path)

    monkeypatch.setattr(FolderSource, "read", seen)
    assert same(run(root, store), first)
    assert {path for path in opened if not path.endswith("department.yaml")} == {"quanze.yaml"}


def test_where_nothing_changed_no_list_is_read(
    store: VerdictStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = begin(tmp_path / "register")
    first = run(root, store)
    stages = Stages()
    assert same(run(root, store, stages), first)
    assert stages.known["找以前检查过的"].count == 2
    assert "读取" not in stages.known
    # A file that is as it was is not read again to know its contents.
    monkeypatch.setattr(verdict_store, "_settled", lambda _state, _read: True)
    monkeypatch.setattr(FolderSource, "read", lambda *_: pytest.fail("it was read"))
    assert store.identities(FolderSource(root)) is not None


def test_a_file_just_written_is_read_again(store: VerdictStore, tmp_path: Path) -> None:
    root = begin(tmp_path / "register")
    source = FolderSource(root)
    before = store.identities(source)
    write(root, "departments/b/power.yaml", (VARIANTS["departments/b/power.yaml"][0] or "").replace("取水", "排水"))  # fmt: skip
    after = store.identities(source)
    assert before is not None and after is not None
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"departments/b/power.yaml"}


def test_another_quanze_examines_anew(
    store: VerdictStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = begin(tmp_path / "register")
    run(root, store)
    monkeypatch.setattr(earlier, "made_by", lambda *_: b"another")
    stages = Stages()
    run(root, store, stages)
    assert stages.known["找以前检查过的"].count == 0


def test_all_that_judges_is_known_by_its_contents() -> None:
    """What the rules import, and the tables that they read, is among what a verdict is made by."""
    names = "sorted({m.split('.')[1] for m in sys.modules if m.startswith('quanze.')})"
    told = f"import sys, quanze.rules.examine, quanze.data; print(*{names})"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    root = Path(quanze.__file__).parent
    packages = {name for name in done.stdout.split() if (root / name).is_dir()}
    assert packages == set(earlier._LAYERS)


def test_another_day_is_another_judgement(store: VerdictStore, tmp_path: Path) -> None:
    root = begin(tmp_path / "register")
    source = open_register(root)
    for day in (TODAY, datetime.date(2015, 1, 1)):
        stages = Stages()
        kept = examine(source, Terms(day), store=store, stages=stages)
        assert stages.known["找以前检查过的"].count == 0
        assert same(kept, examine(source, Terms(day)))


def test_a_file_that_is_none_of_ours_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, str(tmp_path))
    (tmp_path / "verdicts-1.sqlite").write_bytes(b"something else" * 100)
    with open_store() as opened:
        assert opened is not None
        opened.put({b"key": b"value"})
        assert opened.get([b"key"]) == {b"key": b"value"}


def test_what_cannot_be_kept_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = begin(tmp_path / "register")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(SWITCH, str(tmp_path / "file"))
    with open_store() as none:
        assert none is None
    monkeypatch.setenv(SWITCH, "")
    with open_store() as none:
        assert none is None
    base = sqlite3.connect(":memory:")  # a base without the tables
    assert same(run(root, VerdictStore(base)), run(root, None))


def test_processes_find_the_same(tmp_path: Path) -> None:
    root = begin(tmp_path / "register")
    here = run(root, None)
    frame = read_frame(open_register(root), Terms(TODAY))
    found = dict(examined_apart(frame, Opening(root), Terms(TODAY), ["a", "b"], 2))
    listed = [told(one) for one in here.findings if one.origin.file.startswith("departments/")]
    apart = Counter(told(one) for verdict in found.values() for one in verdict.told.findings)
    assert apart and not apart - Counter(listed)
