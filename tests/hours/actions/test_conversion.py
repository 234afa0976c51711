from datetime import date
from decimal import Decimal

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.registers.hours import actions, queries
from jejaring.registers.hours.models import Rule
from jejaring.registers.hours.states import Basis, LearningForm

pytestmark = pytest.mark.django_db


def test_load_brings_one_rule_for_each_form(now):
    assert actions.load_rules(at=now) == len(LearningForm)

    assert set(Rule.objects.values_list("form", flat=True)) == set(LearningForm)
    rule = queries.rule_in_force(LearningForm.SEMINAR, date(2026, 11, 26))
    assert (rule.basis, rule.minutes_per_jp, rule.cap) == (Basis.MINUTES, 45, Decimal(4))


def test_load_twice_changes_nothing_and_is_told_once(now):
    actions.load_rules(at=now)

    assert actions.load_rules(at=now) == 0

    assert [entry.act for entry in Entry.objects.all()] == ["hours.rules_loaded"]


def test_a_newer_version_ends_the_one_before(now):
    Rule.objects.create(
        form=LearningForm.WORKSHOP,
        version=0,
        basis=Basis.DAY,
        jp=4,
        valid_from=date(2010, 1, 1),
        legal_basis="Contoh",
    )

    actions.load_rules(at=now)

    assert queries.rule_in_force("workshop", date(2018, 12, 31)).version == 0
    assert queries.rule_in_force("workshop", date(2019, 1, 1)).version == 1
