"""Beginning and changing a programme: its weekly rule, its exceptions, its earlier years."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jejaring.activities.live import rules
from jejaring.activities.live.models import (
    LiveSession,
    Programme,
    ProgrammeException,
    ProgrammeYear,
)
from jejaring.activities.live.queries import programme as queries
from jejaring.ground.access.permissions import Permission
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agencies.models import Agency
from jejaring.parties.people.models import Person
from jejaring.parties.places.models import ZoneName

SHORTEST, LONGEST = 15, 720
"""Minutes a session may be planned for."""
_FIELDS = ("weekday", "starts_at", "minutes", "zone", "pauses_on_holidays")


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """When a programme is held: Monday is 0, Thursday 3 (S1-3); two hours from 08.00 (S1-9)."""

    weekday: int = 3
    starts_at: time = time(8, 0)
    minutes: int = 120
    zone: str = "WIB"
    pauses_on_holidays: bool = True


class WeeklyRuleUnsound(Refusal):
    """No such day, clock or length."""


class ProgrammeEndsBeforeStart(Refusal):
    """The last date lies before the first."""


class DateHasException(Refusal):
    """One exception a date."""


class DateIsPlanned(Refusal):
    """A session already stands on the date that is to be without one."""


class YearIsKept(Refusal):
    """Sessions of that year are numbered here; a count from outside would number them anew."""


@transaction.atomic
def create_programme(
    *,
    agency: Agency,
    name: str,
    summary: str,
    weekly: WeeklyRule,
    started_on: date,
    by: Person,
    at: datetime,
) -> Programme:
    """Begin a programme of an agency; its address is made from its name and stays."""
    if not agency_rules.may(by, Permission.RUN_LIVE_SESSIONS, agency.pk):
        raise NotPermitted(_("You may not begin a programme for this agency."))
    _check(weekly)
    programme = Programme(
        agency=agency,
        slug=queries.free_slug(slugify(name)[:50] or "program"),
        name=name,
        summary=summary,
        started_on=started_on,
    )
    _apply(programme, weekly)
    programme.save()
    trail.record(
        "live.programme_created", thing=programme, by=by, at=at, agency=agency.pk, name=name
    )
    return programme


@transaction.atomic
def edit_programme(
    *,
    programme: Programme,
    name: str,
    summary: str,
    weekly: WeeklyRule,
    started_on: date,
    ended_on: date | None,
    by: Person,
    at: datetime,
) -> Programme:
    """Change what a programme is called and when it is held; sessions already made stay."""
    _may_run(by, programme)
    _check(weekly)
    if ended_on and ended_on < started_on:
        raise ProgrammeEndsBeforeStart(
            _("The last date lies before the first. Correct one of them.")
        )
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    before = _facts(programme)
    programme.name, programme.summary = name, summary
    programme.started_on, programme.ended_on = started_on, ended_on
    _apply(programme, weekly)
    programme.save(update_fields=["name", "summary", "started_on", "ended_on", *_FIELDS])
    trail.record(
        "live.programme_edited",
        thing=programme,
        by=by,
        at=at,
        agency=programme.agency_id,
        before=before,
        after=_facts(programme),
    )
    return programme


@transaction.atomic
def add_exception(
    *, programme: Programme, date: date, is_extra: bool, reason: str, by: Person, at: datetime
) -> ProgrammeException:
    """Leave a date out of the weekly rule, or hold a session on an extra one."""
    _may_run(by, programme)
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    if programme.exceptions.filter(date=date).exists():
        raise DateHasException(
            _("This date already has an exception. Remove that one first, then add the new one.")
        )
    taken = None if is_extra else queries.session_on(programme, date)
    if taken:
        raise DateIsPlanned(
            _("“%(title)s” stands on this date. Move or cancel it first.")
            % {"title": taken.title or taken.slug}
        )
    exception = ProgrammeException.objects.create(
        programme=programme, date=date, is_extra=is_extra, reason=reason
    )
    trail.record(
        "live.exception_added",
        thing=programme,
        by=by,
        at=at,
        agency=programme.agency_id,
        date=date,
        is_extra=is_extra,
        reason=reason,
    )
    return exception


@transaction.atomic
def remove_exception(
    *, exception: ProgrammeException, by: Person, at: datetime
) -> ProgrammeException:
    """Let the weekly rule stand again on a date; returns what was removed, for the undo."""
    programme = exception.programme
    _may_run(by, programme)
    if not ProgrammeException.objects.filter(pk=exception.pk).delete()[0]:
        return exception
    trail.record(
        "live.exception_removed",
        thing=programme,
        by=by,
        at=at,
        agency=programme.agency_id,
        date=exception.date,
        is_extra=exception.is_extra,
        reason=exception.reason,
    )
    return exception


@transaction.atomic
def record_year(
    *,
    programme: Programme,
    year: int,
    series: int,
    views: int,
    note: str,
    source: str,
    by: Person,
    at: datetime,
) -> ProgrammeYear:
    """Keep what a source counted for a year, so that the series continue from it (S1-4)."""
    _may_run(by, programme)
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    first = LiveSession.objects.filter(programme=programme, year=year).order_by("number").first()
    if first and first.number <= series:
        raise YearIsKept(
            _("Series %(number)d of %(year)d is kept here already. Count at most %(most)d.")
            % {"number": first.number, "year": year, "most": first.number - 1}
        )
    row, _made = ProgrammeYear.objects.update_or_create(
        programme=programme,
        year=year,
        defaults={"series": series, "views": views, "note": note, "source": source},
    )
    trail.record(
        "live.year_recorded",
        thing=programme,
        by=by,
        at=at,
        agency=programme.agency_id,
        year=year,
        series=series,
        views=views,
        source=source,
    )
    return row


def _may_run(by: Person, programme: Programme) -> None:
    if not rules.may_run(by, programme):
        raise NotPermitted(_("You may not change this programme."))


def _check(weekly: WeeklyRule) -> None:
    if not 0 <= weekly.weekday <= 6 or weekly.zone not in ZoneName.values:  # noqa: PLR2004 - a week
        raise WeeklyRuleUnsound(_("Choose a day of the week and one of WIB, WITA or WIT."))
    if not SHORTEST <= weekly.minutes <= LONGEST:
        raise WeeklyRuleUnsound(
            _("A session lasts between %(shortest)d and %(longest)d minutes. Correct its length.")
            % {"shortest": SHORTEST, "longest": LONGEST}
        )


def _apply(programme: Programme, weekly: WeeklyRule) -> None:
    for field in _FIELDS:
        setattr(programme, field, getattr(weekly, field))


def _facts(programme: Programme) -> dict[str, object]:
    names = ("name", "summary", "started_on", "ended_on", *_FIELDS)
    return {name: getattr(programme, name) for name in names}
