from datetime import timedelta

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotFound, NotPermitted
from jejaring.parties.people import actions, queries
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def token(person, at, to="/saya/"):
    link = queries.personal_link(person, to=to, at=at)
    return link.rstrip("/").rsplit("/", 1)[1]


def test_link_begins_with_the_public_address_and_says_whom_and_where(now):
    person = PersonFactory()

    assert queries.personal_link(person, to="/saya/", at=now).startswith(
        "http://127.0.0.1:8000/masuk/tautan/"
    )
    link = actions.follow_link(token=token(person, now), at=now)
    assert (link.person, link.path) == (person, "/saya/")
    assert [entry.act for entry in Entry.objects.all()] == ["people.signed_in"]


def test_reading_a_link_signs_nobody_in(now):
    person = PersonFactory()

    actions.read_link(token=token(person, now), at=now)

    assert Entry.objects.count() == 0


def test_link_lasts_thirty_days(now):
    said = token(PersonFactory(), now)

    assert actions.read_link(token=said, at=now + timedelta(days=30)).path == "/saya/"
    with pytest.raises(actions.LinkExpired):
        actions.read_link(token=said, at=now + timedelta(days=30, seconds=1))


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "x" + t, lambda _: "", lambda _: "a:b:c"]
)
def test_damaged_link_is_refused(now, change):
    with pytest.raises(actions.LinkWrong):
        actions.read_link(token=change(token(PersonFactory(), now)), at=now)


def test_link_of_another_purpose_is_refused(now):
    from jejaring.parties.notices.queries import UNSUBSCRIBE

    with pytest.raises(actions.LinkWrong):
        actions.read_link(token=UNSUBSCRIBE.sign("1"), at=now)


def test_signing_out_everywhere_revokes_links_and_sessions(now):
    person = PersonFactory()
    said, session = token(person, now), person.get_session_auth_hash()

    actions.revoke_links(person=person, by=person, at=now)

    with pytest.raises(actions.LinkRevoked):
        actions.read_link(token=said, at=now)
    assert person.get_session_auth_hash() != session
    assert actions.read_link(token=token(person, now), at=now).person == person


def test_nobody_signs_out_someone_else(now):
    with pytest.raises(NotPermitted):
        actions.revoke_links(person=PersonFactory(), by=PersonFactory(), at=now)


def test_link_of_a_closed_account_is_refused(now):
    person = PersonFactory(is_active=False)

    with pytest.raises(actions.AccountClosed):
        actions.read_link(token=token(person, now), at=now)


@pytest.mark.parametrize(
    "path",
    [
        "https://jahat.example/",
        "//jahat.example",
        "saya/",
        "",
        "/\\jahat.example",
        "javascript:alert(1)",
    ],
)
def test_link_leads_nowhere_else(now, path):
    with pytest.raises(queries.NotOnThisSite):
        queries.personal_link(PersonFactory(), to=path, at=now)


def test_ready_account_signs_in_only_in_a_demonstration(now, settings):
    person = PersonFactory(is_demonstration=True, demonstration_note="Peserta")
    settings.DEMONSTRATION = True

    assert actions.sign_in_as_example(handle=person.handle, at=now) == person

    settings.DEMONSTRATION = False
    with pytest.raises(NotFound):
        actions.sign_in_as_example(handle=person.handle, at=now)


@pytest.mark.parametrize(
    "person", [{}, {"is_demonstration": True}, {"demonstration_note": "Nyata"}]
)
def test_real_or_unmarked_people_are_not_ready_accounts(now, settings, person):
    settings.DEMONSTRATION = True

    with pytest.raises(NotFound):
        actions.sign_in_as_example(handle=PersonFactory(**person).handle, at=now)
