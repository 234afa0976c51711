"""ASN Belajar: its counted years, sessions that were, one that is, some that will be."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from jejaring.activities.live.actions import closing, parts, schedule
from jejaring.activities.live.actions import programme as programmes
from jejaring.activities.live.actions import session as sessions
from jejaring.activities.live.models import (
    Arrival,
    CheckInWindow,
    LiveSession,
    Programme,
    Registration,
)
from jejaring.activities.live.queries import calendar, section
from jejaring.activities.live.states import SessionState, SpeakerRole, SpeakerScope
from jejaring.ground.access.permissions import Role
from jejaring.ground.kernel import bulk
from jejaring.parties.agencies.models import Agency, Membership
from jejaring.parties.people.models import Person
from jejaring.parties.places.rules import in_zone
from jejaring.registers.credentials import actions as credentials

COUNTED = "https://hks-news.com/2024/02/23/webinar-asn-belajar-jangkau-15-juta-lebih-peserta-se-indonesia-pj-gubernur-adhy-komitmen-pemprov-jatim-menghasilkan-asn-unggul-berkualitas"
YEARS = [
    (2022, 49, 401_482, "penonton Zoom dan YouTube"),
    (2023, 44, 949_080, "penonton Zoom dan YouTube"),
    (2024, 7, 179_022, "Januari dan Februari saja"),
]
PAST = [
    (40, "Pelayanan publik digital yang ramah", [1], 0.10),
    (33, "Menyusun rencana belajar unit", [2], 0.12),
    (25, "Tata kelola arsip terpadu", [3], 0.15),
    (17, "Inovasi kecil di kantor kelurahan", [5], 0.12),
    (9, "Membaca data daerah sebelum memutuskan", [8], 0.15),
    (4, "Etika kecerdasan buatan bagi ASN", [1, 8], 0.25),
    (1, "Dari pelatihan ke ekosistem belajar", [1, 2], 1.0),
]
"""Weeks ago, title, fields, share of the crowd that came."""
COMING = [
    ("Pembelajaran mandiri dan terintegrasi: pengalaman Jatim Corp-U", [1, 2]),
    ("Tanda tangan elektronik dan tata naskah dinas", [1]),
    ("Merancang lokus studi lapang yang berbekas", [4]),
    ("Dari riset SDM ke kebijakan daerah", [8]),
]
LIVE_TITLE = "Kelas contoh: coba kode hadir sekarang"
SUMMARY = (
    "Corporate University mengubah cara ASN belajar: mandiri, terintegrasi, dan dekat dengan "
    "pekerjaan. Sesi ini membedah apa yang berubah, apa yang sulit, dan apa yang dapat langsung "
    "ditiru oleh daerah lain."
)
RUN_DOWN = [
    (0, "Pembukaan dan kode hadir", "Kode muncul di layar siaran."),
    (15, "Paparan: dari pelatihan ke ekosistem belajar", "Tim Jatim Corporate University"),
    (55, "Paparan: memulai dari nol di daerah", "Tim BPSDM Jambi"),
    (85, "Tanya jawab", "Pertanyaan dengan dukungan terbanyak dijawab lebih dahulu."),
]
PATTERN = "800.2/{serial:05d}/204.5/{year}"


def programme(host: Agency, owner: Person, at: datetime) -> Programme:
    """ASN Belajar every Thursday 08.00-10.00 WIB (S1-3, S1-9), with the years that were counted."""
    made = programmes.create_programme(
        agency=host,
        name="ASN Belajar",
        summary="Setiap Kamis pagi dua jam, gratis bagi siapa saja.",
        weekly=programmes.WeeklyRule(),
        started_on=date(2022, 1, 6),
        by=owner,
        at=at,
    )
    for year, series, views, note in YEARS:
        programmes.record_year(
            programme=made, year=year, series=series, views=views, note=note, source=COUNTED,
            by=owner, at=at,
        )  # fmt: skip
    for year in (at.year - 1, at.year, at.year + 1):
        credentials.set_number_pattern(agency=host, year=year, pattern=PATTERN, by=owner, at=at)
    return made


def past(
    programme: Programme, cast: dict[str, Person], crowd: Sequence[Person], at: datetime
) -> Iterator[tuple[int, int, str]]:
    """Sessions that were held and closed; tells each as it is done."""
    chance = random.Random(len(crowd))
    organiser, learners = cast["organiser"], [cast["learner"], cast["contract"], cast["public"]]
    dates = calendar.dates_of(programme, (at - timedelta(days=370)).date(), at.date())
    dates = [on for on in dates if calendar.slot(programme, on)[1] < at]
    for done, (weeks, title, fields, share) in enumerate(PAST, 1):
        on = dates[max(0, len(dates) - weeks)]
        session = _announced(programme, on, title, fields, organiser, now=at)
        came = [*learners, *(p for p in crowd if share == 1.0 or chance.random() < share)]
        _attend(session, came, chance)
        _close(session, organiser)
        yield done, len(PAST), title


def keep_going(host: Agency, at: datetime) -> None:
    """A session live now, and the coming Thursdays announced: made when there is none."""
    programme = Programme.objects.get(agency=host, slug="asn-belajar")
    organiser = Membership.objects.get(agency=host, role=Role.ORGANISER, ended_at=None).person
    standing = LiveSession.objects.filter(programme=programme, state=SessionState.ANNOUNCED)
    if not standing.filter(starts_at__lte=at, ends_at__gt=at + timedelta(minutes=30)).exists():
        _live_now(programme, organiser, at)
    coming = calendar.dates_of(programme, at.date(), (at + timedelta(days=60)).date())
    ahead = [on for on in coming if calendar.slot(programme, on)[0] > at]
    for (title, fields), on in zip(COMING, ahead, strict=False):
        starts_at = calendar.slot(programme, on)[0]
        if not standing.filter(starts_at__date=starts_at.date()).exists():
            _announced(programme, on, title, fields, organiser, now=at)


def _announced(
    programme: Programme, on: date, title: str, fields: list[int], by: Person, *, now: datetime
) -> LiveSession:
    """A week before it begins, but never later than now."""
    at = min(now, calendar.slot(programme, on)[0] - timedelta(days=7))
    session = sessions.create_session(programme=programme, on=on, title=title, by=by, at=at)
    return _finished(session, title, fields, by, at)


def _finished(
    session: LiveSession, title: str, fields: list[int], by: Person, at: datetime
) -> LiveSession:
    basics = section.basics_of(session)
    jambi = Agency.objects.get(code="bpsdm-jambi")
    told = replace(basics, title=title, summary=SUMMARY, fields=tuple(fields), partners=(jambi.pk,))
    sessions.edit_basics(session=session, basics=told, seen=section.mark_of(basics), by=by, at=at)
    session.refresh_from_db()
    for name, office, scope, role in (
        ("Tim Jatim Corporate University (contoh)", "BPSDM Provinsi Jawa Timur",
         SpeakerScope.NATIONAL, SpeakerRole.SPEAKER),
        ("Hana Contoh", "Universitas Contoh, Singapura", SpeakerScope.INTERNATIONAL,
         SpeakerRole.SPEAKER),
        ("Yoga Contoh", "BPSDM Provinsi Jawa Timur", SpeakerScope.NATIONAL, SpeakerRole.MODERATOR),
    ):  # fmt: skip
        parts.invite_speaker(
            session=session, name=name, office=office, scope=scope, role=role, by=by, at=at,
            language="Inggris" if scope == SpeakerScope.INTERNATIONAL else "",
        )  # fmt: skip
    for offset, line, note in RUN_DOWN:
        parts.add_line(session=session, offset=offset, title=line, note=note, by=by, at=at)
    return schedule.announce(session=session, by=by, at=at)


def _live_now(programme: Programme, by: Person, at: datetime) -> None:
    """Began five minutes ago, its first code is shown; half the crowd has a place."""
    begun = (at - timedelta(minutes=5)).replace(second=0, microsecond=0)
    on = in_zone(begun, programme.zone).date()
    session = sessions.create_session(programme=programme, on=on, title=LIVE_TITLE, by=by, at=at)
    basics = section.basics_of(session)
    moved = replace(basics, starts_at=begun, minutes=120)
    sessions.edit_basics(session=session, basics=moved, seen=section.mark_of(basics), by=by, at=at)
    session.refresh_from_db()
    session = _finished(session, LIVE_TITLE, [1], by, at)
    crowd = Person.objects.filter(is_demonstration=True, memberships=None).order_by("pk")
    people = list(crowd[: crowd.count() // 2])
    chance = random.Random(len(people))
    _register(session, people, at - timedelta(days=1))
    first = session.windows.order_by("position").first()
    if first is not None:
        early = [person for person in people[3:] if chance.random() < 0.7]
        _press(early, first, chance, until=at)


def _attend(session: LiveSession, people: Sequence[Person], chance: random.Random) -> None:
    """Everyone has a place; nine in ten press in all windows, the others in one."""
    _register(session, people, session.starts_at - timedelta(days=1))
    faithful = [p for number, p in enumerate(people) if number < 3 or chance.random() < 0.9]
    for window in session.windows.all():
        _press(people if window.position == 1 else faithful, window, chance)


def _register(session: LiveSession, people: Sequence[Person], at: datetime) -> None:
    bulk.insert(
        Registration,
        ["session_id", "person_id", "registered_at", "wants_reminder", "vouched_reason"],
        ((session.pk, person.pk, at, True, "") for person in people),
    )


def _press(
    people: Sequence[Person],
    window: CheckInWindow,
    chance: random.Random,
    until: datetime | None = None,
) -> None:
    times = ((person, window.opens_at + _delay(chance)) for person in people)
    rows = (
        (window.session_id, window.pk, person.pk, at)
        for person, at in times
        if until is None or at <= until
    )
    bulk.insert(Arrival, ["session_id", "window_id", "person_id", "at"], rows)


def _delay(chance: random.Random) -> timedelta:
    return timedelta(seconds=min(600, int(chance.expovariate(1 / 90))))


def _close(session: LiveSession, by: Person) -> None:
    at = session.ends_at + timedelta(minutes=5)
    done = closing.close(session=session, by=by, at=at)
    while closing.advance(closing=done, at=at):
        pass
