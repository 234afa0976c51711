"""Who asks: a bearer token, told apart by whoever keeps the tokens."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer

from jejaring.ground.kernel import throttle
from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.rest.errors import ReadOnlyToken, TokenNeeded

PER_MINUTE = 600
"""Requests of one token in a minute: ten a second for a programme, too few for a flood."""
WRONG_PER_TEN_MINUTES = 60
"""Wrong tokens from one network; a programme with an old token is told so, a guesser is stopped."""
READING = {"GET", "HEAD", "OPTIONS"}


class Caller(Protocol):
    """Whoever a token stands for."""

    @property
    def pk(self) -> int:
        """The token's own number: what is throttled."""

    @property
    def person(self) -> Any:
        """The person for whom everything is asked and done."""

    @property
    def may_write(self) -> bool:
        """Whether the token was made for writing too."""


Recognise = Callable[[str, datetime], Caller]
"""Finds the caller by the text of a token, or raises the refusal that says why not (401)."""


class Bearer(HttpBearer):
    """Tells the schema that every address asks for a token; `caller_of` has asked already."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002
        """Whom the token stands for."""
        return getattr(request, "auth", None)


def caller_of(request: HttpRequest, recognise: Recognise, at: datetime) -> Caller:
    """Whom the bearer token of a request stands for; counted, and refused if it may not do this."""
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    network = throttle.network_of(request)
    limits = {"limit": WRONG_PER_TEN_MINUTES, "seconds": 600}
    throttle.refuse_if_spent("rest-wrong", network, **limits)
    if scheme.lower() != "bearer" or not text.strip():
        raise TokenNeeded(
            _("Send your access token: “Authorization: Bearer jjr_…”. You make one under Account.")
        )
    try:
        caller = recognise(text.strip(), at)
    except Refusal:
        throttle.take("rest-wrong", network, **limits)
        raise
    throttle.take("rest", str(caller.pk), limit=PER_MINUTE, seconds=60)
    if request.method not in READING and not caller.may_write:
        raise ReadOnlyToken(
            _("This token only reads. Make one that may also write, under Account.")
        )
    return caller


def language_of(request: HttpRequest, default: str) -> str:
    """The first language of the request that there is here; else the person's own."""
    for part in request.headers.get("Accept-Language", "").split(","):
        try:
            return get_supported_language_variant(part.partition(";")[0].strip() or "-")
        except LookupError:
            continue
    return default
