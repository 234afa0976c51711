"""What a clause opens from one agency to another, and why or why not; from nothing else.

A clause opens its door on a day when its agreement is in force, its own dates hold, no addendum
that has begun replaces it, and something is left of it. A clause of an addendum also needs the
amended agreement to stand: suspended, disputed or ended, it closes with it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, models
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.ground.ui import formats
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.states import AgreementState, Measure, Resource, RunOut


class Reason(models.TextChoices):
    """Why a door stands open or shut; what explains best stands first."""

    OPEN = "open", gettext_lazy("Open now")
    USED_UP = "used_up", gettext_lazy("Used up")
    DISPUTED = "disputed", gettext_lazy("Disputed")
    SUSPENDED = "suspended", gettext_lazy("Suspended")
    NOT_YET = "not_yet", gettext_lazy("Not yet")
    ENDED = "ended", gettext_lazy("No longer")
    NONE = "none", gettext_lazy("No clause")


ORDER = {reason: place for place, reason in enumerate(Reason)}
STOPPED = {
    AgreementState.SUSPENDED: Reason.SUSPENDED,
    AgreementState.DISPUTED: Reason.DISPUTED,
    AgreementState.TERMINATED: Reason.ENDED,
}
"""What a stopped agreement says of its doors, from the moment it was stopped."""
CONCLUDED = (AgreementState.SIGNED, AgreementState.REGISTERED, *STOPPED)
"""Before they have signed, what two sides write to each other opens nothing and is not told."""

SELECT = """
    SELECT c.id, c.giver_id, c.receiver_id,
           (SELECT r.short_name FROM agencies_agency r WHERE r.id = c.receiver_id),
           c.resource, c.quantity, c.unit, c.scheduled, c.run_out, c.starts_on, c.ends_on,
           a.id, a.code, a.title, a.state, a.state_changed_at, a.starts_on, a.ends_on,
           a.terminates_on, b.state, b.state_changed_at, b.terminates_on,
           (SELECT w.name FROM agreements_party p
              JOIN people_person w ON w.id = p.person_in_charge_id
             WHERE p.agreement_id = a.id AND p.agency_id = c.giver_id),
           (SELECT MIN(n.id) FROM agreements_clause n
              JOIN agreements_agreement na ON na.id = n.agreement_id
             WHERE n.replaces_id = c.id AND na.starts_on <= %s
               AND (n.starts_on IS NULL OR n.starts_on <= %s)
               AND na.state IN ('registered', 'suspended', 'disputed', 'terminated'))
      FROM agreements_clause c
      JOIN agreements_agreement a ON a.id = c.agreement_id
      LEFT JOIN agreements_agreement b ON b.id = a.amends_id
"""
"""Each clause, its agreement, the one that it amends, whom to ask, and what replaces it today."""
SERVING = "(SELECT s.agency_id FROM agencies_servicearea s WHERE s.serves_id = %s)"
"""Who acts for the people of an agency."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a door knows of its clause."""

    id: int
    giver_id: int
    receiver_id: int
    receiver: str
    resource: str
    quantity: int | None
    unit: Measure
    scheduled: int
    run_out: RunOut
    agreement_id: int
    code: str
    title: str
    begins: date | None
    until: date | None
    """The last day on which it opens; none is without end."""
    replaced_by: int | None
    in_charge: str
    """Who answers for it on the giver's side."""

    @property
    def what(self) -> str:
        """What it opens, in words."""
        return str(Resource(self.resource).label)

    @property
    def left(self) -> int | None:
        """How much may still be taken; none is without limit."""
        return None if self.quantity is None else max(0, self.quantity - self.scheduled)


@dataclass(frozen=True, slots=True)
class Door:
    """Whether an agency's resource is open to another agency's people, by which clause, and why."""

    giver: Agency
    reason: Reason
    clause: Promise | None = None

    @property
    def is_open(self) -> bool:
        """A clause opens it now."""
        return self.reason == Reason.OPEN

    @property
    def why(self) -> str:
        """The reason as a sentence, with the agreement and the day."""
        if self.clause is None:
            return _("No agreement with %(agency)s opens this for your agency.") % {
                "agency": self.giver.short_name
            }
        return _sentence(self.reason, self.clause)

    @property
    def ask(self) -> str:
        """Whom to ask: the person in charge on the giver's side, and the agency's address."""
        person = self.clause.in_charge if self.clause else ""
        whom = f"{person} ({self.giver.short_name})" if person else self.giver.name
        email = self.giver.contact_email
        if email:
            return _("Ask %(whom)s: %(email)s.") % {"whom": whom, "email": email}
        return _("Ask %(whom)s.") % {"whom": whom}

    @property
    def told(self) -> str:
        """What a person is told at this door."""
        return self.why if self.is_open else f"{self.why} {self.ask}"


def clause_for(
    *, agency: Agency, to: Agency, resource: Resource, at: datetime, among: Collection[int] = ()
) -> Door:
    """Whether this agency's resource is open to the people of another; in one question.

    A clause counts when its receiver acts for the other agency (its service area). `among` leaves
    only these receivers. Asked about an earlier moment, a later suspension does not count.
    """
    where = f"WHERE c.giver_id = %s AND c.resource = %s AND c.receiver_id IN {SERVING}"
    rows = _asked(where, [agency.pk, str(resource), to.pk], at)
    found = _best(rows, among)
    return Door(agency, *found) if found else Door(agency, Reason.NONE)


def doors_to(*, to: Agency, resource: Resource, at: datetime) -> list[Door]:
    """Who opens, opened or will open this to the people of `to`: the best clause of each pair.

    A pair is a giver and a receiver that acts for `to`. Two questions.
    """
    rows = _asked(f"WHERE c.resource = %s AND c.receiver_id IN {SERVING}", [resource, to.pk], at)
    return _doors(rows, lambda promise: (promise.giver_id, promise.receiver_id))


def doors_of(*, agency: Agency, resource: Resource, at: datetime) -> list[Door]:
    """To whom this agency opens, opened or will open this; the best clause of each receiver."""
    rows = _asked("WHERE c.resource = %s AND c.giver_id = %s", [resource, agency.pk], at)
    return _doors(rows, lambda promise: promise.receiver_id)


def standings(clause_ids: Iterable[int], at: datetime) -> dict[int, tuple[Reason, Promise]]:
    """How each of these clauses stands for those who are inside already: used up is still open.

    A replaced one stands as the clause that replaces it; it keeps its own run-out rule.
    """
    wanted = sorted(set(clause_ids))
    found: dict[int, tuple[Reason, Promise]] = {}
    for reason, promise in _asked(_keys(len(wanted)), wanted, at) if wanted else ():
        stands = Reason.OPEN if reason == Reason.USED_UP else reason
        found[promise.id] = stands, promise
    onward = {one.id: one.replaced_by for _r, one in found.values() if one.replaced_by is not None}
    if onward:
        after = standings(onward.values(), at)
        for own, follower in onward.items():
            found[own] = after[follower][0], found[own][1]
    return found


def _asked(where: str, values: list[Any], at: datetime) -> list[tuple[Reason, Promise]]:
    day = localdate(at, get_default_timezone())
    rows = _rows(SELECT + where, [str(day), str(day), *values])
    return [_read(row, day, at) for row in rows]


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """As any cursor gives them; PostgreSQL plans the joins once a connection, not each time.

    Planning costs four times what answering does, and Django prepares nothing by itself.
    """
    if connection.vendor != "postgresql" or connection.queries_logged:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())
    import psycopg

    connection.ensure_connection()
    raw: Any = connection.connection
    kept, raw.prepare_threshold = raw.prepare_threshold, 0
    try:
        with connection.wrap_database_errors, psycopg.Cursor(raw) as prepared:
            return prepared.execute(statement, values, prepare=True).fetchall()
    finally:
        raw.prepare_threshold = kept


def _keys(count: int) -> str:
    return f"WHERE c.id IN ({', '.join(['%s'] * count)})"


def _best(
    rows: Iterable[tuple[Reason, Promise]], among: Collection[int] = ()
) -> tuple[Reason, Promise] | None:
    """The clause that explains most; of several alike the first that opens, the last that ended."""
    fitting = [
        row
        for row in rows
        if row[0] != Reason.NONE
        and row[1].replaced_by is None
        and (not among or row[1].receiver_id in among)
    ]
    return min(fitting, key=_rank) if fitting else None


def _rank(row: tuple[Reason, Promise]) -> tuple[int, int, int]:
    reason, promise = row
    day = 0
    if reason == Reason.NOT_YET and promise.begins:
        day = promise.begins.toordinal()
    elif reason == Reason.ENDED and promise.until:
        day = -promise.until.toordinal()
    return ORDER[reason], day, promise.id


def _doors(rows: list[tuple[Reason, Promise]], side: Any) -> list[Door]:
    sides: dict[Any, list[tuple[Reason, Promise]]] = {}
    for row in rows:
        sides.setdefault(side(row[1]), []).append(row)
    best = [found for group in sides.values() if (found := _best(group))]
    givers = Agency.objects.select_related("province").in_bulk(
        {promise.giver_id for _r, promise in best}
    )
    doors = [Door(givers[promise.giver_id], reason, promise) for reason, promise in best]
    return sorted(doors, key=lambda door: (ORDER[door.reason], door.giver.short_name, _name(door)))


def _name(door: Door) -> str:
    return door.clause.receiver if door.clause else ""


def _read(row: tuple[Any, ...], day: date, at: datetime) -> tuple[Reason, Promise]:
    (
        key, giver, receiver, receiver_name, resource, quantity, unit, scheduled, run_out, opens,
        shuts, agreement, code, title, state, changed, starts, ends, early, base, base_changed,
        base_early, in_charge, replaced_by,
    ) = row  # fmt: skip
    firsts = [one for one in (_day(opens), _day(starts)) if one]
    lasts = [one for one in (_day(shuts), _day(ends)) if one]
    lasts += [one - timedelta(days=1) for one in (_day(early), _day(base_early)) if one]
    promise = Promise(
        id=key, giver_id=giver, receiver_id=receiver, receiver=receiver_name, resource=resource,
        quantity=quantity, unit=unit, scheduled=scheduled, run_out=run_out,
        agreement_id=agreement, code=code, title=title,
        begins=max(firsts) if _day(starts) else None,
        until=min(lasts) if lasts else None, replaced_by=replaced_by, in_charge=in_charge or "",
    )  # fmt: skip
    state = _then(state, changed, at)
    stopped = STOPPED.get(state) or STOPPED.get(_then(base, base_changed, at))
    return _reason(state, stopped, promise, day), promise


def _then(state: Any, changed: Any, at: datetime) -> Any:
    """The state at that moment: what was stopped later stood registered."""
    if state in STOPPED and _moment(changed) > at:
        return AgreementState.REGISTERED
    return state


def _reason(state: str, stopped: Reason | None, promise: Promise, day: date) -> Reason:
    if state not in CONCLUDED:
        return Reason.NONE
    if promise.until is not None and promise.until < day:
        return Reason.ENDED
    if stopped is not None:
        return stopped
    if state == AgreementState.SIGNED or promise.begins is None or promise.begins > day:
        return Reason.NOT_YET
    return Reason.USED_UP if promise.left == 0 else Reason.OPEN


def _sentence(reason: Reason, clause: Promise) -> str:
    said = {
        "title": clause.title,
        "from": formats.plain_date(clause.begins) if clause.begins else "",
        "until": formats.plain_date(clause.until) if clause.until else "",
        "receiver": clause.receiver,
        "count": formats.number(clause.quantity or 0),
        "unit": Measure(clause.unit).label,
    }
    if reason == Reason.OPEN and not clause.until:
        return _("Open to %(receiver)s by “%(title)s”.") % said
    if reason == Reason.NOT_YET and not clause.begins:
        return _("“%(title)s” is signed and opens this once it is registered.") % said
    if reason == Reason.ENDED and not clause.until:
        return _("“%(title)s” has been ended, so it opens this no longer.") % said
    return _sentences()[reason] % said


def _sentences() -> dict[Reason, str]:
    return {
        Reason.OPEN: _("Open to %(receiver)s by “%(title)s”, until %(until)s."),
        Reason.USED_UP: _("All %(count)s %(unit)s that “%(title)s” promises are taken."),
        Reason.DISPUTED: _("“%(title)s” is disputed; until that is settled this is closed."),
        Reason.SUSPENDED: _("“%(title)s” is suspended; until it is resumed this is closed."),
        Reason.NOT_YET: _("“%(title)s” opens this from %(from)s."),
        Reason.ENDED: _("“%(title)s” opened this until %(until)s."),
    }


def _day(value: Any) -> date | None:
    """SQLite hands days over as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: Any) -> datetime:
    """SQLite hands moments over as text or without a zone, in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
