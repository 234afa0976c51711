"""What goes through a door is counted under its clause: taken, given back, delivered.

Called by whoever opens something under a clause; who may enter, they have asked and decided.
Every movement is a row that never changes, and the clause's sums move with it, under its lock.
`scheduled` is all that was taken and not given back, delivered or not; `delivered` is a part of it.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agreements.models import Clause, Movement
from jejaring.parties.agreements.queries import doors
from jejaring.parties.agreements.queries.doors import Reason
from jejaring.parties.agreements.states import MovementKind
from jejaring.parties.people.models import Person

UNUSED = "unused"
"""What was taken for an event and not used comes back under the event's name with this."""


class DoorShut(Refusal):
    """The clause opens nothing now."""


class NothingLeft(Refusal):
    """More is asked than the clause still promises."""


@transaction.atomic
def take(
    *,
    clause_id: int,
    source: str,
    title: str,
    address: str = "",
    quantity: int = 1,
    by: Person | None,
    at: datetime,
) -> Movement:
    """Take some of what a clause promises, for one event. Repeating it changes nothing."""
    clause = _locked(clause_id)
    last = _last(clause, MovementKind.SCHEDULED, source)
    if last is not None and last.turn % 2:
        return last
    reason, promise = doors.standings([clause.pk], at)[clause.pk]
    if reason != Reason.OPEN or promise.replaced_by is not None:
        raise DoorShut(
            _("“%(title)s” does not open this now. Reload the page to read why.")
            % {"title": promise.title}
        )
    if promise.left is not None and promise.left < quantity:
        raise NothingLeft(
            _("“%(title)s” promises no more: %(left)d left. Ask for an addendum.")
            % {"title": promise.title, "left": promise.left}
        )
    turn = last.turn + 1 if last else 1
    movement = Movement(
        clause=clause, kind=MovementKind.SCHEDULED, quantity=quantity, source=source, turn=turn,
        title=title, address=address, by=by, at=at,
    )  # fmt: skip
    return _moved(movement)


@transaction.atomic
def give_back(*, clause_id: int, source: str, by: Person | None, at: datetime) -> Movement | None:
    """Give back what was taken for this event; nothing, if nothing is. Never refused."""
    clause = _locked(clause_id)
    return _countered(clause, MovementKind.SCHEDULED, source, by, at)


@transaction.atomic
def deliver(
    *,
    clause_id: int,
    source: str,
    title: str,
    address: str = "",
    quantity: int,
    unused: int = 0,
    by: Person | None,
    at: datetime,
) -> Clause:
    """Count what an event delivered, and give back what was taken for it in vain.

    Repeating it changes nothing, until the delivery is taken back.
    """
    clause = _locked(clause_id)
    counted = [
        (MovementKind.DELIVERED, source, quantity),
        (MovementKind.SCHEDULED, f"{source}:{UNUSED}", -unused),
    ]
    for kind, name, amount in counted:
        last = _last(clause, kind, name)
        if not amount or (last is not None and last.turn % 2):
            continue
        turn = last.turn + 1 if last else 1
        movement = Movement(
            clause=clause, kind=kind, quantity=amount, source=name, turn=turn, title=title,
            address=address, by=by, at=at,
        )  # fmt: skip
        _moved(movement)
        if kind == MovementKind.DELIVERED:
            _record("agreements.delivered", clause, movement)
    return _fresh(clause)


@transaction.atomic
def take_back(*, clause_id: int, source: str, by: Person | None, at: datetime) -> Clause:
    """Undo the delivery of an event: counter-entries. Repeating it changes nothing."""
    clause = _locked(clause_id)
    _countered(clause, MovementKind.SCHEDULED, f"{source}:{UNUSED}", by, at)
    countered = _countered(clause, MovementKind.DELIVERED, source, by, at)
    if countered is not None:
        _record("agreements.delivery_taken_back", clause, countered)
    return _fresh(clause)


def _locked(clause_id: int) -> Clause:
    return (
        Clause.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agreement")
        .get(pk=clause_id)
    )


def _fresh(clause: Clause) -> Clause:
    return Clause.objects.select_related("agreement").get(pk=clause.pk)


def _last(clause: Clause, kind: MovementKind, source: str) -> Movement | None:
    """The latest turn of this event; it counts while its turn is odd."""
    moves = Movement.objects.filter(clause=clause, kind=kind, source=source)
    return moves.order_by("-turn").first()


def _countered(
    clause: Clause, kind: MovementKind, source: str, by: Person | None, at: datetime
) -> Movement | None:
    last = _last(clause, kind, source)
    if last is None or last.turn % 2 == 0:
        return None
    counter = Movement(
        clause=clause, kind=kind, quantity=-last.quantity, source=source, turn=last.turn + 1,
        title=last.title, address=last.address, by=by, at=at,
    )  # fmt: skip
    return _moved(counter)


def _moved(movement: Movement) -> Movement:
    movement.save(force_insert=True)
    sums = "scheduled" if movement.kind == MovementKind.SCHEDULED else "delivered"
    Clause.objects.filter(pk=movement.clause_id).update(**{sums: F(sums) + movement.quantity})
    return movement


def _record(act: str, clause: Clause, movement: Movement) -> None:
    trail.record(
        act, thing=clause.agreement, by=movement.by, at=movement.at, agency=clause.giver_id,
        clause=clause.pk, quantity=movement.quantity, source=movement.source, title=movement.title,
    )  # fmt: skip
