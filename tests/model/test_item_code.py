"""事项编码 and the schemes that explain them."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.model.code_scheme import CodeScheme, preset_schemes
from quanze.model.item_code import ItemCode, contradictions
from quanze.model.level import Level
from quanze.model.power_type import PowerType

REAL = Path(__file__).parents[2].parent / "shared" / "realdata" / "guangan_item_codes.tsv"
NATIONAL = "11440100007482575H3440118009000"

FITTING = [
    (NATIONAL, "国标31"),
    ("11440000MB2D0164XH2440289876000", "国标31"),
    ("11440100007482575H\n3440118009000 ", "国标31"),
    ("440118009000", "国标12"),
    ("XK00101000", "国标10"),
    ("650200207XK01600", "湖北16"),
    ("650200-207-XK-016-00", "湖北16"),
    ("62052400MZ-XK-0001", "武山"),
    ("511A0123456789-511602000000-000-11440100007482575H-1-00", "广安"),
    ("G-000001-001-511602000000-000-11440100007482575H-1-00", "广安"),
    ("T-scjgj-XK-0001", "暂编"),
    ("T-scjgj-XK-0001-02", "暂编"),
]

FAULTS = [
    ("国标31", NATIONAL[:-1], "应为31位，实有30位"),
    ("国标31", "11440100007482575K3440118009000", "第18位应为“H”"),
    ("国标31", "11440100007482575H8440118009000", "行使层级应为1至7"),
    ("国标31", "11440100007482575H3440018009000", "00不是事项类型代码"),
    ("国标31", "11440100007482575H344011800900X", "“子项”应为数字"),
    ("湖北16", "990200207XK01600", "不是省级代码"),
    ("湖北16", "650200207QQ01600", "不是认得的类型字母"),
    (
        "广安",
        "511A0138000000-511602000000-000-1151130108337224-1-00",
        "“实施主体”应为18位，实有16位",
    ),
    ("广安", "511A0138000000", "应有6段"),
    ("暂编", "T-市监局-XK-0001", "“部门”应为数字小写字母"),
    ("吉林", NATIONAL, "请按DB22/T 2848-2017"),
]

CONTRADICTIONS = [
    ({"level": Level("市级"), "power_type": PowerType("行政许可")}, ()),
    ({"level": Level("地州市级"), "catalogue_code": "440118009000"}, ()),
    ({"credit_code": "11440100007482575H"}, ()),
    ({"level": Level("不明"), "power_type": PowerType("行政监管")}, ()),
    ({"level": Level("县级")}, ("行使层级是“3”，清单所写的应为“4”（县级）",)),
    ({"power_type": PowerType("行政处罚")}, ("事项类型是“01”，清单所写的应为“02”（行政处罚）",)),
    ({"catalogue_code": "440118009001"}, ("基本编码是“440118009000”",)),
    ({"credit_code": "11440000MB2D0164XH"}, ("统一社会信用代码是“11440100007482575H”",)),
]

OWN_SCHEME = {
    "名称": "本市",
    "分隔符": "-",
    "分段": [
        {"名称": "区划", "长度": 6, "字符": "数字", "校验": "行政区划"},
        {"名称": "类型", "长度": 2, "字符": "大写字母"},
        {"名称": "尾", "长度": 1, "字符": ["AB"]},
    ],
}

MALFORMED: list[tuple[dict[str, Any], str]] = [
    ({}, "缺少“名称”"),
    ({"名称": "x", "段": []}, "不认得的键：段"),
    ({"名称": "x", "分段": ["数字"]}, "应为列表"),
    ({"名称": "x", "分段": [{"名称": "a", "长度": "3", "字符": "数字"}]}, "长度应为整数"),
    ({"名称": "x", "分段": [{"名称": "a", "长度": 0, "字符": "数字"}]}, "1至100"),
    ({"名称": "x", "分段": [{"名称": "a", "长度": 3, "字符": "汉字"}]}, "不认得的字符"),
    (
        {"名称": "x", "分段": [{"名称": "a", "长度": 3, "字符": "数字", "校验": "y"}]},
        "不认得的校验",
    ),
    ({"名称": "x", "分段": [{"名称": "a", "长度": [1, 2], "字符": "数字"}]}, "必须分隔"),
    ({"名称": "x", "分段": [{"名称": "a", "长度": 1, "字符": "数字"}] * 2}, "重名"),
    ({"名称": "x", "必须分隔": True, "分段": []}, "没有写分隔符"),
    ({"名称": "x", "基本编码": ["a"]}, "没有的分段"),
]


@pytest.mark.parametrize(("text", "scheme"), FITTING)
def test_each_form_fits_one_preset(text: str, scheme: str) -> None:
    fitting = [name for name, preset in preset_schemes().items() if preset.match(text).ok]
    assert fitting == [scheme]


@pytest.mark.parametrize(("scheme", "text", "words"), FAULTS)
def test_faults_are_explained(scheme: str, text: str, words: str) -> None:
    match = preset_schemes()[scheme].match(text)
    assert not match.ok
    assert words in "；".join(match.problems)


def test_the_segments_of_a_national_code() -> None:
    match = preset_schemes()["国标31"].match(NATIONAL)
    assert match.segments == {
        "实施主体": "11440100007482575H",
        "行使层级": "3",
        "地区": "44",
        "事项类型": "01",
        "主项": "18009",
        "子项": "000",
    }
    assert match.catalogue_code == "440118009000"


@pytest.mark.parametrize(("stated", "words"), CONTRADICTIONS)
def test_code_against_item(stated: dict[str, Any], words: tuple[str, ...]) -> None:
    found = contradictions(preset_schemes()["国标31"].match(NATIONAL), **stated)
    assert len(found) == len(words)
    assert all(word in text for word, text in zip(words, found, strict=True))


def test_type_letters_are_compared_too() -> None:
    match = preset_schemes()["湖北16"].match("650200207XK01600")
    assert contradictions(match, power_type=PowerType("行政许可")) == ()
    assert "类型字母是“XK”" in contradictions(match, power_type=PowerType("行政处罚"))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T-scjgj-XK-0001", True),
        ("T-scjgj-XK-0001-02", True),
        ("T-scjgj-XK-001", False),
        ("T--XK-0001", False),
        ("T-scjgj-XK-0001-02-03", False),
        ("X-scjgj-XK-0001", False),
        (NATIONAL, False),
        ("", False),
    ],
)
def test_provisional_codes(text: str, expected: bool) -> None:
    assert ItemCode(text).is_provisional is expected


def test_an_office_can_write_its_own_scheme() -> None:
    scheme = CodeScheme.from_mapping(OWN_SCHEME)
    assert scheme.match("220400-XK-A").segments == {
        "区划": "220400",
        "类型": "XK",
        "尾": "A",
    }
    assert scheme.match("220400XKC").problems == ("“尾”应为“AB”中的字符，实为“C”",)


@pytest.mark.parametrize(("data", "words"), MALFORMED)
def test_malformed_schemes_are_refused(data: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        CodeScheme.from_mapping(data)


@pytest.mark.parametrize(
    ("text", "understood"), [("", False), ("/", False), (" - ", False), ("A1", True)]
)
def test_a_filler_is_no_code(text: str, understood: bool) -> None:
    assert ItemCode(text).understood is understood


@given(st.data())
def test_codes_built_from_a_scheme_are_cut_into_the_same_segments(data: st.DataObject) -> None:
    scheme = data.draw(
        st.sampled_from([preset_schemes()[n] for n in ("国标12", "武山", "暂编", "国标24")])
    )
    values = {
        s.name: data.draw(st.text(s.allowed, min_size=s.shortest, max_size=s.longest))
        for s in scheme.segments
    }
    text = scheme.separator.join(values.values())
    assert scheme.match(text).segments == values


def test_real_codes() -> None:
    if not REAL.exists():
        pytest.skip(f"real data not found: {REAL}")
    with REAL.open(encoding="utf-8", newline="") as file:
        codes = [ItemCode(row["itemCode"]) for row in csv.DictReader(file, delimiter="\t")]
    counted = Counter(preset_schemes()["广安"].match(code).ok for code in codes)
    assert counted == {True: 981, False: 154}
