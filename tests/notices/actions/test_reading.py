import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.notices import actions, queries
from jejaring.parties.notices.states import EmailWish
from tests.factories.notices import NoticeFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_notice_is_read_once(now):
    from datetime import timedelta

    notice = NoticeFactory(due_at=now)

    actions.mark_read(notice=notice, by=notice.person, at=now)
    actions.mark_read(notice=notice, by=notice.person, at=now + timedelta(days=1))

    assert notice.read_at == now


def test_notice_of_someone_else_is_not_mine_to_read(now):
    with pytest.raises(NotPermitted):
        actions.mark_read(notice=NoticeFactory(), by=PersonFactory(), at=now)


def test_all_are_read_at_once_but_not_the_neighbour_s(now):
    mine, other = NoticeFactory(due_at=now), NoticeFactory(due_at=now)

    assert actions.mark_all_read(by=mine.person, at=now) == 1
    assert actions.mark_all_read(by=mine.person, at=now) == 0
    assert queries.unread_count(other.person, now) == 1


def test_wish_is_kept_and_the_same_again_changes_nothing(now):
    person = PersonFactory()
    assert queries.wish_of(person) == EmailWish.ALL

    actions.set_wish(emails=EmailWish.IMPORTANT, by=person, at=now)
    actions.set_wish(emails=EmailWish.IMPORTANT, by=person, at=now)

    assert queries.wish_of(person) == EmailWish.IMPORTANT
    assert [entry.act for entry in Entry.objects.all()] == ["notices.wish_changed"]


def test_link_in_a_letter_is_enough_to_get_fewer(now):
    person = PersonFactory()
    token = queries.unsubscribe_link(person.pk).rstrip("/").rsplit("/", 1)[1]

    assert actions.unsubscribe(token=token, at=now) == person
    assert queries.wish_of(person) == EmailWish.IMPORTANT


@pytest.mark.parametrize("token", ["", "1", "1:xyz", "rusak:rusak"])
def test_damaged_link_changes_nothing(now, token):
    with pytest.raises(actions.UnsubscribeWrong):
        actions.unsubscribe(token=token, at=now)
