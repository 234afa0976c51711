from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.registers.hours import files, rules
from jejaring.registers.hours.models import Rule, hundredths
from jejaring.registers.hours.states import LearningForm

TABLE = {row.form: Rule(**row._asdict()) for row in files.rules()}


@pytest.mark.parametrize(
    ("form", "minutes", "days", "jp"),
    [
        (LearningForm.SEMINAR, 120, 1, "2"),
        (LearningForm.SEMINAR, 44, 1, "0"),
        (LearningForm.SEMINAR, 45, 1, "1"),
        (LearningForm.SEMINAR, 480, 1, "4"),
        (LearningForm.SEMINAR, 480, 2, "8"),
        (LearningForm.SEMINAR_INTERNATIONAL, 480, 1, "6"),
        (LearningForm.WORKSHOP, 480, 2, "10"),
        (LearningForm.WORKSHOP_INTERNATIONAL, 480, 1, "7"),
        (LearningForm.COURSE, 908 * 45, 105, "908"),
        (LearningForm.COURSE_INTERNATIONAL, 450, 2, "12"),
        (LearningForm.COACHING, 60, 1, "2"),
        (LearningForm.BENCHMARKING, 480, 3, "10"),
        (LearningForm.SECONDMENT, 480, 30, "20"),
    ],
)
def test_what_a_rule_gives(form, minutes, days, jp):
    assert rules.jp_for(TABLE[form], minutes, days) == Decimal(jp)


@given(st.sampled_from(list(LearningForm)), st.integers(0, 60_000), st.integers(1, 200))
def test_hours_are_whole_hundredths_and_within_the_cap(form, minutes, days):
    rule = TABLE[form]

    jp = rules.jp_for(rule, minutes, days)

    assert hundredths(jp) >= 0
    assert rule.cap is None or jp <= rule.cap * days


def test_a_finer_fraction_than_a_hundredth_is_refused():
    with pytest.raises(ValueError, match="finer"):
        hundredths("0.125")


def test_every_form_ships_with_a_legal_basis():
    assert list(TABLE) == list(LearningForm)
    assert all(rule.legal_basis and rule.valid_from == date(2019, 1, 1) for rule in TABLE.values())
