"""Every rule, listed by hand: greppable, typed and in order."""

from __future__ import annotations

from quanze.rules.file import FILE_RULES
from quanze.rules.item import (
    a1_no_basis,
    a2_thin_basis,
    a5_low_basis,
    a6_rank_cannot_create,
    a8_label_mismatch,
    a9_abolished_type,
    b2_credit_code,
    b8_entrusted,
    b12_missing_elements,
    c1_promise,
    c2_permit_limit,
    e1_fee,
    e8_personal_data,
    e9_text_damage,
)
from quanze.rules.register import (
    b1_code,
    b4_two_departments,
    b6_main_and_sub,
    b9_numbering,
    b15_type,
    b17_department_name,
    c7_core_stages,
    c8_step_limits,
    c9_flow_form,
    c11_flow_and_table,
    d1_duty_and_power,
    d2_accountability,
    d3_unfit_stages,
    d4_boundary,
    t1_calendar,
)
from quanze.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *FILE_RULES,
    a1_no_basis.RULE,
    a2_thin_basis.RULE,
    a5_low_basis.RULE,
    a6_rank_cannot_create.RULE,
    a8_label_mismatch.RULE,
    a9_abolished_type.RULE,
    b1_code.RULE,
    b2_credit_code.RULE,
    b4_two_departments.RULE,
    b6_main_and_sub.RULE,
    b8_entrusted.RULE,
    b9_numbering.RULE,
    b12_missing_elements.RULE,
    b12_missing_elements.TABLE_RULE,
    b1_code.PROVISIONAL_RULE,
    b15_type.RULE,
    b15_type.SPELLING_RULE,
    b17_department_name.RULE,
    c1_promise.RULE,
    c2_permit_limit.RULE,
    c1_promise.UNITS_RULE,
    c7_core_stages.RULE,
    c8_step_limits.RULE,
    c9_flow_form.RULE,
    c11_flow_and_table.RULE,
    d1_duty_and_power.RULE,
    d2_accountability.RULE,
    d3_unfit_stages.RULE,
    d4_boundary.RULE,
    e1_fee.RULE,
    e8_personal_data.RULE,
    e9_text_damage.RULE,
    t1_calendar.RULE,
    t1_calendar.UNUSUAL_RULE,
)

RULES_BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
