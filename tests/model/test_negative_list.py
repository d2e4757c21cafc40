"""Whether the scope of an approval lies in the industry of an entry: by names and codes as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.model.negative_list import NegativeEntry, Scope

MADE, MINED = "制造业", "采矿业"


def entry(**names: str) -> NegativeEntry:
    return NegativeEntry.model_validate({"项目": "示例项目", "管理措施": "核准", **names})


@pytest.mark.parametrize(
    ("listed", "scope", "expected"),
    [
        ({"行业": MADE}, {"行业": MADE}, True),
        ({"行业": MADE}, {"行业": MADE, "大类": "烟草制品业"}, True),
        ({"行业": MADE}, {"行业": MINED}, False),
        ({"行业": MADE, "大类": "烟草制品业"}, {"行业": MADE, "大类": "烟草制品业", "小类": "卷烟制造"}, True),
        ({"行业": MADE, "大类": "烟草制品业"}, {"行业": MADE, "大类": "造纸业"}, False),
        ({"行业": MADE, "大类": "烟草制品业"}, {"行业": MADE}, False),
        # The names say nothing of the code, and the code nothing of the names.
        ({"行业": MADE, "大类": "烟草制品业"}, {"行业": MADE, "行业代码": "C16"}, None),
        ({"行业": MADE, "行业代码": "C16"}, {"行业": MADE}, None),
        # A code of three digits is narrower than the 大类 beside it.
        ({"行业": MADE, "大类": "烟草制品业", "行业代码": "C162"}, {"行业": MADE, "大类": "烟草制品业"}, None),
        ({"行业": MADE, "大类": "烟草制品业", "行业代码": "C16"}, {"行业": MADE, "大类": "烟草制品业"}, True),
        # Codes decide where both are written, with or without the letter.
        ({"行业": MADE, "行业代码": "C16"}, {"行业": MADE, "行业代码": "C1620"}, True),
        ({"行业": MADE, "行业代码": "C16"}, {"行业": MADE, "行业代码": "1620"}, True),
        ({"行业": MADE, "行业代码": "C1620"}, {"行业": MADE, "行业代码": "C16"}, False),
        ({"行业": MADE, "行业代码": "C"}, {"行业": MADE, "行业代码": "1620"}, True),
    ],
)  # fmt: skip
def test_a_scope_and_an_entry(
    listed: dict[str, str], scope: dict[str, str], expected: bool | None
) -> None:
    assert entry(**listed).covers(Scope.model_validate(scope)) is expected


_NAMES = st.fixed_dictionaries(
    {"行业": st.sampled_from([MADE, MINED])},
    optional={
        "大类": st.sampled_from(["甲业", "乙业"]),
        "小类": st.sampled_from(["甲", "乙"]),
        "行业代码": st.sampled_from(["C", "C16", "C162", "C1620", "1620", "B06"]),
    },
)


@given(_NAMES)
def test_an_entry_covers_what_is_written_just_so(names: dict[str, str]) -> None:
    assert entry(**names).covers(Scope.model_validate(names)) is True
