from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connections

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people import actions
from jejaring.parties.people.models import EmailAddress, OneTimeCode, Person
from jejaring.parties.people.states import CodePurpose
from tests.factories.people import PersonFactory
from tests.people.letters import another, code_in

ADDRESS = "rara@contoh.example"


def at_once(work, many: int) -> list[Any]:
    """Run `work` in as many connections, all starting together; refusals are answers."""
    start = Barrier(many)

    def run(_number):
        try:
            start.wait()
            return work()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(run, range(many)))


def asked(at, **changes) -> str:
    """A code was asked for; its digits."""
    given = {"email": ADDRESS, "purpose": CodePurpose.SIGN_IN, "language": "id"}
    actions.request_code(**given | changes, network="192.0.2.1", at=at)
    return code_in(mail.outbox[-1])


@pytest.mark.parametrize("connections_at_once", [2, 4])
def test_a_code_sent_twice_at_once_opens_once(unguarded, now, connections_at_once):
    digits = asked(now)

    answers = at_once(
        lambda: actions.confirm_code(email=ADDRESS, code=digits, at=now), connections_at_once
    )

    let_in = [answer for answer in answers if isinstance(answer, Person)]
    turned_away = [answer for answer in answers if isinstance(answer, actions.CodeUsed)]
    assert (len(let_in), len(turned_away)) == (1, connections_at_once - 1)
    assert Person.objects.get() == let_in[0]
    assert EmailAddress.objects.count() == 1
    assert Entry.objects.filter(act="people.signed_in").count() == 1


def test_a_further_address_is_added_once(unguarded, now):
    person = PersonFactory(address=None)
    digits = asked(now, purpose=CodePurpose.ADD_ADDRESS, person=person)

    answers = at_once(
        lambda: actions.confirm_address(email=ADDRESS, code=digits, by=person, at=now), 2
    )

    assert sum(isinstance(answer, Refusal) for answer in answers) == 1
    assert person.addresses.count() == 1


def test_wrong_tries_at_once_are_all_counted(unguarded, now):
    digits = asked(now)

    answers = at_once(lambda: actions.confirm_code(email=ADDRESS, code=another(digits), at=now), 6)

    assert all(isinstance(answer, Refusal) for answer in answers)
    assert OneTimeCode.objects.get().tries == 5
    with pytest.raises(actions.TooManyTries):
        actions.confirm_code(email=ADDRESS, code=digits, at=now)
