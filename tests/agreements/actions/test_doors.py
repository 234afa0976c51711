from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agreements.actions import doors
from jejaring.parties.agreements.models import Agreement, Clause, Movement
from jejaring.parties.agreements.states import AgreementState, MovementKind
from tests.factories.agencies import AgencyFactory
from tests.factories.agreements import ClauseFactory, pact
from tests.factories.people import PersonFactory


@pytest.fixture
def clause(db, now):
    giver, receiver = AgencyFactory(), AgencyFactory()
    day = now.date()
    agreement = pact(
        giver, receiver, state=AgreementState.REGISTERED, starts_on=day,
        ends_on=day + timedelta(days=300), state_changed_at=now - timedelta(days=1),
    )  # fmt: skip
    return ClauseFactory(agreement=agreement, giver=giver, receiver=receiver, quantity=3)


@pytest.fixture
def someone(db):
    return PersonFactory()


def take(clause, source, by, at, quantity=1):
    return doors.take(
        clause_id=clause.pk, source=source, title="Sesi Contoh", quantity=quantity, by=by, at=at
    )


def sums(clause):
    row = Clause.objects.get(pk=clause.pk)
    for kind, total in ((MovementKind.SCHEDULED, row.scheduled), ("delivered", row.delivered)):
        moves = Movement.objects.filter(clause=clause, kind=kind)
        assert sum(moves.values_list("quantity", flat=True)) == total
    return row.scheduled, row.delivered


def test_what_is_taken_is_counted_once(clause, someone, now):
    first = take(clause, "contoh:1", someone, now)
    again = take(clause, "contoh:1", someone, now)

    assert (first, first.turn, sums(clause)) == (again, 1, (1, 0))


def test_given_back_and_taken_again_moves_the_turn(clause, someone, now):
    take(clause, "contoh:1", someone, now)
    back = doors.give_back(clause_id=clause.pk, source="contoh:1", by=someone, at=now)
    none = doors.give_back(clause_id=clause.pk, source="contoh:1", by=someone, at=now)

    assert (back.turn, back.quantity, none, sums(clause)) == (2, -1, None, (0, 0))
    assert take(clause, "contoh:1", someone, now).turn == 3
    assert sums(clause) == (1, 0)


def test_no_more_is_taken_than_is_promised(clause, someone, now):
    take(clause, "contoh:1", someone, now, quantity=2)

    with pytest.raises(doors.NothingLeft):
        take(clause, "contoh:2", someone, now, quantity=2)

    take(clause, "contoh:3", someone, now)
    assert sums(clause) == (3, 0)


@pytest.mark.parametrize("state", [AgreementState.SUSPENDED, AgreementState.SIGNED])
def test_nothing_is_taken_through_a_shut_door_but_given_back(clause, someone, now, state):
    take(clause, "contoh:1", someone, now)
    Agreement.objects.update(state=state)

    with pytest.raises(doors.DoorShut):
        take(clause, "contoh:2", someone, now)

    doors.give_back(clause_id=clause.pk, source="contoh:1", by=someone, at=now)
    assert sums(clause) == (0, 0)


def test_a_replaced_clause_gives_nothing_more(clause, someone, now):
    day = now.date()
    addendum = pact(
        clause.giver, clause.receiver, amends=clause.agreement, starts_on=day,
        state=AgreementState.REGISTERED, state_changed_at=now,
    )  # fmt: skip
    ClauseFactory(agreement=addendum, giver=clause.giver, receiver=clause.receiver, replaces=clause)

    with pytest.raises(doors.DoorShut):
        take(clause, "contoh:1", someone, now)


def test_delivery_is_counted_once_and_what_was_not_used_comes_back(clause, someone, now):
    for number in range(3):
        take(clause, f"contoh:{number}", someone, now)

    def deliver():
        return doors.deliver(
            clause_id=clause.pk, source="acara:1", title="Acara Contoh", quantity=2, unused=1,
            by=someone, at=now,
        )  # fmt: skip

    deliver()
    assert (deliver().delivered, sums(clause)) == (2, (2, 2))

    for _twice in range(2):
        doors.take_back(clause_id=clause.pk, source="acara:1", by=someone, at=now)
    assert sums(clause) == (3, 0)

    deliver()
    assert sums(clause) == (2, 2)
    acts = Entry.objects.filter(thing=f"agreements.Agreement:{clause.agreement_id}")
    assert list(acts.order_by("number").values_list("act", flat=True)) == [
        "agreements.delivered", "agreements.delivery_taken_back", "agreements.delivered",
    ]  # fmt: skip


def test_an_event_to_which_nobody_came_delivers_nothing(clause, someone, now):
    take(clause, "contoh:1", someone, now)

    doors.deliver(
        clause_id=clause.pk, source="acara:1", title="Acara", quantity=0, unused=1, by=someone,
        at=now,
    )  # fmt: skip

    assert sums(clause) == (0, 0)
    assert not Movement.objects.filter(kind=MovementKind.DELIVERED).exists()


def test_the_last_one_is_taken_by_one_of_those_who_press_at_once(unguarded, clause, someone, now):
    take(clause, "contoh:0", someone, now, quantity=2)
    start = Barrier(2)

    def press(number):
        try:
            start.wait()
            return take(clause, f"contoh:{number}", someone, now)
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, (1, 2)))

    refused = [type(answer) for answer in answers if isinstance(answer, Refusal)]
    assert refused == [doors.NothingLeft]
    assert sums(clause) == (3, 0)
