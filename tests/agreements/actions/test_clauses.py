from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import clauses, editing
from jejaring.parties.agreements.actions.clauses import Terms
from jejaring.parties.agreements.models import Agreement, Clause, CooperationField
from jejaring.parties.agreements.rules import terms as rules
from jejaring.parties.agreements.states import AgreementState, PriceRule, Resource
from tests.conftest import NOW
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import ClauseFactory, LineFactory, pact

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)


@pytest.fixture
def agreement():
    return pact(AgencyFactory(), AgencyFactory(), starts_on=FIRST, ends_on=LAST)


@pytest.fixture
def officer(agreement):
    return MembershipFactory(agency=agreement.parties.get(position=1).agency, officer=True).person


@pytest.fixture
def terms(agreement):
    giver, receiver = (side.agency for side in agreement.parties.order_by("position"))
    return Terms(
        field=CooperationField.objects.get(number=1),
        giver=giver,
        receiver=receiver,
        resource=Resource.LIVE_SESSIONS,
        quantity=500,
        shares=("name", "attendance"),
    )


def add(agreement, terms, by):
    return clauses.add_clause(agreement=agreement, terms=terms, by=by, at=NOW)


def test_a_clause_promises(agreement, officer, terms):
    clause = add(agreement, terms, officer)

    clause.refresh_from_db()
    assert (clause.position, clause.quantity, clause.shares) == (1, 500, ["attendance", "name"])
    agreement.refresh_from_db()
    assert agreement.revision == 1
    assert [entry.act for entry in Entry.objects.all()] == ["agreements.clause_added"]


def test_a_clause_is_changed_and_the_same_again_changes_nothing(agreement, officer, terms):
    clause = add(agreement, terms, officer)
    wanted = replace(terms, quantity=900, note="Kelas Kamis")

    for _ in range(2):
        clauses.change_clause(clause=clause, terms=wanted, by=officer, at=NOW)

    clause.refresh_from_db()
    assert (clause.quantity, clause.note) == (900, "Kelas Kamis")
    assert Entry.objects.filter(act="agreements.clause_changed").count() == 1


def test_a_clause_is_removed_unless_something_hangs_on_it(agreement, officer, terms):
    clause = add(agreement, terms, officer)
    line = LineFactory(agreement=agreement, clause=clause)

    with pytest.raises(clauses.ClauseInUse):
        clauses.remove_clause(clause=clause, by=officer, at=NOW)
    line.delete()
    clauses.remove_clause(clause=clause, by=officer, at=NOW)

    assert Clause.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"quantity": 0}, clauses.QuantityIsNothing),
        ({"price": 50_000}, clauses.PriceUnsound),
        ({"price_rule": PriceRule.PER_HEAD}, clauses.PriceUnsound),
        ({"starts_on": date(2025, 12, 31)}, clauses.ClauseOutsideTerm),
        ({"ends_on": date(2029, 1, 1)}, clauses.ClauseOutsideTerm),
        (
            {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)},
            clauses.ClauseEndsBeforeStart,
        ),
    ],
)
def test_a_clause_that_cannot_hold_is_refused(agreement, officer, terms, wrong, refusal):
    with pytest.raises(refusal):
        add(agreement, replace(terms, **wrong), officer)
    assert Clause.objects.count() == 0


def test_giver_and_receiver_are_two_parties(agreement, officer, terms):
    stranger = AgencyFactory()

    for wrong in ({"giver": stranger}, {"receiver": stranger}, {"receiver": terms.giver}):
        with pytest.raises(clauses.NotParties):
            add(agreement, replace(terms, **wrong), officer)


def test_two_clauses_do_not_open_the_same_door_on_one_day(agreement, officer, terms):
    spring = replace(terms, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    add(agreement, spring, officer)

    with pytest.raises(clauses.ClauseOverlaps, match="1"):
        add(agreement, replace(terms, starts_on=date(2026, 6, 30)), officer)
    with pytest.raises(clauses.ClauseOverlaps):
        add(agreement, terms, officer)
    later = add(agreement, replace(terms, starts_on=date(2026, 7, 1)), officer)
    back = replace(terms, giver=terms.receiver, receiver=terms.giver)
    add(agreement, back, officer)
    add(agreement, replace(terms, resource=Resource.CATALOGUE), officer)

    with pytest.raises(clauses.ClauseOverlaps):
        clauses.change_clause(clause=later, terms=terms, by=officer, at=NOW)


def test_less_than_what_is_used_cannot_be_promised(agreement, officer, terms):
    old = ClauseFactory(giver=terms.giver, receiver=terms.receiver, scheduled=120)
    clause = add(agreement, terms, officer)
    Clause.objects.filter(pk=clause.pk).update(replaces=old)
    clause.refresh_from_db()

    with pytest.raises(clauses.QuantityBelowUsed, match="120"):
        clauses.change_clause(clause=clause, terms=replace(terms, quantity=119), by=officer, at=NOW)
    clauses.change_clause(clause=clause, terms=replace(terms, quantity=120), by=officer, at=NOW)


def test_a_neighbour_promises_changes_and_removes_nothing(agreement, officer, terms):
    clause = add(agreement, terms, officer)
    neighbour = MembershipFactory(officer=True).person

    for act in (
        lambda: add(agreement, replace(terms, resource=Resource.RESEARCH), neighbour),
        lambda: clauses.change_clause(
            clause=clause, terms=replace(terms, quantity=1), by=neighbour, at=NOW
        ),
        lambda: clauses.remove_clause(clause=clause, by=neighbour, at=NOW),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_agreed_clauses_stand_still(agreement, officer, terms):
    clause = add(agreement, terms, officer)
    Agreement.objects.update(state=AgreementState.APPROVED)
    clause.refresh_from_db()

    for act in (
        lambda: add(agreement, replace(terms, resource=Resource.RESEARCH), officer),
        lambda: clauses.change_clause(
            clause=clause, terms=replace(terms, quantity=1), by=officer, at=NOW
        ),
        lambda: clauses.remove_clause(clause=clause, by=officer, at=NOW),
    ):
        with pytest.raises(editing.NotEditable):
            act()


def test_a_text_carries_so_many_clauses(agreement, officer, terms):
    for _ in range(clauses.MOST):
        ClauseFactory(agreement=agreement, giver=terms.giver, receiver=terms.receiver)

    with pytest.raises(clauses.TooManyClauses):
        add(agreement, replace(terms, resource=Resource.RESEARCH), officer)


DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 3, 1))


@given(st.tuples(DAYS, DAYS), st.tuples(DAYS, DAYS), st.tuples(DAYS, DAYS))
def test_days_meet_if_and_only_if_some_day_is_in_both(term, one, two):
    agreement = Agreement(starts_on=term[0], ends_on=term[1])
    first, second = (Clause(starts_on=days[0], ends_on=days[1]) for days in (one, two))

    def holds(clause, day):
        begin = clause.starts_on or agreement.starts_on or date.min
        return begin <= day <= (clause.ends_on or agreement.ends_on or date.max)

    days = [date.fromordinal(date(2026, 1, 1).toordinal() + number) for number in range(62)]
    both = any(holds(first, day) and holds(second, day) for day in days)
    assert rules.days_meet(agreement, first, second) == both
