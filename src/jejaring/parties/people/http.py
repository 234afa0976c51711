from django.http import HttpRequest

from jejaring.parties.people.models import Person


class SignedInRequest(HttpRequest):
    """A request behind the sign-in default: `user` is a person."""

    user: Person
