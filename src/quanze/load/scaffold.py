"""A fresh register: settings, folders and a git repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from quanze.load.emit import scalar
from quanze.load.layout import LIST_KINDS, REGISTER_LISTS
from quanze.load.schemas import schema_files, schema_name
from quanze.load.source import SETTINGS_FILE, CannotRun
from quanze.load.write import write_text

_SETTINGS = """\
# 清单库的设置。每一项的说明见 docs/format.md，编辑器里也有提示。
名称: {name}
{region}{division}# 层级: 市级
# 编制机关: 编制清单的机关

# 编码方案: 预置的方案有 国标31、国标24、国标12、国标10、湖北16；也可以在这里描述本地方案
# 编码方案:
#   - 国标31

# 规则: 可以改变一条规则的级别，或对一个事项暂时豁免（要有理由和到期日）
# 规则:
#   级别:
#     B9: 提示
#   豁免:
#     - 规则: A2
#       事项: "事项编码"
#       理由: 等待上级批复
#       到期: 2027-06-30
"""
_ATTRIBUTES = "* text=auto eol=lf\n*.xls binary\n*.xlsx binary\n"


def new_register(
    folder: Path, *, name: str | None = None, region: str | None = None, division: str | None = None
) -> Iterator[str]:
    """Write a fresh register; yields a line in Chinese for each thing made.

    Raises:
        CannotRun: there is a register already, or the folder is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise CannotRun(f"{folder} 是一个文件，不是文件夹。请换一个名称。")
    if (folder / SETTINGS_FILE).exists():
        raise CannotRun(f"{folder} 里已经有清单库了，没有改动。导入清单用 quanze import。")
    title = name or (f"{region}权责清单" if region else f"{folder.resolve().name}权责清单")
    text = _SETTINGS.format(
        name=scalar(title),
        region=f"地区: {scalar(region)}\n" if region else "# 地区: 辽源市\n",
        division=f'行政区划代码: "{division}"\n' if division else '# 行政区划代码: "六位数字"\n',
    )
    write_text(folder / SETTINGS_FILE, text)
    yield f"新建 {folder / SETTINGS_FILE}"
    write_text(folder / ".gitattributes", _ATTRIBUTES)
    (folder / "departments").mkdir(exist_ok=True)
    _editor(folder)
    yield from _repository(folder)


def _editor(folder: Path) -> None:
    """Let VS Code's YAML extension explain elements while they are typed."""
    schemas = ".quanze/schemas"
    for name, text in schema_files().items():
        write_text(folder / schemas / name, text)
    globs = {
        stem: [f"departments/*/{stem}.yaml", f"departments/*/{stem}/*.yaml"] for stem in LIST_KINDS
    }
    globs |= {"quanze": ["quanze.yaml"], "department": ["departments/*/department.yaml"]}
    globs["laws"] = ["laws/*.yaml"]
    globs["reference"] = ["references/*.yaml"]
    globs |= {schema_name(path): [path] for path in REGISTER_LISTS}
    settings = {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "yaml.schemas": {f"./{schemas}/{name}.schema.json": where for name, where in globs.items()},
    }
    write_text(
        folder / ".vscode" / "settings.json",
        json.dumps(settings, ensure_ascii=False, indent=2) + "\n",
    )


def _repository(folder: Path) -> Iterator[str]:
    """Put the register under git, unless it lies in a repository already or git is not installed."""
    try:
        from git import Repo  # slow to load, and fails where git is missing
        from git.exc import InvalidGitRepositoryError
    except ImportError:
        yield "没有找到 git，清单库没有放进版本库；装好 git 后在文件夹里运行 git init。"
        return
    try:
        Repo(folder, search_parent_directories=True).close()
    except InvalidGitRepositoryError:
        Repo.init(folder, initial_branch="main").close()
        yield f"新建 git 版本库 {folder}"
