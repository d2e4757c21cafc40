"""Reading only what differs says the same as reading everything."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanze.diff.changes import Change, Changes
from quanze.diff.match import changes_between
from quanze.diff.records import declarations
from quanze.diff.versions import compare_versions, readable
from quanze.load.differing import Differing
from quanze.load.loader import Loaded
from quanze.load.source import CannotRun, Source
from quanze.load.verdict_store import SWITCH
from quanze.load.versions import Version
from quanze.model.element import Origin
from quanze.model.register import Register
from tests.diff.registers import Files, Texts, told, version
from tests.diff.worlds import World, edited

SLOW = settings(suppress_health_check=[HealthCheck.too_slow])


def fully(old: Version, new: Version) -> Changes:
    """Compare two versions that are read whole."""
    before, after = readable(old).register, readable(new).register
    known = {record.number for record in before.adjustments}
    newer = [record for record in after.adjustments if record.number not in known]
    return changes_between(before, after, declarations(newer))


def origins(changes: Changes) -> Iterator[tuple[Origin | None, Origin | None]]:
    for change in changes.changes:
        old, new = change.old, change.new
        yield old.origin if old else None, new.origin if new else None


def written(world: World, *, split: bool) -> Version:
    return Version("x", Texts(world.files(split=split)))


@SLOW
@given(edited(), st.booleans(), st.booleans())
def test_both_ways_of_reading_say_the_same(
    pair: tuple[World, World], split_before: bool, split_after: bool
) -> None:
    old, new = written(pair[0], split=split_before), written(pair[1], split=split_after)
    fast, full = compare_versions(old, new), fully(old, new)
    assert fast == full
    assert list(origins(fast)) == list(origins(full))


class Identified:
    """A source whose contents have ids, as those of a git revision; it remembers what was read of it."""

    def __init__(self, whole: Source) -> None:
        self._whole = whole
        contents = {path: whole.read(path) for path in whole.files()}
        self.ids = {path: _identity(content) for path, content in contents.items()}
        self.seen: set[str] = set()

    def files(self) -> Iterator[str]:
        """Go through the paths."""
        return iter(self.ids)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        self.seen.add(path)
        return self._whole.read(path)


def _identity(content: bytes) -> bytes:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest().encode()


def identified(asked: Version) -> Version:
    return Version(asked.label, Identified(asked.source))


@SLOW
@given(edited(), st.booleans(), st.booleans())
def test_what_earlier_runs_kept_says_the_same(
    pair: tuple[World, World], split_before: bool, split_after: bool
) -> None:
    old, new = written(pair[0], split=split_before), written(pair[1], split=split_after)
    full = fully(old, new)
    for _ in ("worked out", "kept"):
        fast = compare_versions(identified(old), identified(new))
        assert fast == full
        assert list(origins(fast)) == list(origins(full))


POWERS = """部门: 甲局
共用:
  窗: 一楼
事项:
  # 第一项
  - 编码: "A1"
    名称: 甲
    类型: 行政许可
    办理地点: {共用: 窗}
  - 编码: "B1"
    名称: 乙
    类型: 行政许可
  - 编码: "C1"
    名称: 丙
    类型: 行政许可
"""
DUTIES = """部门: 甲局
责任事项:
  - 事项: "A1"
    责任: [受理]
  - 事项: "B1"
    责任: [受理]
事中事后监管:
  - 名称: 抽查
    适用事项: ["C1"]
"""
FLOWS = """部门: 甲局
流程:
  - 名称: 一般
    适用事项: ["B1"]
    步骤: [{编号: 1, 名称: 受理, 角色: 窗口}]
"""
OTHER = POWERS.replace("甲局", "乙局").replace('1"', '2"')
FILES = {
    "甲/power": POWERS,
    "甲/duty": DUTIES,
    "甲/flow": FLOWS,
    "乙/power": OTHER,
    "乙/duty": DUTIES.replace("甲局", "乙局").replace('1"', '2"'),
}


def edit(path: str, old: str, new: str) -> Files:
    assert old in FILES[path]
    return {**FILES, path: FILES[path].replace(old, new)}


READ = [
    ("nothing differs", FILES, ""),
    ("an entry", edit("甲/power", "名称: 乙", "名称: 丁"), "B1"),
    ("an entry that is gone: what names it", {**FILES, "甲/power": POWERS.replace(POWERS[POWERS.index('  - 编码: "B1'):POWERS.index('  - 编码: "C1')], "")}, "责任B1 监管 流程"),
    ("what is shared", edit("甲/power", "一楼", "二楼"), "A1 B1 C1"),
    ("a duty: the power that it belongs to", edit("甲/duty", '"A1"\n    责任: [受理]', '"A1"\n    责任: [审查]'), "A1 责任A1 监管"),
    ("a measure beside the duties: all of them, and their powers", edit("甲/duty", "抽查", "巡查"), "A1 B1 责任A1 责任B1 监管 流程"),
    ("a flow", edit("甲/flow", "窗口", "科室"), "流程"),
    ("a department", {**FILES, "甲/department": "名称: 甲局\n网站: 示例\n"}, "A1 B1 C1 责任A1 责任B1 监管 流程"),
    ("comments in a department's file", {**FILES, "甲/department": "# 注\n名称: 甲局\n"}, "A1 B1 C1 责任A1 责任B1 监管 流程"),
    ("shared in quanze.yaml", {**FILES, "quanze": "名称: 示例\n共用: {窗: 二楼}\n"}, "A2 B2 C2 责任A2 责任B2 监管 A1 B1 C1 责任A1 责任B1 监管 流程"),
    ("settings", {**FILES, "quanze": "名称: 另一个\n"}, ""),
    ("another order", edit("甲/power", '"B1"\n    名称: 乙\n    类型: 行政许可\n  - 编码: "C1"\n    名称: 丙', '"C1"\n    名称: 丙\n    类型: 行政许可\n  - 编码: "B1"\n    名称: 乙'), ""),
    ("line ends of Windows", {**FILES, "甲/power": POWERS.replace("\n", "\r\n")}, ""),
    ("a comment beside an entry", edit("甲/power", "名称: 丙", "名称: 丙  # 注"), "C1"),
    ("a new department", {**FILES, "丙/power": POWERS.replace("1\"", "3\"").replace("甲局", "丙局")}, "A3 B3 C3"),
    ("a list cut into files", {**FILES, "甲/power": "部门: 甲局\n共用: {窗: 一楼}\n", "甲/power/A1": POWERS}, "A1 B1 C1"),
]  # fmt: skip


def entries_read(register: Register) -> Iterator[str]:
    for lists in register.departments:
        yield from map(str, (power.code for power in lists.powers))
        yield from (f"责任{duty.item}" for duty in lists.duties)
        yield from ("监管" for _ in lists.oversight)
        yield from ("流程" for _ in lists.flows)


@pytest.mark.parametrize(("what", "new", "read"), READ, ids=[row[0] for row in READ])
def test_only_what_differs_and_what_names_it_is_read(
    what: str, new: Files, read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Register] = []

    def watched(asked: Version) -> Loaded:
        loaded = readable(asked)
        seen.append(loaded.register)
        return loaded

    monkeypatch.setattr("quanze.diff.versions.readable", watched)
    old = version(FILES)
    changes = compare_versions(old, version(new))
    assert sorted(entries_read(seen[-1])) == sorted(read.split())
    full = fully(old, version(new))
    assert changes == full


NOT_READ = [
    ("an entry that differs", edit("甲/power", "名称: 乙", "名称: 丁"), {"甲/power"}),
    ("duties: their powers, and what names these", edit("甲/duty", "受理", "审查"), {"甲/duty", "甲/power", "甲/flow"}),
    ("a new entry", {**FILES, "丙/power": POWERS.replace('1"', '3"').replace("甲局", "丙局")}, {"丙/power"}),
    ("nothing", FILES, set[str]()),
]  # fmt: skip


@pytest.mark.parametrize(("what", "new", "read"), NOT_READ, ids=[row[0] for row in NOT_READ])
def test_what_is_known_to_be_the_same_is_not_even_opened(
    what: str, new: Files, read: set[str]
) -> None:
    for _ in ("worked out", "kept"):
        old, now = (Identified(version(files).source) for files in (FILES, new))
        compare_versions(Version("old", old), Version("new", now))
    seen = {path for path in old.seen | now.seen if not path.endswith("department.yaml")}
    assert seen == {"quanze.yaml", *(f"departments/{path}.yaml" for path in read)}


def test_where_nothing_may_be_kept_the_same_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "")
    old, new = version(FILES), version(edit("甲/duty", "受理", "审查"))
    assert compare_versions(identified(old), identified(new)) == fully(old, new)


HEAD = "部门: 甲局\n事项:\n"


def item(code: str, *lines: str) -> str:
    rest = "".join(f"    {line}\n" for line in ("类型: 行政许可", *lines))
    return f"  - 编码: {code}\n    名称: 项\n{rest}"


A, B, C = item('"A1"'), item('"B1"'), item('"C1"')

HOSTILE = [
    ("entries within a quoted text", HEAD + A + B, HEAD + item('"A1"', '行使内容: "一') + B + '    二"\n'),
    ("the same in single quotes", HEAD + A + B, HEAD + item('"A1"', "行使内容: '一") + B + "    二'\n"),
    ("entries within brackets", HEAD + A + B, HEAD + item('"A1"', "关键词: [一") + B.replace("  - ", "    ,") + "    ]\n"),
    ("the list within the department's name", '部门: "甲局\n事项:\n' + A + '"\n', HEAD + A),
    ("a list that a quoted text ends", HEAD + A + B, '部门: 甲局\n备: "\n' + HEAD + A + '"\n'),
    ("entries within a block of text", HEAD + A + B, HEAD + item('"A1"', "行使内容: |", "  - 编码: B1", "    名称: 项") + B),
    ("entries that look like comments", HEAD + A + B, HEAD + A + B.replace("  - 编码", "# - 编码")),
    ("a code with an escape", HEAD + A + B, HEAD + A + item('"\\x421"')),
    ("a former code with an escape", HEAD + A + B, HEAD + A + B + item('"C1"', '前身: ["\\x411"]')),
    ("a former code whose owner is written with an escape", HEAD + item('"\\x411"') + B, HEAD + item('"\\x411"') + B + item('"C1"', '前身: ["A1"]')),
    ("a former code whose owner is shared text", "部门: 甲局\n共用: {码: A1}\n事项:\n" + item("{共用: 码}") + B, "部门: 甲局\n共用: {码: A1}\n事项:\n" + item("{共用: 码}") + B + item('"C1"', '前身: ["A1"]')),
    ("a former code with signs", HEAD + item('"甲.1"') + B, HEAD + item('"甲.1"') + B + item('"C1"', '前身: ["甲.1"]')),
    ("a code folded over lines", HEAD + item(">-\n      A1") + B, HEAD + item(">-\n      A1") + B + item('"C1"', "前身: [A1]")),
    ("a former code with a blank, folded over lines", HEAD + item(">-\n      甲\n      1") + B, HEAD + item(">-\n      甲\n      1") + B + item('"C1"', '前身: ["甲 1"]')),
    ("the list's key twice", HEAD + A + B, HEAD + A + "事项:\n" + B),
    ("an entry of another depth", HEAD + A + B, HEAD + A + B.replace("  - ", " - ")),
    ("tabs", HEAD + A + B, HEAD + A.replace("名称: 项", "名称:\t项") + B),
    ("another document", HEAD + A + B, HEAD + A + "---\n" + HEAD + B),
    ("the end of the document", HEAD + A + B, HEAD + A + "...\n" + B),
    ("an anchor", HEAD + A + B, HEAD + A.replace("项", "&a 项") + B),
    ("no list", HEAD + A + B, "部门: 甲局\n"),
    ("an empty list", HEAD + A + B, "部门: 甲局\n事项: []\n"),
    ("a list in brackets", HEAD + A + B, '部门: 甲局\n事项: [{编码: "A1", 名称: 项, 类型: 行政许可}]\n'),
    ("a list without indent", HEAD + A + B, HEAD + (A + C).replace("\n  ", "\n")[2:]),
    ("a mark before everything", HEAD + A + B, "\ufeff" + HEAD + A + C),
    ("UTF-16", HEAD + A + B, (HEAD + A).encode("utf-16").decode("latin-1")),
    ("a break that is not seen", HEAD + A + B, HEAD + A.replace("项", "项\u2028  - 编码: B1") + B),
    ("a line end of old Macs", HEAD + A + B, HEAD + A.replace("项\n", "项\r") + B),
    ("no line end at the end", HEAD + A + B, HEAD + A + B[:-1]),
    ("texts that keep their empty lines", HEAD + item('"A1"', "行使内容: |+", "  一", "") + B, HEAD + B + item('"A1"', "行使内容: |+", "  一", "")),
]  # fmt: skip


def outcome(compare: object, old: Version, new: Version) -> list[str] | str:
    """What a comparison says, or that it refuses."""
    assert callable(compare)
    try:
        changes: Changes = compare(old, new)
    except CannotRun:
        return "refused"
    return [told(change) for change in _changes(changes)]


def _changes(changes: Changes) -> tuple[Change, ...]:
    assert changes.before + changes.added - changes.removed == changes.after
    return changes.changes


@pytest.mark.parametrize(("what", "old", "new"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_no_way_of_writing_hides_a_change(what: str, old: str, new: str) -> None:
    for one, other in ((old, new), (new, old)):
        pair = version({"甲/power": one}), version({"甲/power": other})
        assert outcome(compare_versions, *pair) == outcome(fully, *pair)


def test_what_is_shared_in_the_main_file_holds_for_the_files_beside_it() -> None:
    part = {"甲/power/A1": HEAD + item('"A1"', "办理地点: {共用: 窗}"), "甲/power/B1": HEAD + B}
    old = version({**part, "甲/power": "部门: 甲局\n共用: {窗: 一楼}\n"})
    new = version({**part, "甲/power": "部门: 甲局\n共用: {窗: 二楼}\n"})
    changes = compare_versions(old, new)
    assert [told(change) for change in changes.changes] == ["要素变更 A1：办理地点"]
    assert changes == fully(old, new)


def test_a_code_may_be_a_text_that_all_lists_share() -> None:
    shared = {"quanze": "名称: 示例\n共用: {码: A1}\n", "甲/power": HEAD + item("{共用: 码}") + B}
    old = version(shared)
    new = version({**shared, "甲/power": shared["甲/power"] + item('"C1"', '前身: ["A1"]')})
    changes = compare_versions(old, new)
    assert [told(change) for change in changes.changes] == ["拆分 C1 ~ A1"]
    assert changes == fully(old, new)


def test_a_code_that_comes_is_looked_for_everywhere() -> None:
    old = version({"甲/power": HEAD + A})
    new = version({"甲/power": HEAD + A, "乙/power": HEAD.replace("甲", "乙") + A})
    with pytest.raises(CannotRun, match="编码 A1 用了两次"):
        compare_versions(old, new)


def test_a_code_that_changes_is_looked_for_among_powers() -> None:
    """Nobody can say which of two with one code changed, where the other one stayed as it was."""
    twin = {"乙/power": HEAD.replace("甲", "乙") + A}
    old = version({**twin, "甲/power": HEAD + A + B})
    new = version({**twin, "甲/power": HEAD + A.replace("项", "事") + B})
    with pytest.raises(CannotRun, match="编码 A1 用了两次"):
        compare_versions(old, new)


def test_folders_of_one_department_are_read_whole() -> None:
    twins = {"甲/department": "名称: 甲局\n", "乙/department": "名称: 甲局\n", "甲/flow": FLOWS}
    old = version({**twins, "乙/flow": FLOWS})
    new = version({**twins, "乙/flow": FLOWS.replace("窗口", "科室")})
    assert compare_versions(old, new) == fully(old, new)


def test_what_cannot_be_read_and_is_the_same_on_both_sides_is_no_change() -> None:
    broken = {"甲/power": HEAD + A, "甲/flow": "部门：甲局\n"}
    changes = compare_versions(version(broken), version({**broken, "甲/power": HEAD + A + B}))
    assert [told(change) for change in changes.changes] == ["新增 B1"]


class WithTooLarge(Identified):
    """Of its files, the flows are larger than may be read."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        if path.endswith("flow.yaml"):
            raise OSError(errno.EFBIG, "文件太大", path)
        return super().read(path)


def test_a_file_too_large_to_read_and_the_same_on_both_sides_is_no_change() -> None:
    files = {"甲/power": HEAD + A, "甲/flow": FLOWS}
    more = {**files, "甲/power": HEAD + A + B}
    old, new = (Version("x", WithTooLarge(version(one).source)) for one in (files, more))
    assert [told(change) for change in compare_versions(old, new).changes] == ["新增 B1"]


def test_nothing_is_left_out_of_what_was_asked_for() -> None:
    differing = Differing(version(FILES).source, version(FILES).source)
    assert differing.unread_powers == 6
    assert differing.read_also(["B1"])
    assert differing.unread_powers == 5
    assert not differing.read_also(["B1"])
    assert differing.read_everything()
    assert differing.unread_powers == 0
    old, new = differing.sources()
    assert [*old.files()] == [*version(FILES).source.files()] == [*new.files()]
