"""Writing postings. The totals follow in `rollup`, in the same transaction."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from jejaring.ground.audit import trail
from jejaring.ground.kernel import bulk
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people.models import Person
from jejaring.registers.hours import queries
from jejaring.registers.hours.actions import rollup
from jejaring.registers.hours.models import Posting, Rule, hundredths
from jejaring.registers.hours.queries.postings import LONGEST

CHUNK = 50_000
"""Most lines in one call: what fits comfortably in memory and in one transaction."""

COLUMNS = [
    *("person_id", "agency_id", "unit_id", "issuer_id", "year", "rule_id"),
    *("source", "source_id", "revision", "title", "started_at", "ended_at"),
    *("minutes", "jp", "reason", "posted_at"),
]


class AlreadyPosted(Refusal):
    """Some of these people have hours from this source, or had them in this very revision."""

    def __init__(self, people: Collection[int], title: str) -> None:
        self.people = frozenset(people)
        super().__init__(
            ngettext(
                "%(count)d person already has hours from “%(title)s”. Take them back first, "
                "or leave that person out.",
                "%(count)d people already have hours from “%(title)s”. Take them back first, "
                "or leave those people out.",
                len(self.people),
            )
            % {"count": len(self.people), "title": title}
        )


class HoursOverlap(Refusal):
    """Some of these people were elsewhere at the same time, says the ledger."""

    def __init__(self, overlaps: dict[int, str]) -> None:
        self.overlaps = overlaps
        super().__init__(
            ngettext(
                "%(count)d person has hours from another activity at the same time: “%(title)s”. "
                "Leave that person out, or correct the other hours first.",
                "%(count)d people have hours from another activity at the same time, for example "
                "“%(title)s”. Leave those people out, or correct the other hours first.",
                len(overlaps),
            )
            % {"count": len(overlaps), "title": min(overlaps.values())}
        )


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the hours are for. `agency_id` posts them, and the entry goes to its audit chain."""

    source: str
    source_id: int
    revision: int
    title: str
    started_at: datetime
    ended_at: datetime
    rule: Rule
    agency_id: int


@dataclass(frozen=True, slots=True)
class Line:
    """One person's hours; `agency_id` and `unit_id` employed them at that time."""

    person_id: int
    agency_id: int | None
    unit_id: int | None
    minutes: int
    jp: Decimal


@transaction.atomic
def post(*, occasion: Occasion, lines: Sequence[Line], by: Person | None, at: datetime) -> int:
    """Post up to 50,000 people's hours from one occasion; how many. All of them or none.

    The caller has asked whether `by` may. Post one chunk in a transaction: locks are taken in the
    order of persons, and a second chunk would take them out of order.
    """
    if not lines:
        return 0
    _must_be_sound(occasion, lines)
    people = [line.person_id for line in lines]
    year = queries.calendar_year(occasion.started_at)
    changes = [_change(line) for line in lines]
    rollup.add(year=year, started_at=occasion.started_at, changes=changes)
    _must_be_free(occasion, people)
    bulk.insert(Posting, COLUMNS, posting_rows(occasion, changes, at))
    rollup.pass_on(year=year, person_ids=people)
    trail.record(
        "hours.posted",
        thing=_first_posted(occasion, people[0]),
        by=by,
        at=at,
        agency=occasion.agency_id,
        source=occasion.source,
        source_id=occasion.source_id,
        revision=occasion.revision,
        **sums((change.person_id, change.minutes, change.jp) for change in changes),
    )
    return len(lines)


def sums(rows: Iterable[tuple[int, int, int]]) -> dict[str, Any]:
    """For the trail: how many, their sums, and SHA-256 over lines of `person minutes hundredths`.

    Lines are in the order of persons, so whoever holds the ledger can compute it again.
    """
    ordered = sorted(rows)
    text = "".join(f"{person} {minutes} {jp}\n" for person, minutes, jp in ordered)
    return {
        "people": len(ordered),
        "minutes": sum(row[1] for row in ordered),
        "jp": str(Decimal(sum(row[2] for row in ordered)).scaleb(-2)),
        "sha256": sha256(text.encode()).hexdigest(),
    }


def _must_be_sound(occasion: Occasion, lines: Sequence[Line]) -> None:
    if len(lines) > CHUNK:
        message = f"{len(lines)} lines: post at most {CHUNK} in one call"
        raise ValueError(message)
    if not occasion.started_at < occasion.ended_at <= occasion.started_at + LONGEST:
        message = "an occasion ends after it starts, within a year"
        raise ValueError(message)
    if any(line.minutes < 0 or line.jp < 0 for line in lines):
        message = "hours are taken back by a counter-entry, not by posting less than nothing"
        raise ValueError(message)
    seen: set[int] = set()
    twice: set[int] = set()
    for line in lines:
        (twice if line.person_id in seen else seen).add(line.person_id)
    if twice:
        raise AlreadyPosted(twice, occasion.title)


def _must_be_free(occasion: Occasion, people: Collection[int]) -> None:
    """Asked after the locks: whoever posted at the same moment is seen here."""
    posted = queries.unpostable_people(
        occasion.source, occasion.source_id, occasion.revision, people
    )
    if posted:
        raise AlreadyPosted(posted, occasion.title)
    overlaps = queries.overlapping_people(
        person_ids=people,
        started_at=occasion.started_at,
        ended_at=occasion.ended_at,
        besides=(occasion.source, occasion.source_id),
    )
    if overlaps:
        raise HoursOverlap(overlaps)


def _change(line: Line) -> rollup.Change:
    return rollup.Change(
        person_id=line.person_id,
        agency_id=line.agency_id or 0,
        unit_id=line.unit_id or 0,
        minutes=line.minutes,
        jp=hundredths(line.jp),
        postings=1,
    )


def posting_rows(
    occasion: Occasion, changes: Sequence[rollup.Change], at: datetime
) -> Iterator[tuple[Any, ...]]:
    """One row of COLUMNS for each change of a total."""
    year = queries.calendar_year(occasion.started_at)
    before = (occasion.agency_id, year, occasion.rule.pk, occasion.source, occasion.source_id)
    then = (occasion.revision, occasion.title, occasion.started_at, occasion.ended_at)
    for person_id, agency_id, unit_id, minutes, jp, _count in changes:
        yield (
            *(person_id, agency_id or None, unit_id or None),
            *before,
            *then,
            *(minutes, jp, "", at),
        )


def _first_posted(occasion: Occasion, person_id: int) -> Posting:
    return Posting.objects.only("pk").get(
        source=occasion.source,
        source_id=occasion.source_id,
        revision=occasion.revision,
        person_id=person_id,
        reverses__isnull=True,
    )
