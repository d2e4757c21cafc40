"""What clerks really get wrong has its own message, at the line where it is wrong."""

from __future__ import annotations

import pytest

from quanze.load import syntax
from quanze.load.yaml_reader import ReadProblem, read


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "mend"),
    [
        ("部门: 甲局\n名称：食品\n类型: 许可\n", 2, 3, "中文冒号", "名称: "),
        ("事项:\n  - 名称: 甲\n    类型：行政许可\n    收费: 无\n", 3, 7, "中文冒号", "类型: "),
        ("部门: 甲局\n事项:\n  - 名称: 甲\n\t类型: 许可\n", 4, 1, "制表符", "两个"),
        ("部门: 甲局\n\u3000\u3000类型：许可\n名称: 乙\n", 2, 1, "全角空格", "半角"),
        ("部门: 甲局\n类型:许可\n名称: 乙\n", 2, 3, "没有空格", "类型: "),
        ("部门: “甲局: 乙”\n", 1, 5, "中文引号", "英文引号"),
        ('部门: "甲局\n名称: 乙\n', 1, 5, "引号没有成对", "引号"),
        ("部门: 甲局\n事项:\n  - 名称: 甲\n   类型: 许可\n", 4, 4, "缩进", "同一列"),
        ("部门: 甲局\n  名称: 乙\n", 2, 3, "缩进", "同一列"),
        ('事项:\n  - 名称: "甲\n    类型: 许可\n    编码: "1"\n', 2, 9, "引号没有成对", "补上"),
        ("部门: 甲局\n\xa0\xa0类型: 许可: 乙\n名称: 丙\n", 2, 1, "不间断空格", "半角"),
        ("名称: [示例] 许可\n", 1, 5, "以“[”开头", "括起来"),
        ("内容: 办理: 受理\n", 1, 7, "英文冒号", "括起来"),
        ("名称: %许可\n", 1, 5, "以“%”开头", "括起来"),
        ("名称: @许可\n", 1, 5, "以“@”开头", "括起来"),
        ("材料: [甲, 乙\n名称: 丙\n", 1, 5, "括号", "成对"),
        ("事项:\n  －名称: 甲\n  - 类型: 乙\n", 2, 3, "中文横线", "- "),
        ("名称: 甲\n名称: 乙\n", 2, 1, "写了两次", "合并"),
        ("甲: *乙\n", 1, 4, "别名", "共用"),
        ("甲: 一\n---\n乙: 二\n", 2, 1, "多份文档", "一份"),
    ],
)
def test_a_habit_is_named_where_it_stands(
    text: str, line: int, column: int, message: str, mend: str
) -> None:
    with pytest.raises(ReadProblem) as caught:
        read(text)
    told = syntax.explain(caught.value, text)
    assert message in told.message
    assert mend in told.mend
    assert (told.line, told.column) == (line, column)
