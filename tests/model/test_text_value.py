"""What all value types have in common: the text stays, plain text comes out, strange text is let in."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from quanze.model.citation import Citation
from quanze.model.credit_code import CreditCode
from quanze.model.division import DivisionCode
from quanze.model.document_number import DocumentNumber
from quanze.model.item_code import ItemCode
from quanze.model.level import Level
from quanze.model.period import Period
from quanze.model.power_type import PowerType
from quanze.model.text_value import TextValue

TYPES = [Citation, CreditCode, DivisionCode, DocumentNumber, ItemCode, Level, Period, PowerType]
every_type = pytest.mark.parametrize("kind", TYPES)
ODD = st.text(
    st.sampled_from(
        "《》【】（）()第一二十百条款项至、，。：日个工作年0１9O-〔〕号令市级/ \n\u3000Ax"
    ),
    max_size=40,
)


@every_type
@given(text=ODD | st.text())
def test_any_text_is_kept_and_never_fails(kind: type[TextValue], text: str) -> None:
    value = kind(text)
    properties = [n for n in dir(kind) if not n.startswith("_") and n not in dir(str)]
    assert [getattr(value, name) for name in properties]
    assert value == text
    assert type(str(value)) is str


@every_type
def test_pydantic_reads_text_and_writes_plain_text(kind: type[TextValue]) -> None:
    adapter = TypeAdapter(kind)
    value = adapter.validate_python(" 怪\n文 ")
    assert isinstance(value, kind)
    assert type(adapter.dump_python(value)) is str
    assert adapter.validate_json(adapter.dump_json(value)) == " 怪\n文 "


@every_type
@pytest.mark.parametrize("other", [20, 1.0, None, True, b"20", ["20"]])
def test_only_text_is_accepted(kind: type[TextValue], other: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(other)


@every_type
def test_values_cannot_be_changed(kind: type[TextValue]) -> None:
    with pytest.raises(AttributeError):
        kind("x").amount = 3


@every_type
def test_values_survive_copies(kind: type[TextValue]) -> None:
    value = kind(kind.examples[0])
    assert value.understood
    for other in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert type(other) is kind
        assert other == value
        assert other.understood


@every_type
def test_the_schema_explains_itself_in_chinese(kind: type[TextValue]) -> None:
    schema = TypeAdapter(kind).json_schema()
    assert any("一" <= c <= "鿿" for c in schema["description"])
    assert all(kind(example).understood for example in schema["examples"])


@pytest.mark.parametrize("kind", [PowerType, Level])
def test_the_schema_offers_known_words_and_allows_others(kind: type[TextValue]) -> None:
    words, anything = TypeAdapter(kind).json_schema()["anyOf"]
    assert words["enum"] == list(kind.known_words)
    assert anything == {"type": "string"}
    assert all(kind(word).understood for word in kind.known_words)


@every_type
def test_one_text_is_held_once_for_each_type(kind: type[TextValue]) -> None:
    read = TypeAdapter(kind).validate_python
    assert read("20个工作日") is read("".join(("20个", "工作日")))
    other = TypeAdapter(Level if kind is Period else Period).validate_python("20个工作日")
    assert type(other) is not kind
