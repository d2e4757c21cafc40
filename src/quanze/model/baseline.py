"""quanze-baseline.yaml: findings that are accepted as known. Written by `quanze baseline`."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from quanze.model.element import Element, element, optional

KNOWN_KEY = "已知问题"


class KnownFinding(Element):
    """已知问题：一行一个；同样的问题有几处，写在处数里。"""

    file: str = element("文件", "问题所在的文件")
    item: str = optional("事项", "事项编码；不属于某个事项的问题不写", "")
    rule: str = element("规则", "规则代码")
    fingerprint: str = element("指纹", "问题的指纹，行号变了也不变")
    noted: datetime.date = element("记于", "哪一天记为已知")
    count: Annotated[int, Field(ge=1)] = optional("处数", "同样的问题有几处", 1)
