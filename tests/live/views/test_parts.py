import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.activities.live.states import SpeakerRole
from tests.factories.live import ArrivalFactory, RunDownItemFactory, SessionSpeakerFactory

pytestmark = pytest.mark.django_db
SPEAKER = {
    "name": "Dr. Narasumber Contoh",
    "office": "",
    "role": "moderator",
    "scope": "international",
    "language": "English",
}


def at(name: str, session, *args) -> str:
    return reverse(f"live:{name}", args=[session.pk, *args])


def undo(browser, page) -> object:
    """Press the undo of the toast."""
    toast = re.search(
        r'data-toast>.*?<form method="post" action="([^"]+)">(.*?)</form>',
        page.content.decode(),
        re.DOTALL,
    )
    assert toast
    values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', toast.group(2)))
    return browser.post(toast.group(1), values)


def test_a_speaker_is_added_removed_and_brought_back(browser, session):
    browser.post(at("speaker-add", session), SPEAKER)
    part = session.speakers.get()

    page = browser.post(at("speaker-remove", session, part.pk), follow=True)
    assert not session.speakers.exists()
    undo(browser, page)

    assert session.speakers.get().role == SpeakerRole.MODERATOR


def test_a_line_is_added_changed_removed_and_brought_back(browser, session):
    browser.post(at("line-add", session), {"begins": "08:10", "title": "Sambutan", "note": ""})
    line = session.run_down.get()
    assert line.offset == 10
    browser.post(
        at("line-edit", session, line.pk), {"begins": "08:15", "title": "Materi", "note": ""}
    )

    page = browser.post(at("line-remove", session, line.pk), follow=True)
    assert not session.run_down.exists()
    undo(browser, page)

    assert (session.run_down.get().offset, session.run_down.get().title) == (15, "Materi")


def test_a_window_is_added_moved_removed_and_brought_back(browser, session):
    browser.post(at("window-add", session), {"opens": "09:40", "closes": "09:50"})
    window = session.windows.last()
    browser.post(at("window-move", session, window.pk), {"opens": "09:45", "closes": "09:55"})

    page = browser.post(at("window-remove", session, window.pk), follow=True)
    assert session.windows.count() == 3
    undo(browser, page)

    assert session.windows.last().opens_at.isoformat() == "2026-11-26T02:45:00+00:00"


def test_a_new_code_is_told(browser, session):
    window = session.windows.first()

    page = browser.post(at("code-renew", session, window.pk), follow=True)

    window.refresh_from_db()
    assertContains(page, f"Window 1 has the new code {window.code}.")


@pytest.mark.parametrize(
    ("name", "values", "kept"),
    [
        ("speaker-add", {"name": "", "office": "Universitas Contoh"}, "Universitas Contoh"),
        ("line-add", {"begins": "11:00", "title": "Terlambat"}, "Terlambat"),
        ("window-add", {"opens": "08:00", "closes": "08:15"}, "08:15"),
    ],
)
def test_a_refused_part_keeps_what_was_typed(browser, session, name, values, kept):
    page = browser.post(at(name, session), SPEAKER | values if name == "speaker-add" else values)

    assertContains(page, f'value="{kept}"', status_code=422)


def test_a_used_window_is_not_removed(browser, session, organiser):
    window = session.windows.first()
    ArrivalFactory.create(session_id=session.pk, window_id=window.pk, person_id=organiser.pk)

    page = browser.post(at("window-remove", session, window.pk))

    assertContains(page, "People have arrived in this window.", status_code=409)


def test_parts_of_another_agencys_session_do_not_exist(as_person, neighbour, session):
    stranger, window = as_person(neighbour), session.windows.first()

    for address in (
        at("speaker-add", session),
        at("line-add", session),
        at("window-add", session),
        at("code-renew", session, window.pk),
        at("window-remove", session, window.pk),
    ):
        assert stranger.post(address).status_code == 404
    assert stranger.get(at("window-move", session, window.pk)).status_code == 404


def test_a_speaker_is_moved_and_the_page_returns_to_it(browser, session):
    first, second = SessionSpeakerFactory.create_batch(2, session=session)

    page = browser.post(at("speaker-move", session, second.pk), {"ke": "naik"})

    assert list(session.speakers.all()) == [second, first]
    assert page.headers["Location"] == f"{at('session-edit', session)}#pembicara-{second.pk}"


def test_a_line_is_moved_and_the_page_returns_to_where_it_stands(browser, session):
    RunDownItemFactory(session=session, offset=0, title="Pembukaan")
    row = RunDownItemFactory(session=session, offset=30, title="Materi")

    page = browser.post(at("line-move", session, row.pk), {"ke": "naik"}, follow=True)

    there = session.run_down.get(title="Materi")
    assert there.offset == 0
    assert page.redirect_chain[-1][0].endswith(f"#susunan-{there.pk}")
    assertContains(page, "“Materi” now begins at 08.00.")


@pytest.mark.parametrize(("way", "focused"), [("naik", "turun"), ("turun", "naik")])
def test_with_script_only_the_list_comes_back_with_the_focus(browser, session, way, focused):
    first, second = SessionSpeakerFactory.create_batch(2, session=session)
    part = second if way == "naik" else first

    page = browser.post(
        at("speaker-move", session, part.pk), {"ke": way}, headers={"HX-Request": "true"}
    )

    assertContains(page, "now stands in place")
    assertContains(page, f'value="{focused}" data-focus')
    assertNotContains(page, "<html")


@pytest.mark.parametrize("rows", [2, 4])
def test_moving_costs_the_same_however_long_the_list(
    browser, session, rows, django_assert_num_queries
):
    parts = [SessionSpeakerFactory(session=session, position=n) for n in range(1, rows + 1)]
    RunDownItemFactory.create_batch(rows, session=session)

    with django_assert_num_queries(21):
        browser.post(
            at("speaker-move", session, parts[0].pk),
            {"ke": "turun"},
            headers={"HX-Request": "true"},
        )
