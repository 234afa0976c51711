"""When two clauses open the same door, and when a clause lies within its agreement; pure."""

from datetime import date
from typing import Protocol

from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models import Agreement, Clause


class Promised(Protocol):
    """What is asked of terms that are to be stored."""

    @property
    def giver(self) -> Agency: ...
    @property
    def receiver(self) -> Agency: ...
    @property
    def resource(self) -> str: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


def same_door(clause: Clause, terms: Promised) -> bool:
    """The same giver opens the same kind of thing to the same receiver."""
    return (clause.giver_id, clause.receiver_id, clause.resource) == (
        terms.giver.pk,
        terms.receiver.pk,
        str(terms.resource),
    )


def days_meet(agreement: Agreement, clause: Clause, terms: Promised) -> bool:
    """Whether both would be in force on some day; an open end is the agreement's."""
    first, last = date.min, date.max
    begin = [one.starts_on or agreement.starts_on or first for one in (clause, terms)]
    end = [one.ends_on or agreement.ends_on or last for one in (clause, terms)]
    return max(begin) <= min(end)


def within_term(agreement: Agreement, starts_on: date | None, ends_on: date | None) -> bool:
    """Both days lie within the agreement, as far as its own days are known."""
    known = [day for day in (starts_on, ends_on) if day is not None]
    early = agreement.starts_on and any(day < agreement.starts_on for day in known)
    late = agreement.ends_on and any(day > agreement.ends_on for day in known)
    return not early and not late


def used_of(clause: Clause) -> int:
    """What was taken under it, or under the clause that it stands in for."""
    replaced = clause.replaces.scheduled if clause.replaces is not None else 0
    return max(clause.scheduled, replaced)
