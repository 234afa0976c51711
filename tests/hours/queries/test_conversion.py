from datetime import date

import pytest

from jejaring.ground.kernel.refusals import NotFound
from jejaring.registers.hours import queries
from jejaring.registers.hours.states import LearningForm
from tests.factories.hours import RuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions(db):
    first = RuleFactory.create(
        version=1, valid_from=date(2019, 1, 1), valid_until=date(2025, 12, 31)
    )
    return first, RuleFactory.create(version=2, valid_from=date(2026, 1, 1))


@pytest.mark.parametrize(("on", "version"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1)])
def test_one_version_is_in_force_on_a_day(versions, on, version):
    assert queries.rule_in_force(LearningForm.SEMINAR, on) == versions[version]
    assert list(queries.rules_on(on)) == [versions[version]]


def test_a_day_without_a_rule_is_refused(versions):
    with pytest.raises(NotFound, match="2018"):
        queries.rule_in_force(LearningForm.SEMINAR, date(2018, 12, 31))


def test_the_table_lists_forms_in_order_and_versions_newest_first(versions):
    workshop = RuleFactory.create(form=LearningForm.WORKSHOP)

    assert queries.rule_table() == [[versions[1], versions[0]], [workshop]]
