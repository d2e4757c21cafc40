"""A small register in which five kinds of lists rest on laws."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "quanze.yaml": "名称: 测试清单\n层级: 市级\n清单日期: 2026-11-22\n",
    "departments/sthj/department.yaml": "名称: 市生态环境局\n",
    "departments/sthj/power.yaml": """\
部门: 市生态环境局
事项:
  - 编码: "001"
    名称: 排污口设置审批
    类型: 行政许可
    流程: 许可
    设定依据:
      - 《中华人民共和国水污染防治法》（2017年修正）第十九条
      - 法规: 《水污染防治法》
        版本: （2008年修订）
        条款: 第二十二条
        原文: 新建排污口，应当经过有管辖权的主管部门同意，并安装自动监测设备。
  - 编码: "002"
    名称: 对超标排污的处罚
    类型: 行政处罚
    设定依据:
      - 《中华人民共和国水污染防治法》第八十三条
      - 《中华人民共和国行政处罚法》（2021年修订）第九条
  - 编码: "003"
    名称: 对未载明事项的处罚
    类型: 行政处罚
    受理条件: 依照《水污染防治法》办理
    设定依据:
      - 《某市示例管理规定》第三条
""",
    "departments/sthj/duty.yaml": """\
部门: 市生态环境局
责任事项:
  - 事项: "001"
    责任:
      - 环节: 受理责任
        内容: 依法受理
  - 事项: "002"
    责任依据:
      - 《中华人民共和国水污染防治法》第九条
""",
    "departments/sthj/flow.yaml": """\
部门: 市生态环境局
流程:
  - 名称: 许可
    步骤:
      - 编号: 1
        名称: 受理
        角色: 窗口
""",
    "departments/slj/department.yaml": "名称: 市水利局\n",
    "departments/slj/boundary.yaml": """\
部门: 市水利局
职责边界:
  - 管理事项: 入河排污口
    部门分工:
      - 部门: 市水利局
        分工: 河道管理
        依据:
          - 《中华人民共和国水污染防治法》第十九条
      - 部门: 市生态环境局
        分工: 排污口审批
""",
}


@pytest.fixture
def register_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "清单库"
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
