"""Whatever happened to agreements: no door is open without an active clause, none shut with one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agreements.actions import doors as actions
from jejaring.parties.agreements.models import Agreement, Clause, Movement, in_force
from jejaring.parties.agreements.queries import doors
from jejaring.parties.agreements.states import TRANSITIONS, AgreementState, Resource
from tests.factories.agencies import AgencyFactory, ServiceAreaFactory
from tests.factories.agreements import ClauseFactory, pact

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOON = datetime(2026, 11, 26, 5, tzinfo=UTC)
BEGUN = {"registered", "suspended", "disputed", "terminated"}
REGISTERED = AgreementState.REGISTERED

days = st.one_of(st.none(), st.integers(-40, 40))


def in_order(span: Any) -> bool:
    return None in span or span[0] <= span[1]


spans = st.tuples(days, days).filter(in_order)
kinds = st.sampled_from([Resource.LIVE_SESSIONS, Resource.CATALOGUE])
clauses = st.tuples(
    st.integers(0, 2), st.integers(0, 2), kinds, spans, st.one_of(st.none(), st.integers(1, 3))
).filter(lambda clause: clause[0] != clause[1])
"""Giver, receiver, resource, own days, quantity."""
agreements = st.tuples(spans, days, st.booleans(), st.lists(clauses, min_size=1, max_size=2))
"""Days, early end, whether it amends the one before and replaces its clauses, clauses."""
acts = st.one_of(
    st.tuples(st.just("move"), st.integers(0, 3), st.sampled_from(list(AgreementState))),
    st.tuples(st.just("take"), st.integers(0, 5), st.integers(1, 2)),
    st.tuples(st.just("give back"), st.integers(0, 5), st.just(0)),
    st.tuples(st.just("deliver"), st.integers(0, 5), st.just(1)),
    st.tuples(st.just("take back"), st.integers(0, 5), st.just(0)),
)
histories = st.tuples(
    st.lists(agreements, min_size=1, max_size=4), st.lists(acts, max_size=14), st.integers(-45, 45)
)


def day(offset: int | None) -> date | None:
    return None if offset is None else NOON.date() + timedelta(days=offset)


def write(agencies, written) -> list[Clause]:
    before: list[Any] = []
    made: list[Any] = []
    for (starts, ends), early, amends, promised in written:
        amended = before[0].agreement if amends and before else None
        agreement = pact(
            *agencies, starts_on=day(starts), ends_on=day(ends), terminates_on=day(early),
            amends=amended, state_changed_at=NOON - timedelta(days=60), state=REGISTERED,
        )  # fmt: skip
        now: list[Any] = []
        for number, (giver, receiver, resource, (opens, shuts), quantity) in enumerate(promised):
            replaces = before[number] if amended and number < len(before) else None
            now.append(
                ClauseFactory(
                    agreement=agreement, giver=agencies[giver], receiver=agencies[receiver],
                    resource=resource, starts_on=day(opens), ends_on=day(shuts),
                    quantity=quantity, replaces=replaces,
                )
            )  # fmt: skip
        before = now
        made += now
    return made


def happen(made: list[Clause], history, at: datetime) -> None:
    rows = list(Agreement.objects.order_by("pk"))
    for what, number, value in history:
        clause = made[number % len(made)]
        told = {"clause_id": clause.pk, "source": f"acara:{number}", "by": None, "at": at}
        try:
            with transaction.atomic():
                if what == "move":
                    move(rows[number % len(rows)], value)
                elif what == "take":
                    actions.take(**told, title="Acara Contoh", quantity=value)
                elif what == "give back":
                    actions.give_back(**told)
                elif what == "deliver":
                    actions.deliver(**told, title="Acara Contoh", quantity=value)
                else:
                    actions.take_back(**told)
        except Refusal:
            continue


def move(agreement: Agreement, state: AgreementState) -> None:
    agreement.refresh_from_db()
    if state in TRANSITIONS[AgreementState(agreement.state)]:
        agreement.state = state
        agreement.save(update_fields=["state"])


def is_active(clause: Clause, on: date) -> bool:
    """The same rule in the slowest words."""
    own = (clause.starts_on is None or clause.starts_on <= on) and (
        clause.ends_on is None or on <= clause.ends_on
    )
    base = clause.agreement.amends
    base_stands = base is None or (
        base.state not in BEGUN - {"registered"}
        and (base.terminates_on is None or base.terminates_on > on)
    )
    replaced = any(
        other.agreement.state in BEGUN
        and other.agreement.starts_on is not None
        and other.agreement.starts_on <= on
        and (other.starts_on is None or other.starts_on <= on)
        for other in Clause.objects.filter(replaces=clause).select_related("agreement")
    )
    left = clause.quantity is None or clause.scheduled < clause.quantity
    return clause.agreement.is_in_force(on) and own and base_stands and not replaced and left


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories)
def test_a_door_is_open_if_and_only_if_a_clause_is_active(history):
    written, happened, offset = history
    at = NOON + timedelta(days=offset)
    with transaction.atomic():
        agencies = [AgencyFactory() for _each in range(3)]
        office = AgencyFactory()
        ServiceAreaFactory(agency=agencies[1], serves=office)
        made = write(agencies, written)
        happen(made, happened, at)

        check_doors(agencies, office, at)
        check_sums(made)
        transaction.set_rollback(True)


def check_doors(agencies, office, at) -> None:
    every = list(Clause.objects.select_related("agreement__amends"))
    active = {clause.pk: clause for clause in every if is_active(clause, at.date())}
    forced = set(
        Clause.objects.filter(in_force(at.date(), "agreement__")).values_list("pk", flat=True)
    )
    assert set(active) <= forced
    for giver in agencies:
        for to in (*agencies, office):
            receivers = {to.pk} | ({agencies[1].pk} if to == office else set())
            for resource in (Resource.LIVE_SESSIONS, Resource.CATALOGUE):
                found = doors.clause_for(agency=giver, to=to, resource=resource, at=at)
                fitting = {
                    key
                    for key, clause in active.items()
                    if clause.giver_id == giver.pk
                    and clause.receiver_id in receivers
                    and clause.resource == resource
                }
                assert found.is_open == bool(fitting)
                if found.is_open:
                    assert found.clause.id in fitting
                assert found.told


def check_sums(made: list[Clause]) -> None:
    for clause in Clause.objects.filter(pk__in=[one.pk for one in made]):
        moved = {"scheduled": 0, "delivered": 0}
        for movement in Movement.objects.filter(clause=clause):
            moved[movement.kind] += movement.quantity
        assert (clause.scheduled, clause.delivered) == (moved["scheduled"], moved["delivered"])
        assert clause.quantity is None or clause.scheduled <= clause.quantity
