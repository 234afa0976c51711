from datetime import timedelta

import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from jejaring.parties.notices import tasks
from jejaring.parties.notices.models import Letter, Notice
from jejaring.parties.notices.states import LetterState
from tests.factories.notices import LetterFactory, NoticeFactory

pytestmark = pytest.mark.django_db


def test_letters_task_hands_over_and_is_done():
    LetterFactory()

    assert tasks.send_letters.call() == 1
    assert Letter.objects.get().state == LetterState.KEPT
    assert DBTaskResult.objects.count() == 0


@pytest.mark.usefixtures("post")
def test_notices_task_goes_on_when_something_is_left():
    NoticeFactory.create_batch(51, facts={"title": "Kabar"})

    assert tasks.send_notices.call() == 50
    assert tasks.send_notices.call() == 1
    assert Notice.objects.filter(state=LetterState.QUEUED).count() == 0
    assert [row.task_path for row in DBTaskResult.objects.all()] == [
        "jejaring.parties.notices.tasks.send_notices"
    ]


@pytest.mark.usefixtures("closed_post")
def test_task_comes_back_when_the_next_try_is_due():
    LetterFactory()

    tasks.send_letters.call()

    assert DBTaskResult.objects.get().run_after > now() + timedelta(seconds=50)


def test_clock_queues_only_what_is_due():
    tasks.resume_sending()
    LetterFactory()
    NoticeFactory(due_at=now() + timedelta(hours=1))

    tasks.resume_sending()

    assert DBTaskResult.objects.get().queue_name == "letters"
