"""Finding the Chinese fonts of a computer."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from quanze.load.source import CannotRun
from quanze.publish.font_file import families
from quanze.publish.fonts import FOLDER, Role, find_fonts, system_folders


def face(*names: tuple[int, int, str], at: int = 0) -> bytes:
    """Make a font of nothing but names: (language, kind, text)."""
    texts = [text.encode("utf-16-be") for _, _, text in names]
    records, offset = b"", 0
    for (language, kind, _), text in zip(names, texts, strict=True):
        records += struct.pack(">6H", 3, 1, language, kind, len(text), offset)
        offset += len(text)
    table = struct.pack(">HHH", 0, len(names), 6 + len(records)) + records + b"".join(texts)
    directory = b"\0\1\0\0" + struct.pack(">4H", 1, 0, 0, 0)
    return directory + struct.pack(">4sIII", b"name", 0, at + 28, len(table)) + table


def collection(*family: str) -> bytes:
    head = 12 + 4 * len(family)
    faces: list[bytes] = []
    starts = []
    for name in family:
        starts.append(head + sum(map(len, faces)))
        faces.append(face((0x409, 1, name), at=starts[-1]))
    return b"ttcf" + struct.pack(f">II{len(starts)}I", 0, len(starts), *starts) + b"".join(faces)


Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def put_(name: str, *family: str, folder: str = "fonts") -> Path:
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(collection(*family) if len(family) > 1 else face((0x409, 1, family[0])))
        return path

    return put_


def test_the_english_name_of_the_whole_family_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(
        face((0x804, 1, "仿宋"), (0x409, 1, "Fang Light"), (0x409, 16, "Fang"), (0x409, 4, "Full"))
    )
    assert families(path) == ("Fang",)
    path.write_bytes(collection("Song JP", "Song SC"))
    assert families(path) == ("Song JP", "Song SC")


@pytest.mark.parametrize("content", [b"", b"no font at all", b"ttcf\0\0\0\0\xff\xff\xff\xff"])
def test_what_is_no_font_has_no_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(content)
    assert families(path) == ()
    assert families(tmp_path / "missing.ttf") == ()


def test_a_windows_computer_has_a_font_for_all_but_the_title(put: Put) -> None:
    for name, family in (
        ("simfang.ttf", "FangSong"),
        ("simkai.ttf", "KaiTi"),
        ("simhei.ttf", "SimHei"),
        ("SIMSUN.TTC", "SimSun"),
    ):
        path = put(name, family)
    fonts = find_fonts((path.parent,))
    assert {role: fonts.of(role).family for role in Role} == {
        Role.FANGSONG: "FangSong",
        Role.TITLE: "SimSun",
        Role.HEI: "SimHei",
        Role.KAI: "KaiTi",
        Role.SONG: "SimSun",
    }
    assert fonts.missing == (Role.TITLE,)
    assert [font.family for font in fonts.chain(Role.KAI)] == ["KaiTi", "SimSun", "SimHei"]
    assert fonts.folders == (path.parent,)


def test_of_a_collection_the_simplified_face_is_used(put: Put) -> None:
    path = put("NotoSansCJK-Regular.ttc", "Noto Sans CJK JP", "Noto Sans CJK SC")
    put("NotoSansCJK-Bold.ttc", "Noto Sans CJK JP", "Noto Sans CJK SC")
    fonts = find_fonts((path.parent,))
    assert {fonts.of(role).family for role in Role} == {"Noto Sans CJK SC"}
    bold = fonts.bold(fonts.of(Role.HEI))
    assert (bold.path.name, bold.bold) == ("NotoSansCJK-Bold.ttc", True)
    assert len(fonts.missing) == 4


def test_the_first_folder_comes_first_and_broken_files_are_passed_over(put: Put) -> None:
    mine = put("simhei.ttf", "Mine", folder="mine")
    theirs = put("simhei.ttf", "Theirs", folder="theirs")
    folders = (mine.parent, theirs.parent)
    assert find_fonts(folders).of(Role.HEI).path == mine
    mine.write_bytes(b"broken")
    with pytest.raises(CannotRun):
        find_fonts((mine.parent, mine.parent))


def test_without_any_chinese_font_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"找不到中文字体.*fonts-noto-cjk.*QUANZE_FONTS"):
        find_fonts((tmp_path,))


def test_the_folder_that_the_user_names_is_searched_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    assert system_folders()[0] == tmp_path
    for system in ("linux", "darwin", "win32"):
        monkeypatch.setattr("sys.platform", system)
        assert len(system_folders()) > 2
