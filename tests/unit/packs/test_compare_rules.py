"""What was added, taken out and changed from one edition of the rules to another."""

from dataclasses import replace

from sixpoint.packs.compare_rules import FieldChanged, compare_rules
from sixpoint.packs.rules import Given
from sixpoint.terms.issue import Severity
from tests.support.visits import visit_rule

KEPT = visit_rule("required", ["began"], code="CL-VIS-01")
GONE = visit_rule("required", ["ended"], code="CL-VIS-02")
NEW = visit_rule("required", ["seen"], code="CL-VIS-03")


def test_a_rule_is_known_by_its_code() -> None:
    compared = compare_rules([GONE, KEPT], [KEPT, NEW])
    assert [rule.code for rule in compared.added] == ["CL-VIS-03"]
    assert [rule.code for rule in compared.removed] == ["CL-VIS-02"]
    assert compared.changed == ()


def test_a_changed_rule_says_which_of_its_fields_changed() -> None:
    changed = replace(KEPT, severity=Severity.WARNING, given=Given(codes=("yes",)), kind="in_codes")
    (rule,) = compare_rules([KEPT], [changed]).changed
    assert [field.field for field in rule.fields] == ["kind", "severity", "given"]
    assert rule.fields[1] == FieldChanged(field="severity", before="error", after="warning")
    assert '"codes": ["yes"]' in (rule.fields[2].after or "")


def test_the_same_rules_do_not_differ_whatever_their_order() -> None:
    compared = compare_rules([KEPT, GONE], [GONE, KEPT])
    assert not (compared.added or compared.removed or compared.changed)
