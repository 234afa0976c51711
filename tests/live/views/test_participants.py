from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.activities.live.queries.participants import PAGE
from jejaring.ground.audit.models import Entry
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(programme):
    return LiveSessionFactory.create(
        programme=programme, starts_at=timezone.now() - timedelta(minutes=15)
    )


def at(name: str, session, *args) -> str:
    return reverse(f"live:{name}", args=[session.pk, *args])


def register(session, name: str, **changes):
    return RegistrationFactory.create(
        session=session, person=PersonFactory.create(name=name, **changes)
    )


def names(response) -> list[str]:
    return [place.person.name for place in response.context["page_of"].rows]


def test_participants_are_listed_by_name_with_masked_numbers(browser, running):
    second = register(running, "Budi Contoh", pns=True)
    register(running, "Ani Contoh")

    page = browser.get(at("participants", running))

    assert names(page) == ["Ani Contoh", "Budi Contoh"]
    assertNotContains(page, second.person.employee_no)


def test_participants_are_found_by_name_or_number(browser, running):
    place = register(running, "Budi Contoh", pns=True)
    register(running, "Ani Contoh")
    address = at("participants", running)

    assert names(browser.get(address, {"cari": "ani"})) == ["Ani Contoh"]
    assert names(browser.get(address, {"cari": place.person.employee_no})) == ["Budi Contoh"]
    assertContains(browser.get(address, {"cari": "tidak ada"}), "Show all participants")


def test_a_search_sends_only_the_rows(browser, running):
    register(running, "Ani Contoh")

    part = browser.get(at("participants", running), headers={"hx-request": "true"})

    assertContains(part, "Ani Contoh")
    assertNotContains(part, "<html")


def test_the_list_is_paged_by_name(browser, running):
    for number in range(PAGE + 1):
        register(running, f"Peserta Contoh {number:03d}")

    first = browser.get(at("participants", running))
    rest = browser.get(at("participants", running), {"sesudah": first.context["page_of"].next_page})

    assert names(rest) == [f"Peserta Contoh {PAGE:03d}"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(browser, running, count, django_assert_num_queries):
    for number in range(count):
        register(running, f"Peserta Contoh {number}")
    browser.get(at("participants", running))

    with django_assert_num_queries(7):
        browser.get(at("participants", running))


def test_someone_is_added_by_an_officer_and_taken_back(browser, running):
    person = PersonFactory.create(name="Citra Contoh", pns=True)
    values = {"who": person.employee_no, "reason": "Terlihat di aula."}

    page = browser.post(at("participant-add", running), values, follow=True)

    assertContains(page, "Citra Contoh counts as present.")
    place = running.registrations.get()
    browser.post(at("participant-withdraw", running, place.pk))
    place.refresh_from_db()
    assert place.vouched_at is None


def test_a_name_alone_adds_nobody_and_stays_in_the_form(browser, running):
    PersonFactory.create(name="Citra Contoh")
    values = {"who": "Citra Contoh", "reason": "Terlihat di aula."}

    page = browser.post(at("participant-add", running), values)

    assertContains(page, 'value="Citra Contoh"', status_code=422)
    assert not running.registrations.exists()


def test_the_list_is_taken_along_as_harmless_cells(browser, running):
    register(running, '=HYPERLINK("http://jahat.example")', pns=True)

    response = browser.post(at("participants-export", running))

    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeffName,Employee number,")
    assert "'=HYPERLINK" in text
    assert [entry.act for entry in Entry.objects.all()] == ["live.participants_exported"]


def test_an_auditor_takes_the_list_and_adds_nobody(as_person, auditor, running):
    reader = as_person(auditor)
    person = PersonFactory.create(pns=True)

    assertNotContains(reader.get(at("participants", running)), "Count as present")
    assert reader.post(at("participants-export", running)).status_code == 200
    values = {"who": person.employee_no, "reason": "Terlihat."}
    assert reader.post(at("participant-add", running), values).status_code == 403


def test_another_agencys_participants_do_not_exist(as_person, neighbour, running):
    place = register(running, "Ani Contoh")
    stranger = as_person(neighbour)

    assert stranger.get(at("participants", running)).status_code == 404
    assert stranger.post(at("participant-add", running)).status_code == 404
    assert stranger.post(at("participant-withdraw", running, place.pk)).status_code == 404
