from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.activities.live.queries import board
from jejaring.parties.places.models import Province
from tests.factories.agencies import AgencyFactory, EmploymentFactory
from tests.factories.live import (
    ArrivalFactory,
    CheckInWindowFactory,
    LiveSessionFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(programme):
    """Began ten minutes ago; its window is open."""
    session = LiveSessionFactory.create(
        programme=programme, starts_at=timezone.now() - timedelta(minutes=15)
    )
    CheckInWindowFactory.create(session=session)
    return session


@pytest.fixture
def province():
    return Province.objects.create(
        code="35",
        iso="JI",
        name="Jawa Timur",
        zone="WIB",
        longitude=112.7,
        latitude=-7.3,
        tile_row=6,
        tile_column=6,
    )


def arrive(session, **changes):
    place = RegistrationFactory.create(session=session)
    window = session.windows.first()
    ArrivalFactory.create(
        session_id=session.pk, window_id=window.pk, person_id=place.person_id, **changes
    )
    return place.person


def at(session) -> str:
    return reverse("live:board", args=[session.pk])


def screen(session) -> str:
    return reverse("live:code-screen", args=[session.pk, session.windows.first().pk])


def test_the_board_counts_people_minutes_windows_and_provinces(running, province):
    employer = AgencyFactory.create(province=province)
    at_ten = running.starts_at + timedelta(minutes=10)
    for minute in (0, 0, 1):
        person = arrive(running, at=at_ten + timedelta(minutes=minute))
        EmploymentFactory.create(person=person, agency=employer)
    arrive(running, at=at_ten)
    RegistrationFactory.create(session=running)

    shown = board.board(running, timezone.now())

    assert (shown.present, shown.registered, shown.share_present) == (4, 5, 80.0)
    assert shown.peak
    assert shown.peak.count == 3
    assert [(tally.state, tally.arrivals) for tally in shown.windows] == [("open", 4)]
    assert (shown.tiles, shown.elsewhere) == ({"JI": 3}, 1)


@pytest.mark.parametrize("people", [1, 3])
def test_the_board_costs_the_same_for_any_number(running, people, django_assert_num_queries):
    for _person in range(people):
        arrive(running)

    with django_assert_num_queries(7):
        board.board(running, timezone.now())


def test_unchanged_figures_are_not_sent_twice(browser, running):
    arrive(running)
    first = browser.get(at(running), headers={"hx-request": "true"})
    assertContains(first, "Present")
    assertNotContains(first, "<html")

    unchanged = {"hx-request": "true", "if-none-match": first.headers["ETag"]}
    assert browser.get(at(running), headers=unchanged).status_code == 304
    arrive(running)
    assert browser.get(at(running), headers=unchanged).status_code == 200


def test_a_page_and_its_fragment_are_not_mistaken_for_each_other(browser, running):
    page = browser.get(at(running))
    fragment = browser.get(at(running), headers={"hx-request": "true"})

    assert page.headers["ETag"] != fragment.headers["ETag"]
    assert "HX-Request" in page.headers["Vary"]


def test_an_empty_board_says_what_will_come(browser, running):
    assertContains(browser.get(at(running)), "Nobody has arrived yet.")


def test_a_code_is_shown_only_while_its_window_is_open(browser, running):
    window = running.windows.get()
    assertContains(browser.get(screen(running)), window.code)
    now = timezone.now()
    for opens, closes in [(5, 10), (-10, -5)]:
        window.opens_at = now + timedelta(minutes=opens)
        window.closes_at = now + timedelta(minutes=closes)
        window.save()

        assertNotContains(browser.get(screen(running)), window.code)


def test_a_screen_turns_by_itself(browser, running):
    window = running.windows.get()
    window.closes_at = timezone.now() + timedelta(seconds=3)
    window.save()

    page = browser.get(screen(running))

    assert page.context["again"] in {3, 4}
    assertContains(page, '<noscript><meta http-equiv="refresh" content="')
    part = browser.get(screen(running), headers={"hx-request": "true"})
    assertContains(part, window.code)
    assertNotContains(part, "<html")


def test_one_screen_follows_the_windows(browser, running):
    first = running.windows.get()
    second = CheckInWindowFactory.create(session=running, position=2)
    address = reverse("live:code-screen-now", args=[running.pk])
    assertContains(browser.get(address), first.code)
    now = timezone.now()
    first.opens_at, first.closes_at = now - timedelta(minutes=9), now - timedelta(minutes=1)
    first.save()
    assert browser.get(address).context["window"] == second
    running.windows.all().delete()
    assert browser.get(address).status_code == 404


def test_another_agencys_screen_does_not_exist(as_person, neighbour, running):
    assert as_person(neighbour).get(screen(running)).status_code == 404
