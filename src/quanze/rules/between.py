"""H1 to H11: registers of several levels held against each other; `quanze align` finds them.

A rule here has no check of its own: what it finds, expressions in `align/` find over any number of registers.
"""

from __future__ import annotations

from quanze.findings import Severity
from quanze.rules.rule import Family, Rule

_TAIZHOU = (
    "台州市推行权力清单制度的交流材料（2014年，名称、编码、分类、依据、自由裁量标准“五统一”）"
)
_JILIN = "吉发〔2020〕7号"
_FRAUDS = f"{_JILIN}第十三条（明放暗不放、放责不放权、放虚不放实）"

BETWEEN_RULES = (
    Rule(
        code="H1",
        name="名称、编码、类型与上级不统一",
        severity=Severity.WARNING,
        family=Family.LEVELS,
        why="同一事项在各级清单里名称、编码、类型应当一致，群众才知道是同一件事，数字也才能相加。按基本编码对照；"
        "没有基本编码的不比，不按名称猜。",
        source=f"{_TAIZHOU}；中央编办、原国务院法制办2018年通报（名称、类型、依据、编码等要素基本一致）",
        mend="按上级清单改名称、类型；确有理由不同的（如地方性法规另有规定），在 quanze.yaml 里写明理由后豁免。",
    ),
    Rule(
        code="H2",
        name="依据、裁量标准与上级不统一",
        severity=Severity.WARNING,
        family=Family.LEVELS,
        why="同一事项的设定依据、裁量标准各级应当一致。依据按法规名称和条、款、项对照，不管写法和版本；裁量标准按阶次、"
        "情形、标准对照，上级没有裁量标准的不比。",
        source=f"{_TAIZHOU}；中央编办、原国务院法制办2018年通报（名称、类型、依据、编码等要素基本一致）",
        mend="补上缺少的依据，照上级的阶次改裁量标准；多出来的是本地的地方性法规、规章，确实应当引用的，写明理由后豁免。",
    ),
    Rule(
        code="H3",
        name="应承接未承接",
        severity=Severity.ERROR,
        family=Family.LEVELS,
        why="已经交接的下放、委托事项，承接部门要及时列入自己的权责清单，否则没有人办。按承接的编码、基本编码查找；"
        "期限已满、已经收回、还没有交接的不算。",
        source=f"{_JILIN}第十一条（及时将承接的行政职权事项纳入部门权责清单管理）；甘肃省审计厅网站文章（2021年，审计发现的问题：应承接未承接）",
        mend="承接部门把事项列入权力清单，写上基本编码；没有真正下放的，更正批次或者调整记录。",
    ),
    Rule(
        code="H4",
        name="上级取消，下级未取消",
        severity=Severity.ERROR,
        family=Family.LEVELS,
        why="上级取消的事项，下级也要及时取消。对照上级批准的动态调整记录，按基本编码查找；上级清单里现在又有的不算。",
        source="台州市推行权力清单制度的交流材料（2014年，凡是市里取消的，县（市、区）也做到及时取消）；优化营商环境条例第四十条",
        mend="按程序取消，并写明后续监管；上级取消的只是上级自己行使的部分的，请上级把调整记录的种类改为下放。",
    ),
    Rule(
        code="H5",
        name="明放暗不放",
        severity=Severity.ERROR,
        family=Family.LEVELS,
        why="下放、直接下放并且已经交接的事项，放权部门的清单里还有，或者放权部门的流程还在用它。定向赋权、只给一部分权限的，"
        "放权部门的“权限划分”里写明还行使哪些的不算。",
        source=_FRAUDS,
        mend="放权部门把事项调出清单和流程；还行使一部分的，在“权限划分”里写明。",
    ),
    Rule(
        code="H6",
        name="放责不放权",
        severity=Severity.ERROR,
        family=Family.LEVELS,
        why="下级的责任清单里有这个事项的责任，权力清单里没有这项职权，职权还在上级：责任下去了，权力没有下去。",
        source=_FRAUDS,
        mend="把职权一并下放，下级列入权力清单；没有下放的，从下级的责任清单里删去。",
    ),
    Rule(
        code="H7",
        name="放虚不放实",
        severity=Severity.ERROR,
        family=Family.LEVELS,
        why="下放、直接下放的事项，决定、审批环节仍由放权部门办理：批次里保留了决定环节，或者承接部门的流程里，"
        "决定一步的角色、岗位是放权部门或者上级，或者还要报它审批、等它批复。下放实质性审核权的，审查还由放权部门办理也是。",
        source=_FRAUDS,
        mend="决定环节一并交给承接部门，改批次的“保留环节”或者流程；本来只是服务窗口前移、下放审核权的，把“方式”改过来。",
    ),
    Rule(
        code="H8",
        name="承接了职权，没有责任事项",
        severity=Severity.WARNING,
        family=Family.LEVELS,
        why="有权必有责，授权与授责相一致：下放、直接下放的事项，承接部门的责任清单里要有它的责任事项。",
        source=f"{_JILIN}第二条（同权同责、权责统一）、第十一条（明确任务分工，确保相关责任落实到位）",
        mend="承接部门在 duty.yaml 里补写这个事项的责任。",
    ),
    Rule(
        code="H9",
        name="两处公布的清单不一致",
        severity=Severity.ERROR,
        family=Family.LEVELS,
        why="部门网站和政府网站公布的同一个部门的清单应当一致。用 quanze align --same 对照，只比两处都有的部门，"
        "比有没有这个事项，以及名称、类型、行使主体、法定时限、承诺时限。",
        source="甘肃省审计厅网站文章（2021年，审计发现的问题：部门网站与政府网站公布的清单不一致）；吉政办发〔2016〕8号",
        mend="以批准的清单为准，更正另一处；两处都由同一个清单库发布，就不会再不一致。",
    ),
    Rule(
        code="H10",
        name="授权已经终止，下级清单里还有",
        severity=Severity.WARNING,
        family=Family.LEVELS,
        why="上级收回的、期限已满没有延期的，承接部门不能再办，再办就是没有职权。按承接的编码、基本编码查找；另有批次授予、"
        "现在有效的不算。只按基本编码找到的，可能是本级自己的职权，要核对。",
        source="《行政许可法》第二十四条（在其法定职权范围内依法委托）；《行政处罚法》第二十条第二款（委托书载明期限）；"
        f"{_JILIN}第十一条（纳入部门权责清单管理）",
        mend="从清单里调出；已经延期、另行授权的，放权部门补写批次的办理记录；本级本来就有这项职权的，写明理由后豁免。",
    ),
    Rule(
        code="H11",
        name="受委托的事项再委托",
        severity=Severity.ERROR,
        family=Family.LEVELS,
        why="受委托的机关、组织不能把行政许可、行政处罚再委托给别人。看上级的批次是委托、现在有效，而承接部门自己的批次"
        "又把它委托出去、已经交接的。",
        source="《行政许可法》第二十四条第三款；《行政处罚法》第二十条第四款",
        mend="收回再委托；确需由下一级办理的，请原机关直接委托给它。",
    ),
)
