from datetime import timedelta

import pytest

from jejaring.ground.rest import keys
from jejaring.ground.rest.models import KeptAnswer
from tests.people.actions.test_concurrency import at_once


@pytest.mark.django_db
def test_answers_are_kept_for_a_week(now):
    for days in (1, 8):
        KeptAnswer.objects.create(
            person=1, key=str(days), digest="x", status=200, body=b"", at=now - timedelta(days=days)
        )

    assert keys.forget(before=now) == 1
    assert KeptAnswer.objects.get().key == "1"


@pytest.mark.slow
def test_two_at_the_same_moment_with_one_key_happen_once(unguarded, small):
    answers = at_once(
        lambda: small.post({"name": "a"}, **{"Idempotency-Key": "k-1"}).json(), many=3
    )

    assert answers == [{"name": "a", "times": 1}] * 3
    assert small.asked == ["a"]
