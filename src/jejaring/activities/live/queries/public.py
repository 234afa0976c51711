"""What anyone may see of live learning: announced sessions, the archive, the years before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import models
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from jejaring.activities.live.models import LiveSession, Programme, ProgrammeYear, SessionSpeaker
from jejaring.activities.live.states import Phase, RegistrationRule, SessionState
from jejaring.ground.ui import formats

PAGE = 20
"""Sessions on one page of the archive."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session stands, as a pill of the design says it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in a list."""

    session: LiveSession
    standing: Standing


@dataclass(frozen=True, slots=True)
class Archive:
    """One page of past sessions, newest first, and the way to the next page."""

    sessions: Sequence[Listed]
    years: Sequence[int]
    year: int | None
    older: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is ahead, what was, and what the sources counted before."""

    coming: Sequence[Listed]
    archive: Archive
    history: Sequence[ProgrammeYear]
    programmes: Sequence[Programme]


def schedule(at: datetime, year: int | None = None, before: str = "") -> Schedule:
    """The whole public page of live learning; later pages of the archive leave the rest out."""
    if before:
        return Schedule([], archive(at, year, before), [], [])
    return Schedule(coming(at), archive(at, year), history(), programmes())


def announced() -> QuerySet[LiveSession]:
    """Everybody may see them: whatever was announced for all, and still if it was called off."""
    return addressed().exclude(registration_rule=RegistrationRule.PARTNERS)


def addressed() -> QuerySet[LiveSession]:
    """Whatever was ever announced, restricted sessions too: for those who know its address."""
    shown = LiveSession.objects.filter(announced_at__isnull=False)
    return _with_hosts(shown.exclude(state=SessionState.DRAFT))


def whole() -> QuerySet[LiveSession]:
    """Announced sessions with everything their own page shows."""
    return _with_parts(addressed())


def any_state(session_id: int) -> QuerySet[LiveSession]:
    """One session with everything its page shows, drafts too: for those who prepare it."""
    return _with_parts(_with_hosts(LiveSession.objects.filter(pk=session_id)))


def _with_hosts(rows: QuerySet[LiveSession]) -> QuerySet[LiveSession]:
    return (
        rows.select_related("agency__province", "programme")
        .prefetch_related("partners__province")
        .fetch_mode(models.FETCH_RAISE)
    )


def _with_parts(rows: QuerySet[LiveSession]) -> QuerySet[LiveSession]:
    speakers = SessionSpeaker.objects.select_related("speaker")
    return rows.prefetch_related(Prefetch("speakers", queryset=speakers), "run_down", "windows")


def coming(at: datetime, limit: int = 12) -> list[Listed]:
    """Live now or ahead, soonest first; the postponed and the cancelled stay until their date."""
    ahead = announced().filter(ends_at__gt=at).order_by("starts_at", "id")
    return listed(ahead[:limit], at)


def next_up(at: datetime, limit: int = 4) -> list[Listed]:
    """The sessions that will take place, soonest first."""
    ahead = announced().filter(ends_at__gt=at, state=SessionState.ANNOUNCED)
    return listed(ahead.order_by("starts_at", "id")[:limit], at)


def archive(at: datetime, year: int | None = None, before: str = "") -> Archive:
    """Past sessions, of one year if one is given, from just before the keyset mark."""
    over = announced().filter(ends_at__lte=at).order_by("-starts_at", "-id")
    years = list(over.order_by("-year").values_list("year", flat=True).distinct())
    if year:
        over = over.filter(year=year)
    mark = mark_in(before)
    if mark:
        over = over.filter(Q(starts_at__lt=mark[0]) | Q(starts_at=mark[0], id__lt=mark[1]))
    rows = listed(over[: PAGE + 1], at)
    older = mark_of(rows[PAGE - 1].session) if len(rows) > PAGE else ""
    return Archive(rows[:PAGE], years, year, older)


def history() -> list[ProgrammeYear]:
    """What the sources counted, year by year, with the programme."""
    counted = ProgrammeYear.objects.select_related("programme").order_by("-year", "programme_id")
    return list(counted)


def programmes() -> list[Programme]:
    """Programmes that have announced something, by name."""
    for_all = [rule for rule in RegistrationRule if rule != RegistrationRule.PARTNERS]
    shown = Programme.objects.filter(
        sessions__registration_rule__in=for_all, sessions__announced_at__isnull=False
    )
    return list(shown.select_related("agency").distinct().order_by("name"))


def mark_of(session: LiveSession) -> str:
    """Where a page of the archive ends: seconds since 1970, and the row."""
    return f"{int(session.starts_at.timestamp())}-{session.pk}"


def mark_in(text: str) -> tuple[datetime, int] | None:
    """The mark that `mark_of` wrote, or nothing if someone else wrote it."""
    seconds, _dash, number = text.partition("-")
    if not (seconds.isascii() and seconds.isdigit() and number.isascii() and number.isdigit()):
        return None
    if len(seconds) > 11 or len(number) > 18:  # noqa: PLR2004 - year 5138, and a bigint
        return None
    return datetime.fromtimestamp(int(seconds), UTC), int(number)


def standing(session: LiveSession, at: datetime) -> Standing:
    """What people decided first, then what the clock says."""
    decided = {
        SessionState.CANCELLED: Standing("refused", _("Cancelled")),
        SessionState.POSTPONED: Standing("warning", _("Postponed")),
    }.get(SessionState(session.state))
    if decided:
        return decided
    phase = session.phase(at)
    if phase == Phase.ENDED or session.state != SessionState.ANNOUNCED:
        return Standing("yes", _("Finished"))
    if phase == Phase.LIVE:
        return Standing("live", _("Live now"))
    opens_at = session.registration_opens_at
    if phase == Phase.BEFORE_REGISTRATION and opens_at:
        return Standing("", _("Opens on %(day)s") % {"day": formats.short_day(opens_at)})
    return Standing("going", _("Registration open"))


def listed(sessions: QuerySet[LiveSession], at: datetime) -> list[Listed]:
    """Each with where it stands."""
    return [Listed(session, standing(session, at)) for session in sessions]
