from datetime import timedelta

import pytest
from django.utils.timezone import now

from jejaring.parties.people import tasks
from jejaring.parties.people.models import OneTimeCode

pytestmark = pytest.mark.django_db


def test_clock_forgets_codes_of_yesterday():
    old = now() - timedelta(days=2)
    OneTimeCode.objects.create(email="a@contoh.example", digest="x", issued_at=old, expires_at=old)

    tasks.forget_codes()

    assert OneTimeCode.objects.count() == 0
