from datetime import timedelta

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.people import actions, queries
from jejaring.parties.people.actions import AccountClosed, tokens
from jejaring.parties.people.models import AccessToken
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory()


def make(by, now, name="Sistem kepegawaian", scope="read", days=30):
    return tokens.make_token(name=name, scope=scope, days=days, by=by, at=now)


def test_a_token_is_recognised_and_only_its_digest_is_kept(person, now):
    made = make(person, now, name="  Sistem   kepegawaian ", scope="write")

    found = tokens.recognise(made.text, now)

    assert (found, found.person, found.may_write) == (made.token, person, True)
    assert (found.name, found.begins) == ("Sistem kepegawaian", made.text[:8])
    kept = AccessToken.objects.values().get()
    assert made.text not in str(kept)
    entry = Entry.objects.get(act="people.token_made")
    assert made.text not in entry.details


def test_its_use_is_noted_every_five_minutes(person, now):
    made = make(person, now)

    for minutes in (1, 3, 7):
        tokens.recognise(made.text, now + timedelta(minutes=minutes))

    made.token.refresh_from_db()
    assert made.token.last_used_at == now + timedelta(minutes=7)
    tokens.recognise(made.text, now + timedelta(minutes=9))
    made.token.refresh_from_db()
    assert made.token.last_used_at == now + timedelta(minutes=7)


def test_unknown_expired_and_revoked_tokens_open_nothing(person, now):
    made, other = make(person, now), make(person, now)
    tokens.revoke_token(token=other.token, by=person, at=now)

    with pytest.raises(tokens.TokenUnknown):
        tokens.recognise("jjr_" + "0" * 32, now)
    with pytest.raises(tokens.TokenExpired):
        tokens.recognise(made.text, now + timedelta(days=30))
    with pytest.raises(tokens.TokenRevoked):
        tokens.recognise(other.text, now)


def test_a_closed_account_opens_nothing(now):
    person = PersonFactory(is_active=False)
    made = make(person, now)

    with pytest.raises(AccountClosed):
        tokens.recognise(made.text, now)


def test_signing_out_everywhere_ends_every_token(person, now):
    made = make(person, now)

    actions.revoke_links(person=person, by=person, at=now)

    with pytest.raises(tokens.TokenRevoked):
        tokens.recognise(made.text, now)


def test_a_token_has_a_name_and_a_lifetime_that_is_offered(person, now):
    with pytest.raises(tokens.TokenUnnamed):
        make(person, now, name="  ")
    with pytest.raises(tokens.LifetimeUnknown):
        make(person, now, days=10_000)
    with pytest.raises(tokens.LifetimeUnknown):
        make(person, now, scope="all")
    assert not AccessToken.objects.exists()


def test_a_person_has_twenty_good_tokens_at_most(person, now):
    made = [make(person, now) for _number in range(tokens.MOST)]

    with pytest.raises(tokens.TooManyTokens):
        make(person, now)
    tokens.revoke_token(token=made[0].token, by=person, at=now)
    make(person, now)


def test_only_its_person_revokes_a_token_and_twice_changes_nothing(person, now):
    made = make(person, now)

    with pytest.raises(NotPermitted):
        tokens.revoke_token(token=made.token, by=PersonFactory(), at=now)
    tokens.revoke_token(token=made.token, by=person, at=now)
    again = tokens.revoke_token(token=made.token, by=person, at=now + timedelta(hours=1))

    assert again.revoked_at == now
    assert Entry.objects.filter(act="people.token_revoked").count() == 1


def test_personal_data_tells_of_tokens(person, now):
    make(person, now)

    kept = queries.personal_data(person)["access_tokens"]

    assert [(one["name"], one["scope"]) for one in kept] == [("Sistem kepegawaian", "read")]
    assert "digest" not in kept[0]
