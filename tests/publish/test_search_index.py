"""The search index, read in Python: what a plain search finds, it finds, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.model.register import Register
from quanze.publish.site.index import index as index_module
from quanze.publish.site.index import index_outputs
from quanze.publish.site.index.documents import Document, Role, documents
from quanze.publish.site.index.index import Index
from quanze.publish.site.index.numbers import rising, written
from quanze.publish.site.index.plain import FOLDED, initials, tight
from quanze.publish.site.index.synonyms import Synonyms, packaged
from quanze.publish.site.site import Site
from tests.publish.conftest import PERMIT
from tests.publish.index_reader import Reader, numbers

ASSETS = Path(index_module.__file__).parents[1] / "assets"

SIGNS = st.sampled_from("食品经营许可的处罚对aA1 （）、𠮷＜b")
NAMES = st.text(SIGNS, max_size=12)
TEXTS = st.lists(st.tuples(st.sampled_from(Role), NAMES), max_size=3)
DOCUMENTS = st.lists(
    st.builds(
        Document, NAMES, st.just("行政许可"), st.just(""), st.just(-1), st.just(""), st.just(""),
        texts=TEXTS.map(tuple), codes=st.lists(st.text("A1-", max_size=5), max_size=2).map(tuple),
    ),
    max_size=12,
)  # fmt: skip


def index_of(found: list[Document]) -> Index:
    return Index(found, ["试验局"], ["行政许可", "公共服务", "部门", "法规"], "v1")


@pytest.fixture(params=[False, True], ids=["one file", "many files"])
def small_parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param:
        for name, size in (("PART", 20), ("SMALL", 0), ("ROWS", 2), ("ORDERED", 3)):
            monkeypatch.setattr(index_module, name, size)


@pytest.mark.usefixtures("small_parts")
class TestAgreesWithAPlainSearch:
    @given(found=DOCUMENTS, word=st.text(SIGNS, min_size=1, max_size=4).map(tight).filter(bool))
    def test_any_word(self, found: list[Document], word: str) -> None:
        plainly = {
            number
            for number, one in enumerate(found)
            if any(word in tight(text) for text in (one.name, *(text for _, text in one.texts)))
        }
        assert Reader(index_of(found)).containing(word) == plainly

    @given(found=DOCUMENTS, data=st.data())
    def test_every_part_of_a_name(self, found: list[Document], data: st.DataObject) -> None:
        names = [tight(one.name) for one in found]
        long = [name for name in names if len(name) > 1]
        if not long:
            return
        name = data.draw(st.sampled_from(long))
        start = data.draw(st.integers(0, len(name) - 2))
        end = data.draw(st.integers(start + 2, len(name)))
        reader = Reader(index_of(found))
        places = {at for text, at in reader.places(name[start:end]) if text < reader.whole}
        assert start in places
        assert names.index(name) in reader.containing(name[start:end])

    @given(found=DOCUMENTS)
    def test_codes(self, found: list[Document]) -> None:
        every = {
            (tight(code), number)
            for number, one in enumerate(found)
            for code in one.codes
            if tight(code)
        }
        told = Reader(index_of(found)).codes()
        assert set(told) == every
        assert [code for code, _ in told] == sorted(code for code, _ in told)

    @given(found=DOCUMENTS)
    def test_every_row(self, found: list[Document]) -> None:
        reader = Reader(index_of(found))
        assert [reader.row(number)[0] for number in range(len(found))] == [
            one.name for one in found
        ]

    @given(found=DOCUMENTS)
    def test_shorter_names_come_first(self, found: list[Document]) -> None:
        reader = Reader(index_of(found))
        ranked = [reader.place(rank) for rank in range(len(found))]
        lengths = [len(tight(found[number].name)) for number in ranked]
        assert lengths == sorted(lengths)
        assert sorted(ranked) == list(range(len(found)))


@given(st.lists(st.integers(0, 50_000_000)))
def test_numbers_are_read_as_written(wanted: list[int]) -> None:
    assert list(numbers("".join(map(written, wanted)))) == wanted


@pytest.mark.parametrize("number", [0, 59, 60, 2171, 2172, 25403, 25404, 59_974_939])
def test_numbers_at_the_edges(number: int) -> None:
    assert list(numbers(written(number))) == [number]


def test_numbers_too_large_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        written(10**9)


def test_small_steps_take_one_sign() -> None:
    assert len(rising(range(0, 3000, 59))) == len(range(0, 3000, 59))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("砍伐、移植城市树木审批（县级）", "砍伐移植城市树木审批县级"),
        ("ＧＳＰ　认证", "gsp认证"),
        ("T-yljl_XK 0001", "tyljlxk0001"),
        ("《食品安全法》：第三十五条。", "食品安全法第三十五条"),
        ("𠮷", "\ud842\udfb7"),
        ("……", ""),
    ],
)
def test_one_spelling(text: str, plain: str) -> None:
    assert tight(text) == plain


def test_the_script_folds_the_same_signs() -> None:
    assert FOLDED in (ASSETS / "postings.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "letters"),
    [("食品经营许可", "spjyxk"), ("银行重大事项备案", "yhzdsxba"), ("gsp认证2", "gsprz2")],
)
def test_initials_follow_the_word(text: str, letters: str) -> None:
    assert initials(text) == letters


def test_initials_find_names_by_any_part() -> None:
    found = [Document("食品经营许可", "行政许可", ""), Document("小食品经营店备案", "行政许可", "")]
    reader = Reader(index_of(found))
    assert reader.documents(text for text, _ in reader.letter_places("spjy")) == {0, 1}
    assert reader.documents(text for text, _ in reader.letter_places("jyx")) == {0}


# What of a register is found, and by what


@pytest.fixture(scope="module")
def found(register: Register) -> dict[str, Document]:
    return {
        one.name: one for one in documents(Site(register), Synonyms({"移大树": ["移植城市树木"]}))
    }


def test_everything_is_found(found: dict[str, Document]) -> None:
    kinds = [(one.kind, one.name) for one in found.values()]
    assert ("公共服务", "绿化养护咨询") in kinds
    assert ("部门", "试验市统计局") in kinds
    assert ("法规", "试验市城市绿化管理办法") in kinds
    assert ("法规", "中华人民共和国统计法") in kinds
    assert ("行政许可", "砍伐、移植城市树木审批") in kinds


def test_an_item_is_found_by_all_its_words(found: dict[str, Document]) -> None:
    item = found["砍伐、移植城市树木审批"]
    assert set(item.texts) >= {
        (Role.KEYWORD, "砍树"),
        (Role.SYNONYM, "移大树"),
        (Role.SYNONYM, "伐树"),
        (Role.WORDS, "变更移植方案"),
        (Role.PLACE, "市园林局"),
        (Role.PLACE, "行政许可"),
        (Role.PLACE, "工程建设"),
        (Role.LAW, "试验市城市绿化管理办法"),
    }
    assert set(item.codes) == {PERMIT, "000131001000", "SY-0001", "OLD-0001", f"{PERMIT}01", "YW-1"}


def test_a_law_tells_how_much_rests_on_it(found: dict[str, Document]) -> None:
    assert found["试验市城市绿化管理办法"].note == "2 项职权、1 件其他清单的内容以它为依据"


def test_every_page_that_is_told_is_there(found: dict[str, Document], site: Path) -> None:
    for one in found.values():
        if one.page:
            path, _, anchor = one.page.partition("#")
            assert (site / path).exists(), one
            assert f'id="{anchor}"' in (site / path).read_text("utf-8") or not anchor


# Synonyms


def test_every_synonym_says_something_else_than_its_words() -> None:
    assert len(packaged()) > 80
    for phrase, words in packaged().items():
        assert tight(phrase) == phrase or phrase == "开KTV"
        assert words
        assert all(len(word) > 1 for word in words), phrase


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("开饭店", "食品经营许可"), ("结婚证", "内地居民婚姻登记"), ("五险一金", "社会保险登记"),
        ("落户", "户口迁移审批"), ("摆摊", "临时占用城市道路审批"), ("开药店", "药品经营许可（零售）"),
    ],
)  # fmt: skip
def test_everyday_words(phrase: str, name: str) -> None:
    assert phrase in Synonyms().of(name)


def test_an_office_adds_words_of_its_own() -> None:
    assert Synonyms({"赶大集": ["市场开办"]}).of("集贸市场开办登记") == ("赶大集",)
    assert Synonyms({"开饭店": ["饭馆备案"]}).of("饭馆备案") == ("开饭店",)


# Outputs


def test_a_small_index_is_one_file_and_rests_on_what_it_holds(register: Register) -> None:
    outputs = list(index_outputs(Site(register)))
    assert [one.path for one in outputs] == ["assets/search/base.js"]
    again = list(index_outputs(Site(register)))
    assert [(one.rests_on, one.make()) for one in outputs] == [
        (o.rests_on, o.make()) for o in again
    ]
    text = outputs[0].make().decode()
    assert not set("<\u2028\u2029") & set(text)
