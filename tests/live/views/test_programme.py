import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jejaring.activities.live.models import Programme, ProgrammeException, ProgrammeYear
from tests.factories.live import LiveSessionFactory

pytestmark = pytest.mark.django_db
RULE = {
    "name": "Rabu Belajar",
    "summary": "",
    "weekday": 2,
    "starts_at": "09:00",
    "minutes": 90,
    "zone": "WITA",
    "started_on": "2026-01-07",
}


def at(name: str, programme, *args) -> str:
    return reverse(f"live:{name}", args=[programme.slug, *args])


def test_a_programme_is_begun(browser, programme):
    values = RULE | {"agency": programme.agency_id}

    page = browser.post(reverse("live:programme-new"), values, follow=True)

    assertContains(page, "Rabu Belajar begins.")
    assert Programme.objects.get(slug="rabu-belajar").minutes == 90


def test_only_own_agencies_may_be_chosen(as_person, neighbour, programme):
    values = RULE | {"agency": programme.agency_id}

    page = as_person(neighbour).post(reverse("live:programme-new"), values)

    assert "agency" in page.context["form"].errors


def test_a_programme_is_changed(browser, programme):
    assertContains(browser.get(at("programme-edit", programme)), 'value="08:00"')

    browser.post(at("programme-edit", programme), RULE)

    programme.refresh_from_db()
    assert (programme.name, programme.zone) == ("Rabu Belajar", "WITA")


def test_the_calendar_shows_sessions_and_what_is_left_out(browser, programme):
    coming = timezone.now() + timedelta(days=8)
    LiveSessionFactory.create(programme=programme, title="Talenta", starts_at=coming)

    page = browser.get(at("programme", programme))

    assertContains(page, "Talenta")
    assertContains(page, "Plan it")


def test_an_exception_is_added_removed_and_brought_back(browser, programme):
    values = {"date": "2027-02-02", "is_extra": "yes", "reason": "Hari jadi"}
    response = browser.post(at("exception-add", programme), values)
    assertRedirects(response, at("programme", programme) + "#kalender")
    exception = ProgrammeException.objects.get()

    page = browser.post(at("exception-remove", programme, exception.pk), follow=True)
    assert not ProgrammeException.objects.exists()
    toast = page.content.decode().partition("data-toast>")[2]
    browser.post(
        at("exception-add", programme), dict(re.findall(r'name="(\w+)" value="([^"]*)"', toast))
    )

    again = ProgrammeException.objects.get()
    assert (again.date.isoformat(), again.is_extra, again.reason) == (
        "2027-02-02",
        True,
        "Hari jadi",
    )


def test_a_refused_exception_keeps_what_was_typed(browser, programme):
    page = browser.post(
        at("exception-add", programme), {"date": "", "is_extra": "no", "reason": "Rapat kerja"}
    )

    assertContains(page, 'value="Rapat kerja"', status_code=422)


def test_a_year_is_counted_in_and_shown(browser, programme):
    values = {"year": 2022, "series": 49, "views": 401482, "source": "https://berita.example"}

    page = browser.post(at("year-record", programme), values, follow=True)

    assertContains(page, "401,482")
    assert ProgrammeYear.objects.get().series == 49


def test_a_refused_year_keeps_what_was_typed(browser, programme):
    LiveSessionFactory.create(programme=programme, year=2026, number=3)
    values = {"year": 2026, "series": 9, "views": 1, "source": "https://berita.example"}

    page = browser.post(at("year-record", programme), values)

    assertContains(page, "Count at most 2.", status_code=422)
    assertContains(page, 'value="9"', status_code=422)


def test_another_agencys_programme_does_not_exist(as_person, neighbour, programme):
    stranger = as_person(neighbour)

    assertNotContains(stranger.get(reverse("live:programmes")), at("programme", programme))
    assert stranger.get(at("programme", programme)).status_code == 404
    assert stranger.get(at("programme-edit", programme)).status_code == 404
    assert stranger.post(at("exception-add", programme)).status_code == 404
    assert stranger.post(at("year-record", programme)).status_code == 404


def test_an_auditor_reads_and_changes_nothing(as_person, auditor, programme):
    reader = as_person(auditor)

    assertNotContains(reader.get(at("programme", programme)), "Plan it")
    assert reader.post(at("programme-edit", programme), RULE).status_code == 403


def test_only_whoever_runs_an_agency_may_begin_a_programme(as_person, auditor):
    assert as_person(auditor).get(reverse("live:programme-new")).status_code == 403
