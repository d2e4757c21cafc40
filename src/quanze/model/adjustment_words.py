"""The words of adjustment records; apart from their models, so that the command line has them at once."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class ChangeLevel(StrEnum):
    """How grave a change is: who has to approve it."""

    SUBSTANTIAL = "实质性"
    ELEMENT = "要素"
    WORDING = "文字"


GRAVITY: Final = {level: rank for rank, level in enumerate(reversed(ChangeLevel))}
"""The graver the higher."""


class Trigger(StrEnum):
    """What may be the ground of an adjustment."""

    LAW = "法律法规规章立改废释"
    SUPERIOR = "上级取消下放"
    INSTITUTIONS = "机构职能调整"
    TASKS = "管理任务变化"
    OTHER = "其他"
