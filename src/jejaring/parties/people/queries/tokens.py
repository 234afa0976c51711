"""Personal access tokens: whose they are, and what a token text stands for."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from jejaring.parties.people.models import AccessToken, Person

BEGINNING = "jjr_"
"""Programmes that look for secrets in code recognise ours by it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A token in the person's list, and whether it still opens anything."""

    token: AccessToken
    is_good: bool


def tokens_of(person: Person) -> QuerySet[AccessToken]:
    """The person's own tokens, the newest first. Only for the person."""
    return AccessToken.objects.filter(person=person).order_by("-issued_at", "-pk")


def good_tokens_of(person: Person, at: datetime) -> QuerySet[AccessToken]:
    """Neither revoked nor expired."""
    return tokens_of(person).filter(revoked_at__isnull=True, expires_at__gt=at)


def listed(person: Person, at: datetime) -> list[Listed]:
    """The person's list."""
    return [Listed(token, token.is_good(at)) for token in tokens_of(person)]


def token_by_text(text: str) -> AccessToken | None:
    """The token and its person, good or not."""
    return AccessToken.objects.select_related("person").filter(digest=digest_of(text)).first()


def digest_of(text: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(text.encode()).hexdigest()


def personal_data(person: Person) -> list[dict[str, Any]]:
    """What is kept about the person's tokens; never the tokens, they are not kept."""
    fields = ("name", "scope", "issued_at", "expires_at", "last_used_at", "revoked_at")
    return list(tokens_of(person).values(*fields))
