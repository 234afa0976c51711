from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.activities.live.models import FileImport, ImportRow
from jejaring.activities.live.queries.console import PAGE
from jejaring.activities.live.states import ImportKind, ImportState, RowVerdict, SessionState
from tests.factories.live import LiveSessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


def sessions(browser, **query):
    return browser.get(reverse("live:sessions"), query)


def test_the_desk_shows_what_is_on_what_waits_and_what_comes(browser, programme):
    now = timezone.now()
    LiveSessionFactory.create(programme=programme, title="Sedang", starts_at=now)
    LiveSessionFactory.create(programme=programme, title="Lewat", starts_at=now - timedelta(days=7))
    LiveSessionFactory.create(
        programme=programme, title="Nanti", starts_at=now + timedelta(days=30)
    )

    page = browser.get(reverse("live:console"))

    desk = page.context["desk"]
    assert [session.title for session in desk.now] == ["Sedang"]
    assert [session.title for session in desk.coming] == ["Nanti"]
    assert [item.task for item in desk.todo][:1] == ["close"]
    assertContains(page, "Close “Lewat”")


def test_a_thursday_without_a_session_waits_to_be_planned(browser, programme):
    page = browser.get(reverse("live:console"))

    assertContains(page, f"program={programme.slug}&amp;tanggal=")


def test_doubtful_rows_of_a_file_wait_to_be_settled(browser, session, organiser, now):
    report = FileImport.objects.create(
        session=session,
        kind=ImportKind.ZOOM_REPORT,
        state=ImportState.APPLIED,
        uploaded_by=organiser,
        uploaded_at=now,
    )
    ImportRow.objects.create(file_import=report, number=1, verdict=RowVerdict.UNRESOLVED)

    page = browser.get(reverse("live:console"))

    assertContains(page, f"Settle the doubtful rows of “{session.title}”")


def test_an_auditor_has_nothing_to_do(as_person, auditor, draft):
    page = as_person(auditor).get(reverse("live:console"))

    assert page.context["desk"].todo == []
    assertNotContains(page, "Plan a session")


def test_a_stranger_sees_an_empty_desk(as_person, neighbour, session):
    page = as_person(neighbour).get(reverse("live:sessions"))

    assertNotContains(page, session.title)


def test_sessions_are_filtered_and_searched(browser, programme):
    talent = LiveSessionFactory.create(programme=programme, title="Talenta", year=2025)
    cancelled = LiveSessionFactory.create(
        programme=programme, title="Batal", state=SessionState.CANCELLED
    )
    speaker = SpeakerFactory.create(agency=programme.agency, name="Ratna Contoh")
    talent.speakers.create(speaker=speaker)

    def titles(**query):
        return [session.title for session in sessions(browser, **query).context["page_of"].rows]

    assert titles() == ["Batal", "Talenta"]
    assert titles(keadaan="batal") == ["Batal"]
    assert titles(tahun="2025") == ["Talenta"]
    assert titles(cari="ratna") == ["Talenta"]
    assert titles(cari=cancelled.slug) == ["Batal"]
    assert titles(keadaan="x", tahun="²²²²", sesudah="x-y") == ["Batal", "Talenta"]


def test_an_emptied_list_offers_the_whole(browser, session):
    assertContains(sessions(browser, cari="tidak ada"), "Show all sessions")


def test_the_list_is_paged_without_gap_or_repeat(browser, programme):
    for number in range(PAGE + 2):
        LiveSessionFactory.create(programme=programme, number=number + 1)

    first = sessions(browser).context["page_of"]
    second = sessions(browser, sesudah=first.next_page).context["page_of"]

    assert (len(first.rows), len(second.rows), second.next_page) == (PAGE, 2, "")
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    browser, programme, count, django_assert_num_queries
):
    LiveSessionFactory.create_batch(count, programme=programme)
    sessions(browser)

    with django_assert_num_queries(6):
        assertContains(sessions(browser), "Pembelajaran mandiri", count=count)
