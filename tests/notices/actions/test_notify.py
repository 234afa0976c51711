from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from jejaring.parties.notices import actions, queries
from jejaring.parties.notices.models import Notice
from jejaring.parties.notices.states import LetterState
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
THING = "live.LiveSession:1"


def notify(people, at, **changes):
    given = {
        "kind": "notices.example",
        "thing": THING,
        "facts": {"title": "Sertifikat"},
        "due_at": at,
    }
    return actions.notify(person_ids=[one.pk for one in people], at=at, **given | changes)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_many_people_are_told_in_two_statements(now, count, django_assert_num_queries):
    person = PersonFactory()

    with django_assert_num_queries(4):  # savepoints around the rows and the task
        assert notify([person] * count, now) == count

    assert Notice.objects.filter(person=person, state=LetterState.QUEUED).count() == count


def test_telling_nobody_queues_nothing(now):
    assert notify([], now) == 0
    assert DBTaskResult.objects.count() == 0


def test_notice_of_later_is_sent_and_shown_later(now):
    person, later = PersonFactory(), now + timedelta(minutes=15)

    notify([person], now, due_at=later)

    assert DBTaskResult.objects.get().run_after == later
    assert list(queries.inbox(person, now)) == []
    assert queries.unread_count(person, later) == 1


def test_facts_survive_with_their_moments(now):
    notify([PersonFactory()], now, facts={"title": "Kamis", "starts_at": now})

    notice = Notice.objects.get()
    assert queries.words_of(notice, notice.person).body.startswith(
        "Mulai 26 November 2026 pukul 08.30 WIB."
    )


def test_only_what_is_queued_is_withdrawn(now):
    notify([PersonFactory()], now)
    notify([PersonFactory()], now, kind="notices.other")
    Notice.objects.filter(kind="notices.other").update(state=LetterState.SENT)
    notify([PersonFactory()], now, thing="live.LiveSession:2")

    assert actions.withdraw(thing=THING, kind="notices.example") == 1
    assert actions.withdraw(thing=THING, kind="notices.example") == 0
    assert actions.withdraw(thing=THING, kind="notices.other") == 0


def test_withdrawn_notice_is_not_shown(now):
    person = PersonFactory()
    notify([person], now)

    actions.withdraw(thing=THING, kind="notices.example")

    assert list(queries.inbox(person, now)) == []
