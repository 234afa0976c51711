from collections.abc import Callable

import pytest
from django.test import Client


@pytest.fixture
def as_person() -> Callable[..., Client]:
    """A browser in which this person is signed in."""

    def signed_in(person):
        client = Client(headers={"accept-language": "id"})
        client.force_login(person)
        client.cookies["bahasa"] = "en"
        return client

    return signed_in


@pytest.fixture
def browser(as_person, organiser):
    return as_person(organiser)
