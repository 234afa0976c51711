"""Taking back and putting right: always by counter-entry, never by overwriting."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.ground.audit import trail
from jejaring.ground.kernel.bulk import Among, is_among
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.people.models import Person
from jejaring.registers.hours import queries, rules
from jejaring.registers.hours.actions import rollup
from jejaring.registers.hours.actions.posting import Line, Occasion, post, sums
from jejaring.registers.hours.models import Posting, hundredths

MOST_JP = 1_000
"""The longest course found is worth 908 JP (domain E10); more is a slip of the hand."""

COUNTER_ENTRIES = """
    INSERT INTO hours_posting (
        person_id, agency_id, unit_id, issuer_id, year, rule_id, source, source_id, revision,
        title, started_at, ended_at, minutes, jp, reverses_id, reason, posted_at)
    SELECT person_id, agency_id, unit_id, issuer_id, year, rule_id, source, source_id, revision,
           title, started_at, ended_at, -minutes, -jp, id, %s, {at}
    FROM hours_posting WHERE {these}
    ORDER BY person_id
"""


class NothingToTakeBack(Refusal):
    """Unknown here, or taken back already."""

    def __init__(self, missing: int) -> None:
        super().__init__(
            ngettext(
                "%(count)d of these postings does not exist or was taken back already. "
                "Reload the page to see what stands now.",
                "%(count)d of these postings do not exist or were taken back already. "
                "Reload the page to see what stands now.",
                missing,
            )
            % {"count": missing}
        )


class NoReason(Refusal):
    """A counter-entry says why."""


class NotACorrection(Refusal):
    """The values given cannot stand in the ledger, or change nothing."""


class Standing(NamedTuple):
    """What is about to be taken back."""

    pk: int
    person_id: int
    year: int
    started_at: datetime
    minutes: int
    jp: Decimal


@transaction.atomic
def reverse(
    *,
    source: str,
    source_id: int,
    revision: int,
    person_ids: Collection[int] | None,
    reason: str,
    by: Person,
    at: datetime,
    agency_id: int,
) -> int:
    """Take back what an agency posted, of these people or (None) of all; how many.

    Writes counter-entries; the postings stay. The caller has asked whether `by` may.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise NoReason(_("Say why the hours are taken back. The person will see it."))
    found = _standing(source, source_id, revision, agency_id, person_ids)
    for year in sorted({row.year for row in found}):
        _take_back([row for row in found if row.year == year], year, reason, at)
    trail.record(
        "hours.reversed",
        thing=Posting(pk=found[0].pk),
        by=by,
        at=at,
        agency=agency_id,
        source=source,
        source_id=source_id,
        revision=revision,
        reason=reason,
        **sums((row.person_id, -row.minutes, -hundredths(row.jp)) for row in found),
    )
    return len(found)


@transaction.atomic
def correct(
    *, posting: Posting, minutes: int, jp: Decimal, reason: str, by: Person, at: datetime
) -> Posting:
    """Put one posting right by counter-entry: the new posting, or the counter-entry at 0 JP."""
    if not rules.may_correct(by, posting):
        raise NotPermitted(_("You may not correct these hours. Ask the agency that posted them."))
    _must_change(posting, minutes, jp)
    reverse(
        source=posting.source,
        source_id=posting.source_id,
        revision=posting.revision,
        person_ids=[posting.person_id],
        reason=reason,
        by=by,
        at=at,
        agency_id=posting.issuer_id,
    )
    if not jp:
        return Posting.objects.get(reverses=posting)
    line = Line(posting.person_id, posting.agency_id, posting.unit_id, minutes, jp)
    post(occasion=_anew(posting), lines=[line], by=by, at=at)
    return queries.open_postings().get(
        person_id=posting.person_id, source=posting.source, source_id=posting.source_id
    )


def _standing(
    source: str, source_id: int, revision: int, agency_id: int, people: Collection[int] | None
) -> list[Standing]:
    """All that is asked for, or a refusal that says how many are not there."""
    standing = queries.open_postings().filter(
        source=source, source_id=source_id, revision=revision, issuer_id=agency_id
    )
    if people is not None:
        standing = standing.filter(Among("person_id", people))
    found = [
        Standing(*row) for row in standing.order_by("person_id").values_list(*Standing._fields)
    ]
    missing = len(set(people)) - len(found) if people is not None else 0
    if missing or not found:
        raise NothingToTakeBack(missing or 1)
    return found


def _take_back(rows: Sequence[Standing], year: int, reason: str, at: datetime) -> None:
    people = [row.person_id for row in rows]
    rollup.add(
        year=year,
        started_at=rows[0].started_at,
        changes=[
            rollup.Change(row.person_id, 0, 0, -row.minutes, -hundredths(row.jp), -1)
            for row in rows
        ],
    )
    ids = [row.pk for row in rows]
    taken_before = Posting.objects.filter(Among("reverses_id", ids)).count()
    if taken_before:  # by someone else, between the reading and the locks
        raise NothingToTakeBack(taken_before)
    _write_counter_entries(ids, reason, at)
    rollup.settle(year=year, person_ids=people)
    rollup.pass_on(year=year, person_ids=people)


def _write_counter_entries(ids: Sequence[int], reason: str, at: datetime) -> None:
    posted_at = "%s::timestamptz" if connection.vendor == "postgresql" else "%s"
    moment = connection.ops.adapt_datetimefield_value(at)
    these, values = is_among("id", ids)
    with connection.cursor() as cursor:
        cursor.execute(
            COUNTER_ENTRIES.format(at=posted_at, these=these), [reason[:200], moment, values]
        )


def _must_change(posting: Posting, minutes: int, jp: Decimal) -> None:
    if posting.reverses_id is not None:
        raise NotACorrection(_("A counter-entry cannot be corrected. Correct the posting itself."))
    if not (0 <= jp <= MOST_JP and minutes >= 0):
        raise NotACorrection(
            _("Learning hours go from 0 to %(most)s JP. Check the figures.") % {"most": MOST_JP}
        )
    if (minutes, jp) == (posting.minutes, posting.jp):
        raise NotACorrection(_("These are the hours that stand already. Nothing was changed."))


def _anew(posting: Posting) -> Occasion:
    return Occasion(
        source=posting.source,
        source_id=posting.source_id,
        revision=queries.next_revision(posting.source, posting.source_id),
        title=posting.title,
        started_at=posting.started_at,
        ended_at=posting.ended_at,
        rule=posting.rule,
        agency_id=posting.issuer_id,
    )
