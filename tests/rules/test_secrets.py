"""A text that is passed over at a glance holds nothing that a closer look would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quanze.rules.item.e13_secrets import _ANY, _KINDS

PIECES = st.sampled_from(
    ["密码", "口令", "pwd", "：", "=", "是", "秘密", "机密", " ", "★", "☆", "内部文件", "，不得外传", "a", "zz://", "甲:乙@",
     "\u212a", "\u017f", "12", "-----BEGIN PRIVATE KEY-----", "AKIA" + "A1" * 8]
)  # fmt: skip
"""Signs that other signs are alike to, whatever their size, are among them."""


@given(st.lists(PIECES, max_size=8).map("".join))
def test_the_glance_passes_over_nothing(text: str) -> None:
    if any(pattern.search(text) for _, pattern in _KINDS):
        assert _ANY.search(text)


def test_a_password_of_signs_that_are_only_alike_to_letters_is_seen() -> None:
    text = "密码：\u212a\u212a\u212a\u212a"
    assert any(pattern.search(text) for _, pattern in _KINDS)
    assert _ANY.search(text)
