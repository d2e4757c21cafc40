"""What the loader and the engine find in files, elements and waivers: their pages in the catalogue."""

from __future__ import annotations

from quanze.findings import Severity
from quanze.rules.rule import Family, Rule


def _file(
    code: str, name: str, severity: Severity, why: str, mend: str, *, fix: bool = False
) -> Rule:
    source = "quanze 清单库格式（docs/format.md）"
    return Rule(
        code,
        name,
        severity,
        Family.FILE,
        why,
        source,
        mend,
        fixable=fix,
        essential=severity is Severity.ERROR,
    )


E, W = Severity.ERROR, Severity.WARNING

FILE_RULES: tuple[Rule, ...] = (
    _file("F1", "不是 UTF-8 编码", E, "不同编码的文件在别的电脑上会变成乱码，git 也无法比较。",
          "用编辑器另存为 UTF-8（无 BOM），或运行 quanze validate --fix。", fix=True),
    _file("F2", "开头有 BOM", W, "BOM 是看不见的字符，有的程序会把它当成第一个键的一部分。",
          "另存为“UTF-8（无 BOM）”，或运行 quanze fmt。", fix=True),
    _file("F3", "YAML 写法有误", E, "读不懂的文件里的事项都无法检查和发布。",
          "按提示改正指出的那一行；一个文件有多处错误时，改一处、再检查一次。"),
    _file("F4", "位置不对的文件", E, "放错位置的清单不会被读取，等于没有公布。",
          "移到 departments/<部门>/ 下，名为 department、power、duty、boundary、flow 或 release.yaml。"),
    _file("F5", "缺少部门文件", E, "没有 department.yaml，就不知道清单属于哪个部门。",
          "新建 department.yaml，至少写上名称。"),
    _file("F6", "内容外面套着中文引号", W, "中文引号不起引号的作用，会成为内容的一部分。",
          "删去，或改用英文引号；quanze validate --fix 可以代劳。", fix=True),
    _file("S1", "缺少必需的要素", E, "没有这个要素，事项不完整，无法识别或公布。", "补写缺少的要素。"),
    _file("S2", "不认识的要素", E, "写错名称的要素不会被读取，内容等于丢失。", "改正要素的名称，或移到备注。"),
    _file("S3", "内容的形式不对", E, "形式不对的内容无法读成要素。", "按提示改写。"),
    _file("S4", "引用了没有的共用内容", E, "引用落空，公布出来就缺了这部分内容。",
          "在“共用”里写上被引用的内容，或改正引用的名称。"),
    _file("W1", "豁免已经用不着", W, "问题已经改正，豁免留着会掩盖以后的同类问题。", "从 quanze.yaml 的“豁免”里删去这一条。"),
    _file("W2", "豁免已经到期", W, "到期的豁免不再起作用，问题重新显示。", "改正问题；确需延长的，写明理由和新的到期日。"),
    _file("W3", "设置里的规则不存在或不能关闭", W, "写错代码的设置不起作用；报告“没有读懂”的规则不能关闭。", "用 quanze rule 查看全部规则的代码。"),
    _file("W4", "已知问题已经解决", Severity.INFO, "记为已知的问题不再出现；这一行留着，会掩盖以后同样的问题。",
          "运行 quanze baseline --prune，去掉已经解决的。"),
    _file("X1", "规则自身出错", E, "这条规则没有查完，不能认为没有问题。", "请把提示的内容报告给 quanze 的维护者；其他规则不受影响。"),
)  # fmt: skip
