"""Steps of a flow may simply be numbered."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from quanze.model.flow import Flow
from quanze.model.items import Channel


def test_numbers_are_names_of_steps() -> None:
    flow = Flow.model_validate(
        {
            "名称": "许可",
            "步骤": [
                {
                    "编号": 1,
                    "名称": "申请",
                    "角色": "申请人",
                    "下一步": [2, {"到": 1, "条件": "补正"}],
                },
                {"编号": "2", "名称": "办结", "角色": "窗口", "种类": "结束"},
            ],
        }
    )
    assert [step.id for step in flow.steps] == ["1", "2"]
    assert [(link.target, link.condition) for link in flow.steps[0].next] == [
        ("2", None),
        ("1", "补正"),
    ]


@pytest.mark.parametrize("value", [12345, 1.5])
def test_a_number_elsewhere_asks_for_quotes(value: float) -> None:
    with pytest.raises(ValidationError) as caught:
        Channel.model_validate(value)
    assert [error["type"] for error in caught.value.errors()] == ["string_type"]
