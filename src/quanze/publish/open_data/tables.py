"""All tables of the open data: which elements each shows, and how its rows say where they stand."""

from __future__ import annotations

from typing import Final

from quanze.model.adjustment import (
    AdjustmentRecord,
    AffectedDocument,
    ElementRecord,
    Ground,
    RecordedChange,
    StepTaken,
)
from quanze.model.basis import LegalBasis
from quanze.model.boundary import BoundaryMatter, Share
from quanze.model.coordinating_body import CoordinatedTask, CoordinatingBody, Member
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import (
    Agreement,
    DelegatedItem,
    DelegationEvent,
    Demand,
    HandoverList,
    PilotStep,
    Receiver,
    Taking,
)
from quanze.model.department import Counter, Department, Office
from quanze.model.duty import Duty, DutyStage, MainDuty, OversightMeasure, PublicService
from quanze.model.flow import Flow, FlowStep, Next
from quanze.model.items import (
    Channel,
    DiscretionStep,
    IntermediaryService,
    Material,
    SpecialProcedure,
)
from quanze.model.joint_matter import JointMatter, JointPart, JointStage
from quanze.model.negative_list import Approval, NegativeEntry, NegativeList, Scope
from quanze.model.power import HandlingItem, Power, SubItem
from quanze.model.regulation import Consultation, Evaluation, OperatingRegulation
from quanze.model.release import Release
from quanze.publish.open_data.lists import (
    ADJUSTMENTS,
    BOUNDARIES,
    COORDINATING_BODIES,
    DELEGATIONS,
    DEPARTMENTS,
    DUTIES,
    FLOWS,
    JOINT_MATTERS,
    MAIN_DUTIES,
    NEGATIVE_LIST,
    OVERSIGHT,
    POWERS,
    REGULATIONS,
    RELEASES,
    SERVICES,
)
from quanze.publish.open_data.table import Table

_TOP: Final = ("department", "position")
_INNER: Final = ("department", "entry_position", "key", "position")
_OF_ITEMS: Final = (*_INNER, "sub_item", "handling_item")
_ANYWHERE: Final = (*_OF_ITEMS, "list_name", "element", "parent", "parent_position")

_OF_RECORDS: Final = ("record", "position")
_OF_ALL: Final = ("key", "position")

_WITH_BASES: Final = (
    DEPARTMENTS, MAIN_DUTIES, POWERS, DUTIES, SERVICES, OVERSIGHT, BOUNDARIES,
    REGULATIONS, COORDINATING_BODIES, NEGATIVE_LIST, JOINT_MATTERS, DELEGATIONS,
)  # fmt: skip

TABLES: Final = (
    Table("departments", "部门", (DEPARTMENTS,), (Department,), ("department",)),
    Table("offices", "内设机构", (DEPARTMENTS,), (Office,), ("department", "position")),
    Table("counters", "窗口", (DEPARTMENTS,), (Counter,), ("department", "position")),
    Table("main_duties", "主要职责", (MAIN_DUTIES,), (MainDuty,), _TOP),
    Table("items", "事项", (POWERS,), (Power,), _TOP),
    Table(
        "sub_items", "子项和业务办理项", (POWERS,), (SubItem, HandlingItem),
        (*_INNER, "sub_item", "element"),
    ),
    Table("bases", "依据", _WITH_BASES, (LegalBasis,), _ANYWHERE),
    Table(
        "materials", "申请材料", (POWERS, SERVICES, JOINT_MATTERS), (Material,),
        (*_OF_ITEMS, "list_name"),
    ),
    Table("special_procedures", "特别程序", (POWERS,), (SpecialProcedure,), _OF_ITEMS),
    Table("discretion", "裁量基准", (POWERS,), (DiscretionStep,), _OF_ITEMS),
    Table("intermediary", "中介服务", (POWERS,), (IntermediaryService,), _OF_ITEMS),
    Table(
        "channels", "咨询和监督渠道", (DEPARTMENTS, POWERS, SERVICES), (Channel,),
        (*_OF_ITEMS, "list_name", "element"),
    ),
    Table("duties", "责任事项", (DUTIES,), (Duty,), _TOP),
    Table("duty_stages", "各环节的责任", (DUTIES,), (DutyStage,), (*_INNER, "sub_item")),
    Table("public_services", "公共服务事项", (SERVICES,), (PublicService,), _TOP),
    Table("oversight", "事中事后监管", (OVERSIGHT,), (OversightMeasure,), _TOP),
    Table("boundaries", "职责边界", (BOUNDARIES,), (BoundaryMatter,), _TOP),
    Table("boundary_shares", "部门分工", (BOUNDARIES,), (Share,), _INNER),
    Table("flows", "流程", (FLOWS,), (Flow,), _TOP),
    Table("flow_steps", "流程的步骤", (FLOWS,), (FlowStep,), _INNER),
    Table("flow_next", "步骤的下一步", (FLOWS,), (Next,), (*_INNER, "parent", "parent_position")),
    Table("releases", "启用记录", (RELEASES,), (Release,), _TOP),
    Table("regulations", "配套制度", (REGULATIONS,), (OperatingRegulation,), ("position",)),
    Table("regulation_consultations", "听取意见", (REGULATIONS,), (Consultation,), _OF_ALL),
    Table("regulation_evaluations", "后评估", (REGULATIONS,), (Evaluation,), _OF_ALL),
    Table(
        "coordinating_bodies", "议事协调机构", (COORDINATING_BODIES,), (CoordinatingBody,),
        ("position",),
    ),
    Table("coordination_members", "成员单位", (COORDINATING_BODIES,), (Member,), _OF_ALL),
    Table("coordination_tasks", "协调的任务", (COORDINATING_BODIES,), (CoordinatedTask,), _OF_ALL),
    Table("negative_list", "负面清单", (NEGATIVE_LIST,), (NegativeList,), ("position",)),
    Table("negative_approvals", "负面清单的核准事项", (NEGATIVE_LIST,), (Approval,), _OF_ALL),
    Table(
        "negative_scopes", "核准事项的范围", (NEGATIVE_LIST,), (Scope,),
        (*_OF_ALL, "parent", "parent_position"),
    ),
    Table("negative_entries", "负面清单的条目", (NEGATIVE_LIST,), (NegativeEntry,), _OF_ALL),
    Table("joint_matters", "并联审批事项", (JOINT_MATTERS,), (JointMatter,), ("position",)),
    Table("joint_stages", "并联的阶段", (JOINT_MATTERS,), (JointStage,), _OF_ALL),
    Table(
        "joint_parts", "并联的各项", (JOINT_MATTERS,), (JointPart,),
        (*_OF_ALL, "parent", "parent_position"),
    ),
    Table("delegations", "赋权批次", (DELEGATIONS,), (Delegation,), ("position",)),
    Table("delegation_demands", "赋权需求", (DELEGATIONS,), (Demand,), _OF_RECORDS),
    Table("delegation_pilots", "赋权试点", (DELEGATIONS,), (PilotStep,), _OF_RECORDS),
    Table("delegation_receivers", "承接主体", (DELEGATIONS,), (Receiver,), _OF_RECORDS),
    Table("delegated_items", "下放委托的事项", (DELEGATIONS,), (DelegatedItem,), _OF_RECORDS),
    Table(
        "delegation_takings", "事项的承接", (DELEGATIONS,), (Taking,),
        (*_OF_RECORDS, "parent", "parent_position"),
    ),
    Table("delegation_agreements", "委托协议", (DELEGATIONS,), (Agreement,), _OF_RECORDS),
    Table("delegation_handovers", "移交清单", (DELEGATIONS,), (HandoverList,), _OF_RECORDS),
    Table("delegation_events", "赋权的办理", (DELEGATIONS,), (DelegationEvent,), _OF_RECORDS),
    Table("adjustments", "动态调整", (ADJUSTMENTS,), (AdjustmentRecord,), ("position",)),
    Table("adjustment_steps", "调整的办理", (ADJUSTMENTS,), (StepTaken,), _OF_RECORDS),
    Table("adjustment_changes", "变更", (ADJUSTMENTS,), (RecordedChange,), _OF_RECORDS),
    Table(
        "adjustment_elements", "变更的要素", (ADJUSTMENTS,), (ElementRecord,),
        (*_OF_RECORDS, "parent", "parent_position"),
    ),
    Table("adjustment_documents", "规范性文件", (ADJUSTMENTS,), (AffectedDocument,), _OF_RECORDS),
    Table(
        "grounds", "决定的文件依据", (ADJUSTMENTS, DELEGATIONS, NEGATIVE_LIST), (Ground,),
        ("list_name", "key", "position"),
    ),
)  # fmt: skip
