"""A programme that asks the REST interface in somebody's name."""

from typing import Any

from django.test import Client
from django.utils import timezone

from jejaring.parties.people.actions import tokens

ROOT = "/api/v1"


class Programme:
    """Holds a token of one person; each call says which status it expects."""

    def __init__(self, person, scope="write"):
        self.person = person
        made = tokens.make_token(
            name="Program Contoh", scope=scope, days=30, by=person, at=timezone.now()
        )
        self.headers = {"Authorization": f"Bearer {made.text}", "Accept-Language": "en"}
        self.client = Client()

    def get(self, address, expects=200, **query):
        return self._read(self.client.get(ROOT + address, query, headers=self.headers), expects)

    def post(self, address, given=None, expects=200, **headers):
        return self._send("post", address, given, expects, headers)

    def put(self, address, given, expects=200):
        return self._send("put", address, given, expects, {})

    def patch(self, address, given, expects=200):
        return self._send("patch", address, given, expects, {})

    def delete(self, address, expects=200):
        return self._read(self.client.delete(ROOT + address, headers=self.headers), expects)

    def step(self, code, kind):
        """The step of this kind that waits for this person."""
        waits = self.get(f"/agreements/{code}")["waits"]
        return next(one["id"] for one in waits if one["is_mine"] and one["kind"] == kind)

    def _send(self, method, address, given, expects, headers) -> Any:
        send = getattr(self.client, method)
        sent = {"content_type": "application/json", "headers": self.headers | headers}
        return self._read(send(ROOT + address, given or {}, **sent), expects)

    def _read(self, response, expects) -> Any:
        assert response.status_code == expects, response.content.decode()
        return response.json()
