from datetime import timedelta

import pytest
from django.core import mail

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import TooMany
from jejaring.parties.people import actions
from jejaring.parties.people.models import SecondFactor
from jejaring.parties.people.queries import personal_data
from jejaring.parties.people.queries import second_factor as queries
from tests.factories.people import PersonFactory
from tests.people.apps import App, enrolled

pytestmark = pytest.mark.django_db
LATER = timedelta(seconds=30)


@pytest.fixture
def person():
    return PersonFactory()


def test_it_counts_once_the_app_shows_the_right_digits(person, now):
    actions.begin_second_factor(by=person, at=now)
    assert not queries.has_second_factor(person)

    actions.confirm_second_factor(code=App(person).digits(now), by=person, at=now)

    assert queries.has_second_factor(person)
    assert personal_data(person)["person"]["second_factor_since"] == now
    assert [entry.act for entry in Entry.objects.all()] == [
        "people.second_factor_begun",
        "people.second_factor_on",
    ]


def test_the_secret_is_not_in_the_database(person, now):
    app = enrolled(person, now)

    stored = bytes(SecondFactor.objects.get().wrapped)
    assert app.totp.byte_secret() not in stored
    assert app.totp.secret.encode() not in stored


def test_another_installations_secret_does_not_open_it(person, now, settings):
    app = enrolled(person, now)
    code = app.digits(now)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "lain", []

    with pytest.raises(queries.SecretUnreadable):
        actions.prove(person=person, code=code, at=now)


def test_a_former_secret_still_opens_it(person, now, settings):
    app = enrolled(person, now)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "lain", [settings.SECRET_KEY]

    actions.prove(person=person, code=app.digits(now), at=now)


def test_wrong_digits_do_not_turn_it_on(person, now):
    actions.begin_second_factor(by=person, at=now)

    with pytest.raises(actions.SecondCodeWrong):
        actions.confirm_second_factor(code=App(person).wrong(now), by=person, at=now)
    assert not queries.has_second_factor(person)


def test_confirming_needs_a_beginning(person, now):
    with pytest.raises(actions.NotBegun):
        actions.confirm_second_factor(code="123456", by=person, at=now)


def test_beginning_again_makes_another_secret_until_it_is_on(person, now):
    actions.begin_second_factor(by=person, at=now)
    first = App(person)
    actions.begin_second_factor(by=person, at=now)

    with pytest.raises(actions.SecondCodeWrong):
        actions.confirm_second_factor(code=first.digits(now), by=person, at=now)
    actions.confirm_second_factor(code=App(person).digits(now), by=person, at=now)
    with pytest.raises(actions.SecondFactorOn):
        actions.begin_second_factor(by=person, at=now)


def test_without_it_nothing_is_proven(person, now):
    with pytest.raises(actions.NoSecondFactor):
        actions.prove(person=person, code="123456", at=now)
    actions.begin_second_factor(by=person, at=now)
    with pytest.raises(actions.NoSecondFactor):
        actions.prove(person=person, code=App(person).digits(now), at=now)


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_phone_may_be_half_a_minute_wrong(person, now, seconds):
    app = enrolled(person, now)

    actions.prove(person=person, code=app.digits(now + timedelta(seconds=seconds)), at=now)


def test_a_minute_wrong_is_too_much(person, now):
    app = enrolled(person, now)

    with pytest.raises(actions.SecondCodeWrong):
        actions.prove(person=person, code=app.digits(now - timedelta(seconds=90)), at=now)


def test_digits_count_once_and_older_ones_never_again(person, now):
    app = enrolled(person, now)
    actions.prove(person=person, code=app.digits(now), at=now)

    for stale in (now, now - LATER):
        with pytest.raises(actions.SecondCodeUsed):
            actions.prove(person=person, code=app.digits(stale), at=now)
    actions.prove(person=person, code=app.digits(now + LATER), at=now + LATER)


def test_another_persons_digits_are_wrong(person, now):
    enrolled(person, now)
    other = enrolled(PersonFactory(), now)

    with pytest.raises(actions.SecondCodeWrong):
        actions.prove(person=person, code=other.digits(now), at=now)


def test_five_wrong_codes_lock_for_a_quarter_of_an_hour(person, now):
    app = enrolled(person, now)
    for _ in range(4):
        with pytest.raises(actions.SecondCodeWrong):
            actions.prove(person=person, code=app.wrong(now), at=now)
    with pytest.raises(TooMany):
        actions.prove(person=person, code=app.wrong(now), at=now)

    with pytest.raises(TooMany):
        actions.prove(person=person, code=app.digits(now), at=now)
    free = now + timedelta(minutes=15)
    actions.prove(person=person, code=app.digits(free), at=free)
    assert Entry.objects.filter(act="people.second_factor_locked").count() == 1


def test_a_right_code_forgets_the_wrong_ones_before(person, now):
    app = enrolled(person, now)
    for _ in range(4):
        with pytest.raises(actions.SecondCodeWrong):
            actions.prove(person=person, code=app.wrong(now), at=now)
    actions.prove(person=person, code=app.digits(now), at=now)

    with pytest.raises(actions.SecondCodeWrong, match="4"):
        actions.prove(person=person, code=app.wrong(now), at=now)


def test_turning_it_off_needs_fresh_digits(person, now):
    app = enrolled(person, now)

    with pytest.raises(actions.SecondCodeWrong):
        actions.remove_second_factor(code=app.wrong(now), by=person, at=now)
    assert queries.has_second_factor(person)
    actions.remove_second_factor(code=app.digits(now), by=person, at=now)
    assert not SecondFactor.objects.exists()


def test_a_reset_is_told_by_letter(person, now):
    enrolled(person, now)

    actions.reset_second_factor(person=person, by=PersonFactory(name="Dewi Contoh"), at=now)

    assert not SecondFactor.objects.exists()
    assert "Dewi Contoh" in str(mail.outbox[0].body)
    assert mail.outbox[0].to == [person.addresses.get().email]
    with pytest.raises(actions.NoSecondFactor):
        actions.reset_second_factor(person=person, by=None, at=now)


def test_codes_of_examples_exist_in_a_demonstration_only(now, settings):
    example = PersonFactory(is_demonstration=True)
    app = enrolled(example, now)
    enrolled(PersonFactory(), now)

    assert queries.example_codes(now) == []
    settings.DEMONSTRATION = True
    assert [(row.person, row.digits) for row in queries.example_codes(now)] == [
        (example, app.digits(now))
    ]
