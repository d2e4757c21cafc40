"""权力类型."""

import pytest

from quanze.model.power_type import PUBLIC_SERVICE, PowerKind, PowerType

CANONICAL = [
    ("行政许可", "01", "XK"),
    ("行政处罚", "02", "CF"),
    ("行政强制", "03", "QZ"),
    ("行政征收", "04", "ZS"),
    ("行政给付", "05", "JF"),
    ("行政检查", "06", "JC"),
    ("行政确认", "07", "QR"),
    ("行政奖励", "08", "JL"),
    ("行政裁决", "09", "CJ"),
    ("其他行政权力", "10", "QT"),
]

MAPPED = [
    ("其他职权", PowerKind.OTHER),
    ("其他权力", PowerKind.OTHER),
    ("其他类", PowerKind.OTHER),
    ("行政备案", PowerKind.OTHER),
    ("行政强制措施", PowerKind.COERCION),
    ("行政强制执行", PowerKind.COERCION),
    ("行政监督检查", PowerKind.INSPECTION),
    ("行政许可(国办)", PowerKind.PERMIT),
    ("行政许可（国办）", PowerKind.PERMIT),
    ("行政收费", PowerKind.LEVY),
]

KNOWN_BUT_NOT_MAPPED = [
    "非行政许可审批",
    "非行政许可的行政审批",
    "行政监管",
    "代理事项",
    "行政征用",
    "行政审批",
]


@pytest.mark.parametrize(("text", "code", "letters"), CANONICAL)
def test_the_ten_types(text: str, code: str, letters: str) -> None:
    power_type = PowerType(text)
    assert (power_type.kind, power_type.code, power_type.letters) == (text, code, letters)
    assert (power_type.is_variant, power_type.note) == (False, None)


@pytest.mark.parametrize(("text", "kind"), MAPPED)
def test_variants_are_mapped_with_a_note(text: str, kind: PowerKind) -> None:
    power_type = PowerType(text)
    assert power_type.kind is kind
    assert power_type.is_variant
    assert power_type.note


@pytest.mark.parametrize("text", KNOWN_BUT_NOT_MAPPED)
def test_some_words_are_known_and_belong_nowhere(text: str) -> None:
    power_type = PowerType(text)
    assert power_type.understood
    assert (power_type.kind, power_type.code) == (None, None)
    assert power_type.note


@pytest.mark.parametrize("text", ["公共服务", "便民服务"])
def test_public_services_are_not_powers(text: str) -> None:
    power_type = PowerType(text)
    assert power_type.name == PUBLIC_SERVICE
    assert (power_type.kind, power_type.code, power_type.letters) == (None, "20", None)


@pytest.mark.parametrize("text", ["行政\n处罚", "\n行政处罚", " 行政 处罚", "行政\u3000处罚"])
def test_white_space_inside_does_not_matter(text: str) -> None:
    assert PowerType(text).kind is PowerKind.PENALTY
    assert not PowerType(text).is_variant


@pytest.mark.parametrize("text", ["", "/", "处罚类许可", "行政许可行政处罚"])
def test_unknown_words_are_not_matched_by_likeness(text: str) -> None:
    power_type = PowerType(text)
    assert not power_type.understood
    assert (power_type.kind, power_type.note) == (None, None)
