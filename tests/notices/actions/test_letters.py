from datetime import timedelta

import pytest
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from jejaring.parties.notices import actions
from jejaring.parties.notices.models import Letter
from jejaring.parties.notices.states import LetterState
from jejaring.parties.people import actions as people
from jejaring.parties.people.states import CodePurpose
from tests.factories.notices import LetterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queueing")]


def test_mail_becomes_a_letter_for_each_recipient_and_one_task():
    send_mail("Kabar", "Isi", None, ["a@contoh.example", "b@contoh.example"])

    assert [
        (row.to, row.subject, row.body, row.is_secret) for row in Letter.objects.order_by("id")
    ] == [
        ("a@contoh.example", "Kabar", "Isi", False),
        ("b@contoh.example", "Kabar", "Isi", False),
    ]
    assert DBTaskResult.objects.get().task_path == "jejaring.parties.notices.tasks.send_letters"
    assert DBTaskResult.objects.get().queue_name == "letters"


def test_one_time_code_becomes_a_secret_letter(now):
    people.request_code(
        email="rara@contoh.example", purpose=CodePurpose.SIGN_IN, language="id", network="", at=now
    )

    letter = Letter.objects.get()
    assert (letter.is_secret, letter.to) == (True, "rara@contoh.example")
    assert letter.body[:6].isdigit()


def test_letter_exists_exactly_if_the_change_does():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send_mail("Kabar", "Isi", None, ["a@contoh.example"])
        raise ZeroDivisionError

    assert (Letter.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_subject_is_one_line():
    EmailMessage("Kabar\r\nBcc: semua@contoh.example", "Isi", to=["a@contoh.example"]).send()

    assert Letter.objects.get().subject == "Kabar Bcc: semua@contoh.example"


def test_letters_that_have_left_are_forgotten_after_a_month(now):
    old = now - timedelta(days=31)
    LetterFactory(due_at=old, state=LetterState.SENT)
    waiting = LetterFactory(due_at=old)
    recent = LetterFactory(due_at=now, state=LetterState.KEPT)

    assert actions.forget_letters(at=now) == 1
    assert list(Letter.objects.order_by("id")) == [waiting, recent]
