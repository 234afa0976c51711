from datetime import date, time

import pytest

from jejaring.activities.live.actions.programme import (
    DateHasException,
    DateIsPlanned,
    ProgrammeEndsBeforeStart,
    WeeklyRule,
    WeeklyRuleUnsound,
    YearIsKept,
    add_exception,
    create_programme,
    edit_programme,
    record_year,
    remove_exception,
)
from jejaring.activities.live.models import Programme, ProgrammeException, ProgrammeYear
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from tests.factories.agencies import MembershipFactory
from tests.factories.live import LiveSessionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 12, 3)


@pytest.fixture
def organiser():
    return MembershipFactory.create()


@pytest.fixture
def programme(organiser):
    return ProgrammeFactory.create(agency=organiser.agency)


def create(organiser, now, **changes):
    values = {
        "agency": organiser.agency,
        "name": "ASN Belajar",
        "summary": "",
        "weekly": WeeklyRule(),
        "started_on": date(2022, 1, 6),
        "by": organiser.person,
        "at": now,
    }
    return create_programme(**values | changes)


def edit(programme, organiser, now, **changes):
    values = {
        "name": programme.name,
        "summary": "Setiap Kamis pagi.",
        "weekly": WeeklyRule(weekday=4, starts_at=time(9, 0), minutes=90, zone="WITA"),
        "started_on": programme.started_on,
        "ended_on": None,
        "by": organiser.person,
        "at": now,
    }
    return edit_programme(programme=programme, **values | changes)


def acts() -> list[str]:
    return [entry.act for entry in Entry.objects.all()]


def test_a_programme_begins_on_thursdays_from_eight_for_two_hours(organiser, now):
    programme = create(organiser, now)

    assert (programme.weekday, programme.starts_at, programme.minutes) == (3, time(8, 0), 120)
    assert programme.slug == "asn-belajar"
    entry = Entry.objects.get()
    assert (entry.act, entry.agency) == ("live.programme_created", organiser.agency.pk)


def test_a_second_programme_of_the_same_name_gets_its_own_address(organiser, now):
    create(organiser, now)

    assert create(organiser, now).slug == "asn-belajar-2"


def test_a_neighbour_may_not_begin_a_programme(organiser, now):
    with pytest.raises(NotPermitted):
        create(organiser, now, by=MembershipFactory.create().person)
    assert not Programme.objects.exists()
    assert acts() == []


def test_an_auditor_may_not_begin_a_programme(organiser, now):
    auditor = MembershipFactory.create(agency=organiser.agency, auditor=True).person

    with pytest.raises(NotPermitted):
        create(organiser, now, by=auditor)


@pytest.mark.parametrize(
    "weekly", [WeeklyRule(weekday=7), WeeklyRule(zone="UTC"), WeeklyRule(minutes=10)]
)
def test_an_unsound_weekly_rule_is_refused(organiser, now, weekly):
    with pytest.raises(WeeklyRuleUnsound):
        create(organiser, now, weekly=weekly)
    assert not Programme.objects.exists()


def test_editing_keeps_what_was_before_in_the_trail(programme, organiser, now):
    edit(programme, organiser, now)

    programme.refresh_from_db()
    assert (programme.weekday, programme.zone, programme.minutes) == (4, "WITA", 90)
    assert '"weekday": 3' in Entry.objects.get(act="live.programme_edited").details


def test_a_programme_cannot_end_before_it_began(programme, organiser, now):
    with pytest.raises(ProgrammeEndsBeforeStart):
        edit(programme, organiser, now, ended_on=date(2021, 1, 1))


def test_a_neighbour_may_not_edit(programme, now):
    with pytest.raises(NotPermitted):
        edit(programme, MembershipFactory.create(), now)


def exception(programme, organiser, now, **changes):
    values = {
        "date": THURSDAY,
        "is_extra": False,
        "reason": "Rapat kerja",
        "by": organiser.person,
        "at": now,
    }
    return add_exception(programme=programme, **values | changes)


def test_an_exception_is_added_and_removed(programme, organiser, now):
    added = exception(programme, organiser, now)

    removed = remove_exception(exception=added, by=organiser.person, at=now)

    assert (removed.date, removed.reason) == (THURSDAY, "Rapat kerja")
    assert not ProgrammeException.objects.exists()
    assert acts() == ["live.exception_added", "live.exception_removed"]


def test_a_date_takes_one_exception(programme, organiser, now):
    exception(programme, organiser, now)

    with pytest.raises(DateHasException):
        exception(programme, organiser, now, is_extra=True)


def test_a_date_with_a_session_cannot_be_left_out(programme, organiser, now):
    session = LiveSessionFactory.create(programme=programme)

    with pytest.raises(DateIsPlanned) as refusal:
        exception(programme, organiser, now, date=session.starts_at.date())
    assert session.title in refusal.value.sentence


def test_a_neighbour_may_not_change_exceptions(programme, organiser, now):
    neighbour = MembershipFactory.create()
    with pytest.raises(NotPermitted):
        exception(programme, neighbour, now)
    added = exception(programme, organiser, now)
    with pytest.raises(NotPermitted):
        remove_exception(exception=added, by=neighbour.person, at=now)


def year(programme, organiser, now, **changes):
    values = {
        "year": 2022,
        "series": 49,
        "views": 401_482,
        "note": "",
        "source": "https://berita.example/asn-belajar",
        "by": organiser.person,
        "at": now,
    }
    return record_year(programme=programme, **values | changes)


def test_a_year_counted_elsewhere_is_kept_and_corrected(programme, organiser, now):
    year(programme, organiser, now, series=48)

    year(programme, organiser, now)

    assert ProgrammeYear.objects.get().series == 49
    assert acts() == ["live.year_recorded", "live.year_recorded"]


def test_a_count_cannot_cover_numbers_that_are_kept_here(programme, organiser, now):
    LiveSessionFactory.create(programme=programme, year=2026, number=8)

    with pytest.raises(YearIsKept):
        year(programme, organiser, now, year=2026, series=8)
    assert year(programme, organiser, now, year=2026, series=7).series == 7


def test_a_neighbour_may_not_record_a_year(programme, now):
    with pytest.raises(NotPermitted):
        year(programme, MembershipFactory.create(), now)
