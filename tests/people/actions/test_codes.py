from datetime import timedelta

import pytest
from django.core import mail

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel import throttle
from jejaring.ground.kernel.refusals import TooMany
from jejaring.parties.people import actions
from jejaring.parties.people.models import EmailAddress, OneTimeCode, Person
from jejaring.parties.people.states import CodePurpose
from tests.factories.people import EmailAddressFactory, PersonFactory
from tests.people.letters import another, code_in

pytestmark = pytest.mark.django_db
ADDRESS = "rara@contoh.example"


def request_code(at, **changes):
    given = {
        "email": ADDRESS,
        "purpose": CodePurpose.SIGN_IN,
        "language": "id",
        "network": "192.0.2.1",
        "at": at,
    }
    return actions.request_code(**given | changes)


def confirm(code, at, email=ADDRESS):
    return actions.confirm_code(email=email, code=code, at=at)


def test_first_code_makes_the_person_and_proves_the_address(now):
    request_code(now, language="en")

    person = confirm(code_in(mail.outbox[0]), now)

    address = EmailAddress.objects.get()
    assert (person.language, person.is_profile_complete) == ("en", False)
    assert (address.person, address.email, address.is_primary) == (person, ADDRESS, True)
    assert [entry.act for entry in Entry.objects.all()] == [
        "people.code_requested",
        "people.joined",
        "people.signed_in",
    ]


def test_second_address_signs_in_the_same_person(now):
    person = PersonFactory()
    EmailAddressFactory(person=person, email="kedua@contoh.example", is_primary=False)
    request_code(now, email=" Kedua@Contoh.EXAMPLE ")

    assert confirm(code_in(mail.outbox[0]), now, email="KEDUA@contoh.example") == person
    assert Person.objects.count() == 1


def test_address_from_a_list_is_proven_by_its_first_code(now):
    address = EmailAddressFactory(email=ADDRESS, verified_at=None)
    request_code(now)

    confirm(code_in(mail.outbox[0]), now)

    address.refresh_from_db()
    assert address.verified_at == now


def test_only_a_keyed_digest_of_the_code_is_kept(now):
    request_code(now)

    code = OneTimeCode.objects.get()
    assert len(code.digest) == 64
    assert code_in(mail.outbox[0]) not in str(vars(code))
    assert [entry.details for entry in Entry.objects.all()] == ['{"purpose": "sign_in"}']


def test_letter_begins_with_the_code_and_is_marked_secret(now):
    request_code(now)

    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == ([ADDRESS], "Kode Jejaring Anda")
    assert letter.extra_headers == {"X-Jejaring-Secret": "code"}
    assert "08.40 WIB" in letter.body


def test_letter_speaks_the_language_asked_for(now):
    request_code(now, language="en")

    assert mail.outbox[0].subject == "Your Jejaring code"


def test_nobody_known_and_somebody_known_get_the_same_letter(now):
    EmailAddressFactory(email="ada@contoh.example")
    request_code(now, email="ada@contoh.example")
    request_code(now, email="tiada@contoh.example")

    known, unknown = (letter.body[6:] for letter in mail.outbox)
    assert known == unknown


def test_confirm_without_a_request_is_refused(now):
    with pytest.raises(actions.NoCodeRequested):
        confirm("123456", now)
    assert Person.objects.count() == 0


def test_wrong_code_counts_even_though_it_is_refused(now):
    request_code(now)

    with pytest.raises(actions.CodeWrong, match="tersisa 4"):
        confirm(another(code_in(mail.outbox[0])), now)
    assert OneTimeCode.objects.get().tries == 1
    assert Person.objects.count() == 0


def test_fifth_wrong_try_spoils_the_code(now):
    request_code(now)
    right = code_in(mail.outbox[0])
    for _ in range(4):
        with pytest.raises(actions.CodeWrong):
            confirm(another(right), now)

    with pytest.raises(actions.TooManyTries):
        confirm(another(right), now)
    with pytest.raises(actions.TooManyTries):
        confirm(right, now)


def test_code_expires_after_ten_minutes(now):
    request_code(now)
    code = code_in(mail.outbox[0])

    with pytest.raises(actions.CodeExpired):
        confirm(code, now + timedelta(minutes=10, seconds=1))
    assert confirm(code, now + timedelta(minutes=10)).pk


def test_code_opens_once(now):
    request_code(now)
    code = code_in(mail.outbox[0])
    confirm(code, now)

    with pytest.raises(actions.CodeUsed):
        confirm(code, now)


def test_only_the_newest_code_counts(now):
    request_code(now)
    request_code(now + timedelta(seconds=5))
    first, second = (code_in(letter) for letter in mail.outbox)
    if first == second:
        pytest.skip("one time in a million both are the same")

    with pytest.raises(actions.CodeWrong):
        confirm(first, now + timedelta(seconds=9))
    assert confirm(second, now + timedelta(seconds=9)).pk


def test_code_for_another_purpose_does_not_sign_in(now):
    person = PersonFactory()
    request_code(now, purpose=CodePurpose.ADD_ADDRESS, person=person)

    with pytest.raises(actions.NoCodeRequested):
        confirm(code_in(mail.outbox[0]), now)


def test_closed_account_is_told_only_to_who_reads_the_address(now):
    EmailAddressFactory(email=ADDRESS, person__is_active=False)
    request_code(now)

    with pytest.raises(actions.AccountClosed):
        confirm(code_in(mail.outbox[0]), now)
    assert "people.signed_in" not in {entry.act for entry in Entry.objects.all()}


@pytest.mark.parametrize(
    "email",
    [
        "",
        "rara",
        "rara@",
        "@contoh.example",
        "rara@contoh",
        "rara@contoh.example\nBcc: semua@contoh.example",
        "rara@contoh.example\r\nSubject: tipu",
        "rara@contoh.example,semua@contoh.example",
        "Rara <rara@contoh.example>",
        "r" * 320,
        "r" * 308 + "@contoh.test",
        "رارا@contoh.example",
        "rara@contoh..example",
        "rara\0@contoh.example",
    ],
)
def test_what_no_letter_could_reach_is_refused(now, email):
    with pytest.raises(actions.AddressWrong):
        request_code(now, email=email)
    assert (OneTimeCode.objects.count(), mail.outbox) == (0, [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("O'Brien@Contoh.Example", "o'brien@contoh.example"),
        ("rara+dinas@contoh.example", "rara+dinas@contoh.example"),
        ("rara@bücher.example", "rara@xn--bcher-kva.example"),
        ("ｒａｒａ@contoh.example", "rara@contoh.example"),
    ],
)
def test_address_has_one_spelling(typed, kept):
    assert actions.proper_address(typed) == kept


def test_address_is_limited(now):
    for _ in range(4):
        request_code(now)

    with pytest.raises(TooMany):
        request_code(now)
    assert len(mail.outbox) == 4
    request_code(now, email="lain@contoh.example")


def test_network_is_limited(now):
    for _ in range(600):
        throttle.take("code-network", "192.0.2.9", limit=600, seconds=600)

    with pytest.raises(TooMany):
        request_code(now, network="192.0.2.9")
    request_code(now, network="192.0.2.10")


def test_codes_are_forgotten_after_a_day(now):
    request_code(now - timedelta(days=1, seconds=1))
    request_code(now)

    assert actions.forget_codes(at=now) == 1
    assert OneTimeCode.objects.get().issued_at == now
