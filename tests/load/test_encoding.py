"""The encoding of a file is told, and what cannot be told is never written back as something else."""

from __future__ import annotations

import pytest

from quanze.load.encoding import decode
from quanze.load.fmt import format_text
from quanze.load.yaml_reader import ReadProblem

TEXT = "部门: 甲局\n事项: []\n# 市场监督管理局的清单，一共十二项\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("gbk"), "GBK"),
        (TEXT.encode("gb18030"), "GBK"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode().replace("局".encode(), b"\xe5\xb1", 1), "未知"),
        (TEXT.encode() + b"\xff", "未知"),
        (b"\xff\xfe\x00\xd8\x00\x00", "未知"),
    ],
)
def test_encodings_are_told_apart(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.readable is (encoding == "UTF-8")


@pytest.mark.parametrize("data", [TEXT.encode() + b"\xff\n", TEXT.encode().replace("局".encode(), b"\xe5\xb1", 1)])  # fmt: skip
def test_a_damaged_file_is_not_laid_out_anew(data: bytes) -> None:
    with pytest.raises(ReadProblem) as caught:
        format_text(decode(data).text, None)
    assert caught.value.kind == "control"
