from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.queries import section
from jejaring.activities.live.states import SessionState
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from tests.live.conftest import THURSDAY

pytestmark = pytest.mark.django_db
PAGES = [
    "session-home",
    "session-edit",
    "preview",
    "postpone",
    "reschedule",
    "cancel",
    "board",
    "participants",
]
WRITES = ["announce", "discard", "copy", "windows-propose", "participants-export"]


def at(name: str, session, *args) -> str:
    return reverse(f"live:{name}", args=[session.pk, *args])


def test_a_session_is_planned_and_announced_in_three_steps(browser, programme):
    page = browser.get(reverse("live:session-new"))
    assertContains(page, "ASN Belajar")
    values = {"programme": programme.pk, "on": THURSDAY, "title": "Talenta", "begin": "rule"}
    made = browser.post(reverse("live:session-new"), values, follow=True)
    assertContains(made, "Save and announce")
    session = LiveSession.objects.get()

    announced = browser.post(at("announce", session), follow=True)

    assertContains(announced, "Anyone can see the session and register now.")
    session.refresh_from_db()
    assert session.state == SessionState.ANNOUNCED


def test_the_next_free_thursday_is_proposed(browser, programme):
    page = browser.get(reverse("live:session-new"))

    proposed = page.context["form"].initial["on"]
    assert proposed.weekday() == 3
    assert proposed >= timezone.localdate()


def test_a_copy_of_the_last_session_is_begun(browser, session, programme):
    values = {"programme": programme.pk, "on": THURSDAY, "title": "Baru", "begin": "copy"}

    browser.post(reverse("live:session-new"), values)

    copy = LiveSession.objects.exclude(pk=session.pk).get()
    assert (copy.title, copy.windows.count()) == ("Baru", 3)


def test_what_was_typed_stays_when_a_date_is_taken(browser, session, programme):
    values = {"programme": programme.pk, "on": "2026-11-26", "title": "Baru", "begin": "rule"}

    page = browser.post(reverse("live:session-new"), values)

    assertContains(page, session.title)
    assertContains(page, 'value="Baru"')


def test_what_is_missing_leads_to_its_section(browser, draft):
    draft.title = ""
    draft.save()

    page = browser.post(at("announce", draft))

    assertContains(page, '<a href="#dasar">Give the session a title.</a>', status_code=422)


def basics(session, **changes) -> dict[str, object]:
    stored = section.basics_of(session)
    values = {
        "seen": section.mark_of(stored),
        "title": "Judul",
        "summary": "",
        "on": "2026-11-26",
        "begins": "08:00",
        "minutes": 120,
    }
    return values | changes


def test_saving_and_announcing_is_one_press(browser, draft):
    response = browser.post(at("section-store", draft, "dasar"), basics(draft, umumkan="ya"))

    assertRedirects(response, at("session-home", draft))
    draft.refresh_from_db()
    assert (draft.title, draft.state) == ("Judul", SessionState.ANNOUNCED)


def test_both_versions_are_shown_when_somebody_else_was_faster(browser, draft):
    values = basics(draft, title="Judul saya")
    draft.title = "Judul orang lain"
    draft.save()
    address = at("section-store", draft, "dasar")

    page = browser.post(address, values)

    assertContains(page, 'value="Judul saya"', status_code=422)
    assertContains(page, "<dd>Judul orang lain</dd>", status_code=422)
    again = page.context["dasar"].data["seen"]
    assertRedirects(
        browser.post(address, values | {"seen": again}), at("session-edit", draft) + "#dasar"
    )
    draft.refresh_from_db()
    assert draft.title == "Judul saya"


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("siaran", {"url": "http://siaran.example"}, "begins with https://"),
        ("dasar", {"title": "x" * 201, "on": "", "begins": "", "minutes": 1}, "at most 200"),
    ],
)
def test_a_refused_section_says_why(browser, session, name, values, said):
    mark = section.mark_of(section.stream_of(session))

    page = browser.post(at("section-store", session, name), values | {"seen": mark})

    assertContains(page, said, status_code=422)


def test_what_the_announcement_fixed_cannot_be_sent_otherwise(browser, session):
    stored = section.terms_of(session)
    values = {"seen": section.mark_of(stored), "registration_rule": "until_start", "jp": 4}

    browser.post(at("section-store", session, "aturan"), values)

    session.refresh_from_db()
    assert (session.registration_rule, session.jp, session.attendance_minimum) == (
        "until_start",
        2,
        2,
    )


def test_there_is_no_other_section(browser, session):
    assert browser.post(at("section-store", session, "lain")).status_code == 404


def test_postponing_needs_a_reason_and_keeps_what_was_typed(browser, session):
    RegistrationFactory.create(session=session)
    address = at("postpone", session)
    assertContains(browser.get(address), "One person is registered and will be told.")

    refused = browser.post(address, {"reason": "", "on": "2027-01-07", "begins": ""})
    assertContains(refused, 'value="2027-01-07"')


def test_a_session_is_postponed_and_gets_a_new_time(browser, programme):
    later = timezone.now() + timedelta(days=7)
    session = LiveSessionFactory.create(programme=programme, starts_at=later)

    browser.post(at("postpone", session), {"reason": "Narasumber sakit."})
    session.refresh_from_db()
    assert session.state == SessionState.POSTPONED
    new = (later + timedelta(days=7)).date()
    browser.post(at("reschedule", session), {"on": new, "begins": "09:00"})

    session.refresh_from_db()
    assert session.state == SessionState.ANNOUNCED
    assert timezone.localtime(session.starts_at).date() == new


def test_a_session_is_cancelled(browser, session):
    page = browser.post(at("cancel", session), {"reason": "Cuaca."}, follow=True)

    assertContains(page, "Cuaca.")


def test_a_draft_is_thrown_away(browser, draft):
    browser.post(at("discard", draft))

    assert not LiveSession.objects.exists()


def test_a_draft_is_seen_as_a_learner_will_see_it(browser, draft):
    page = browser.get(at("preview", draft))

    assertContains(page, draft.title)
    assertContains(page, "Preview")
    draft.refresh_from_db()
    assert draft.state == SessionState.DRAFT


@pytest.mark.parametrize("name", PAGES)
def test_another_agencys_organiser_finds_no_page(as_person, neighbour, session, name):
    assert as_person(neighbour).get(at(name, session)).status_code == 404


@pytest.mark.parametrize("name", WRITES)
def test_another_agencys_organiser_finds_nothing_to_press(as_person, neighbour, session, name):
    assert as_person(neighbour).post(at(name, session)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_an_auditor_reads_every_page(as_person, auditor, session, name):
    assert as_person(auditor).get(at(name, session)).status_code == 200


def test_an_auditor_is_offered_no_change(as_person, auditor, session, draft):
    reader = as_person(auditor)

    assertNotContains(reader.get(at("session-home", session)), "Change")
    assertNotContains(reader.get(at("session-edit", draft)), "Save")


@pytest.mark.parametrize("name", WRITES[:-1])
def test_an_auditor_changes_nothing(as_person, auditor, draft, name):
    assert as_person(auditor).post(at(name, draft)).status_code == 403


def test_guests_are_asked_to_sign_in(client, session):
    response = client.get(at("session-home", session))

    assert response.status_code == 302
    assert "/masuk" in response.url


@pytest.mark.parametrize(
    "state", [state for state in SessionState if state != SessionState.ANNOUNCED]
)
def test_every_state_has_its_page(browser, session, state):
    session.state, session.state_reason = state, "Alasan"
    session.save()

    assert browser.get(at("session-home", session)).status_code == 200


@pytest.mark.parametrize("days", [7, 0.02, -0.02, -7])
def test_every_phase_has_its_page(browser, programme, days):
    starts_at = timezone.now() + timedelta(days=days)
    session = LiveSessionFactory.create(programme=programme, starts_at=starts_at)

    assert browser.get(at("session-home", session)).status_code == 200
