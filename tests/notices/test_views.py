from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from jejaring.parties.notices import queries
from jejaring.parties.notices.models import Notice
from jejaring.parties.notices.states import EmailWish
from tests.factories.notices import LetterFactory, NoticeFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
INBOX, OUTBOX = "/pemberitahuan/", "/surat-keluar/"


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True


def text(response):
    return response.content.decode()


def notice(person, **changes):
    return NoticeFactory(person=person, facts={"title": "<b>Sertifikat</b>"} | changes)


def test_notices_are_listed_opened_and_read(client, person):
    row = notice(person, path="/saya/surel/")

    assert "&lt;b&gt;Sertifikat&lt;/b&gt; siap" in text(client.get(INBOX))
    response = client.post(reverse("notices:open-notice", args=[row.pk]))
    assert response.headers["Location"] == "/saya/surel/"
    assert queries.unread_count(person, now()) == 0


def test_notice_of_someone_else_is_not_found(client, person):
    other = notice(PersonFactory())

    assert client.post(reverse("notices:open-notice", args=[other.pk])).status_code == 404
    assert "Sertifikat&lt;" not in text(client.get(INBOX))
    assert queries.unread_count(person, now()) == 0


def test_all_are_marked_read(client, person):
    notice(person)

    client.post(reverse("notices:mark-all-read"))

    assert queries.unread_count(person, now()) == 0


@pytest.mark.usefixtures("person")
def test_empty_list_says_what_belongs_there(client):
    assert "Belum ada pemberitahuan" in text(client.get(INBOX))


@pytest.mark.parametrize("count", [1, 3])
def test_notices_cost_the_same_for_any_number(client, person, count, django_assert_num_queries):
    for _ in range(count):
        notice(person)

    with django_assert_num_queries(5):
        client.get(INBOX)


def test_older_notices_follow_and_none_is_lost(client, person):
    at = now()
    for number in range(65):
        NoticeFactory(
            person=person,
            facts={"title": f"Kabar{number}."},
            due_at=at - timedelta(hours=number // 40),
        )
    seen: list[int] = []
    page = queries.inbox_page(person, at)
    while True:
        seen += [line.notice.pk for line in page.lines]
        if page.older is None:
            break
        page = queries.inbox_page(person, at, after=page.older)

    assert (len(seen), len(set(seen))) == (65, 65)
    assert client.get(INBOX, {"sesudah": seen[29]}).status_code == 200
    assert client.get(INBOX, {"sesudah": "9" * 40}).status_code == 200


def test_wish_is_changed_on_the_page(client, person):
    client.post(reverse("notices:set-wish"), {"emails": "important"})
    client.post(reverse("notices:set-wish"), {"emails": "made-up"})

    assert queries.wish_of(person) == EmailWish.IMPORTANT


def test_fewer_letters_needs_a_press_and_no_sign_in(client):
    person = PersonFactory()
    link = queries.unsubscribe_link(person.pk).removeprefix("http://127.0.0.1:8000")

    assert client.get(link).status_code == 200
    assert queries.wish_of(person) == EmailWish.ALL
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert queries.wish_of(person) == EmailWish.IMPORTANT
    assert client.post(reverse("notices:unsubscribe", args=["rusak"])).status_code == 404


def test_outbox_is_not_there_outside_a_demonstration(client):
    LetterFactory(secret=True)

    assert client.get(OUTBOX).status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_outbox_shows_letters_and_notices_newest_first(client):
    LetterFactory(secret=True, to="rara@contoh.example", due_at=now() - timedelta(minutes=2))
    notice(PersonFactory(name="Siti Contoh"))

    page = text(client.get(OUTBOX))

    assert page.index("siap, Siti Contoh") < page.index("123456")
    assert "rara@contoh.example" in page
    assert '<p class="amount">123456</p>' in page


@pytest.mark.usefixtures("demonstration")
def test_outbox_is_searched_by_address(client):
    LetterFactory(to="rara@contoh.example", subject="Untuk Rara")
    LetterFactory(to="lain@contoh.example", subject="Untuk lain")

    page = text(client.get(OUTBOX, {"cari": " RARA"}))

    assert ("Untuk Rara" in page, "Untuk lain" in page) == (True, False)
    assert "Tidak ada surat ke alamat itu" in text(client.get(OUTBOX, {"cari": "tiada"}))


@pytest.mark.usefixtures("demonstration")
def test_outbox_shows_bodies_as_text(client):
    LetterFactory(body="<script>alert(1)</script> javascript:alert(1)")

    assert "<script>alert(1)" not in text(client.get(OUTBOX))


@pytest.mark.usefixtures("demonstration")
def test_outbox_pages_lose_nothing_that_was_sent_in_one_moment():
    at = now()
    person = PersonFactory()
    for number in range(45):
        NoticeFactory(person=person, due_at=at)
        LetterFactory(due_at=at, subject=f"Surat {number}")
    seen: list[tuple[str, int]] = []
    before = ""
    for _ in range(3):
        page = queries.outbox(address="", at=at, before=before)
        seen += [(type(line.row).__name__, line.row.pk) for line in page.lines]
        before = page.older

    assert (len(seen), len(set(seen)), before) == (90, 90, "")
    assert Notice.objects.count() == 45


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    "before", ["x", "||", "2026-01-01|1|1", "2026-01-01T00:00:00+00:00|1|" + "9" * 40]
)
def test_made_up_places_in_the_outbox_lead_to_its_beginning(client, before):
    LetterFactory(subject="Terbaru")

    assert "Terbaru" in text(client.get(OUTBOX, {"sebelum": before}))


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("count", [1, 3])
def test_outbox_costs_the_same_for_any_number(client, count, django_assert_num_queries):
    for _ in range(count):
        notice(PersonFactory())
        LetterFactory()

    with django_assert_num_queries(3):
        client.get(OUTBOX)


def test_the_list_speaks_the_language_of_the_page(client, person):
    NoticeFactory(person=person, kind="notices.nothing")
    said = client.get(INBOX).context["inbox"].lines[0].words
    client.cookies["bahasa"] = "en"

    assert client.get(INBOX).context["inbox"].lines[0].words != said
