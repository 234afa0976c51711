import email
from datetime import timedelta

import pytest

from jejaring.parties.notices import actions, queries
from jejaring.parties.notices.models import Letter, Notice
from jejaring.parties.notices.states import EmailWish, LetterState
from tests.factories.notices import LetterFactory, NoticeFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def states(model):
    return list(model.objects.order_by("id").values_list("state", flat=True))


def letter(at, **changes):
    return LetterFactory(due_at=at, **changes)


def notice(at, **changes):
    return NoticeFactory(
        due_at=at, facts={"title": "Sertifikat", "path": "/saya/surel/"}, **changes
    )


def body_of(raw):
    message = email.message_from_string(raw, policy=email.policy.default)
    return message, message.get_content()


def test_without_a_mail_server_letters_and_notices_are_kept(now):
    letter(now, secret=True)
    notice(now)

    sent = actions.send_due(at=now)

    assert (sent.handed_over, sent.put_off, sent.next_at) == (2, 0, None)
    assert (states(Letter), states(Notice)) == ([LetterState.KEPT], [LetterState.KEPT])
    assert Letter.objects.get().body == "123456"


def test_letter_reaches_a_real_server_and_a_code_is_blanked(post, now):
    letter(now, to="a@contoh.example", secret=True)

    actions.send_letters(at=now)

    (to, raw), row = post.letters[0], Letter.objects.get()
    message, body = body_of(raw)
    assert (to, message["Subject"], body.strip()) == ("a@contoh.example", "Kode", "123456")
    assert (row.state, row.sent_at, row.body) == (LetterState.SENT, now, "–")


def test_codes_leave_first_and_all_through_one_connection(post, now):
    letter(now - timedelta(minutes=1), to="a@contoh.example")
    letter(now, to="b@contoh.example", secret=True)

    actions.send_letters(at=now)

    assert [to for to, _ in post.letters] == ["b@contoh.example", "a@contoh.example"]
    assert len(post.sessions) == 1


def test_notice_speaks_the_person_s_language_and_clock_and_lets_them_in(post, now):
    person = PersonFactory(name="Siti <b>O'Brien</b> محمد", language="en", zone="WIT")
    facts = {
        "title": "Certificate",
        "starts_at": now.isoformat(),
        "held_on": "2026-11-26",
        "path": "/saya/surel/",
    }
    NoticeFactory(person=person, facts=facts, due_at=now)

    actions.send_notices(at=now)

    message, body = body_of(post.letters[0][1])
    assert message["Subject"] == "Certificate siap, Siti <b>O'Brien</b> محمد"
    assert "26 November 2026 at 10.30 WIT" in body
    assert "Thursday, 26 November 2026" in body
    assert "Open it: http://127.0.0.1:8000/masuk/tautan/" in body
    assert "Fewer letters: http://127.0.0.1:8000/pemberitahuan/berhenti/" in body
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_name_with_line_breaks_adds_no_header(post, now):
    person = PersonFactory(name="Rara\r\nBcc: semua@contoh.example")
    NoticeFactory(person=person, facts={"title": "X"}, due_at=now)

    actions.send_notices(at=now)

    message, _ = body_of(post.letters[0][1])
    assert (len(post.letters), message["Bcc"]) == (1, None)


def test_refused_address_fails_for_good_and_does_not_hold_up_the_rest(post, now):
    letter(now, to="ditolak@contoh.example")
    letter(now, to="nanti@contoh.example")
    letter(now, to="baik@contoh.example")

    sent = actions.send_letters(at=now)

    assert states(Letter) == [LetterState.FAILED, LetterState.QUEUED, LetterState.SENT]
    assert [row.last_problem for row in Letter.objects.order_by("id")] == [
        "The mail server refuses this address.",
        "The mail server asks to try again later.",
        "",
    ]
    assert (sent.handed_over, sent.put_off, sent.next_at) == (1, 2, now + timedelta(minutes=1))
    assert [to for to, _ in post.letters] == ["baik@contoh.example"]


@pytest.mark.usefixtures("closed_post")
def test_server_that_is_down_keeps_everything_queued_with_growing_pauses(now):
    letter(now)
    letter(now)
    moment, waits = now, []
    for _ in range(8):
        sent = actions.send_letters(at=moment)
        assert sent.next_at is not None
        waits.append((sent.next_at - moment) // timedelta(minutes=1))
        moment = sent.next_at

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert states(Letter) == [LetterState.QUEUED] * 2
    assert {row.last_problem for row in Letter.objects.all()} == {
        "The mail server does not answer."
    }


@pytest.mark.usefixtures("closed_post")
def test_after_two_days_a_letter_is_given_up(now):
    letter(now, tries=47)

    actions.send_letters(at=now)

    assert states(Letter) == [LetterState.FAILED]


@pytest.mark.usefixtures("closed_post")
def test_letter_that_failed_leaves_when_the_server_is_back(now, settings):
    letter(now)
    actions.send_letters(at=now)
    settings.HAS_MAIL_SERVER = False

    actions.send_letters(at=now + timedelta(minutes=1))

    assert states(Letter) == [LetterState.KEPT]


def test_code_that_came_too_late_is_dropped_and_blanked(post, now):
    letter(now - timedelta(minutes=11), secret=True)

    actions.send_letters(at=now)

    row = Letter.objects.get()
    assert (row.state, row.body, post.letters) == (LetterState.WITHDRAWN, "–", [])


def test_chunk_is_limited_and_the_next_is_due_at_once(now):
    for _ in range(5):
        notice(now)

    first = actions.send_notices(at=now, limit=3)
    second = actions.send_notices(at=now, limit=3)

    assert (first.handed_over, first.next_at, second.handed_over, second.next_at) == (
        3,
        now,
        2,
        None,
    )


def test_what_is_not_due_waits(now):
    notice(now + timedelta(minutes=15))

    sent = actions.send_notices(at=now)

    assert (sent.handed_over, sent.next_at) == (0, now + timedelta(minutes=15))


def test_claimed_letter_is_not_sent_twice_and_is_due_again_after_a_crash(now):
    from jejaring.parties.notices.actions.sending import LEASE, _claimed

    letter(now)
    _claimed(queries.letters_due(now), Letter, now, 10)

    assert list(queries.letters_due(now)) == []
    assert queries.letters_due(now + LEASE).count() == 1


def test_who_wants_few_letters_reads_the_rest_in_the_product(post, now):
    person = PersonFactory()
    actions.set_wish(emails=EmailWish.IMPORTANT, by=person, at=now)
    notice(now, person=person)
    notice(now, person=person, is_important=True)

    actions.send_notices(at=now)

    assert states(Notice) == [LetterState.NOT_MAILED, LetterState.SENT]
    assert len(post.letters) == 1
    assert queries.inbox(person, now).count() == 2


def test_invented_people_are_never_written_to(post, now):
    notice(now, person__is_demonstration=True)

    actions.send_notices(at=now)

    assert (states(Notice), post.letters) == ([LetterState.NOT_MAILED], [])


@pytest.mark.parametrize("count", [1, 3])
def test_sending_costs_the_same_for_any_number(now, count, django_assert_num_queries):
    for _ in range(count):
        notice(now)

    with django_assert_num_queries(8):
        actions.send_notices(at=now)


def test_kind_without_words_and_broken_words_hold_up_nobody(post, now):
    NoticeFactory(kind="live.unheard_of", due_at=now)
    NoticeFactory(facts={"title": "X", "starts_at": "no moment"}, due_at=now)
    notice(now)

    actions.send_notices(at=now)

    assert states(Notice) == [LetterState.SENT, LetterState.FAILED, LetterState.SENT]
    assert "Ada kabar untuk Anda" in body_of(post.letters[0][1])[0]["Subject"]
