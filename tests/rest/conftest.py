"""A small API of two addresses, behind the same door as the product's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import pytest
from django.test import Client
from django.urls import include, path
from ninja import Schema, Status
from pydantic import BaseModel, Field

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.rest import manners
from jejaring.ground.rest.errors import TokenNeeded
from jejaring.parties.people.models import Person
from tests.factories.people import PersonFactory


class DoorShut(Refusal):
    """A refusal of the small API."""


class Given(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=10)]
    age: Annotated[int, Field(ge=0)] = 0
    on: datetime | None = None


class Said(Schema):
    name: str
    times: int


@dataclass
class Token:
    pk: int
    person: Person
    may_write: bool


@pytest.fixture
def small(settings):
    """The client of the small API, and how often its endpoint was really asked."""
    people = {"reads": PersonFactory(), "writes": PersonFactory(), "other": PersonFactory()}
    asked: list[str] = []

    def recognise(text: str, _at: datetime) -> Token:
        if text not in people:
            raise TokenNeeded("unknown")
        return Token(len(text), people[text], text != "reads")

    api = manners.polite_api(title="Small", version="1", urls_namespace="small")

    @api.post("/things", response={201: Said})
    def make(request, given: Given):
        if given.name == "shut":
            raise DoorShut("The door is shut.")
        if given.name == "broken":
            raise ZeroDivisionError
        asked.append(given.name)
        return Status(201, Said(name=given.name, times=len(asked)))

    @api.get("/things", response=Said)
    def things(request):
        return Said(name=request.user.name, times=len(asked))

    found = manners.patterns(api, recognise)

    class Urls:
        urlpatterns = [path("small/", include((found, "small")))]

    settings.ROOT_URLCONF = Urls
    return Small(Client(raise_request_exception=False), asked)


@dataclass
class Small:
    client: Client
    asked: list[str]

    def post(self, given, token="writes", **headers):
        return self.client.post(
            "/small/things",
            given,
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"} | headers,
        )

    def get(self, address="/small/things", token="reads", **headers):
        return self.client.get(address, headers={"Authorization": f"Bearer {token}"} | headers)
