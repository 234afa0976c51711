"""What is answered when something is refused: one body for everything that can go wrong."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.ground.kernel.refusals import NotFound, Refusal, TooMany
from jejaring.ground.rest import words

log = logging.getLogger(__name__)
WAIT_SECONDS = 30


class TokenNeeded(Refusal):
    """Nobody asks without saying who they are."""

    status = 401


class ReadOnlyToken(Refusal):
    """The token was made for reading."""

    status = 403


class MethodUnknown(Refusal):
    """The address is right, the method is not."""

    status = 405


class BodyTooLarge(Refusal):
    """More than this installation reads at once."""

    status = 413


class InputWrong(Refusal):
    """Fields that are missing or say what they cannot; each with its own sentence."""

    status = 422

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(fields.values())))
        self.fields = dict(fields)


class Broken(Refusal):
    """An error of the program; its reference finds the line in the log."""

    status = 500


class Unavailable(Refusal):
    """The database does not answer."""

    status = 503


def refused(refusal: Refusal) -> HttpResponse:
    """The refusal as JSON: its name, its sentence, its status, and what else it knows."""
    body: dict[str, Any] = {
        "refusal": type(refusal).__name__,
        "sentence": refusal.sentence,
        "status": refusal.status,
    }
    if isinstance(refusal, InputWrong):
        body["fields"] = refusal.fields
    body |= getattr(refusal, "facts", {})
    response = JsonResponse(body, status=refusal.status, json_dumps_params={"ensure_ascii": False})
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after)
    if isinstance(refusal, Unavailable):
        response.headers["Retry-After"] = str(WAIT_SECONDS)
    if refusal.status == TokenNeeded.status:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Jejaring"'
    return response


def invalid(_request: HttpRequest, exception: Any) -> HttpResponse:
    """What ninja found wrong with the input, as one sentence for each field."""
    found: Sequence[dict[str, Any]] = exception.errors
    return refused(InputWrong(dict(words.said(one) for one in found)))


def missing(_request: HttpRequest, _exception: Any) -> HttpResponse:
    """Nothing stands there, or this person may not know of it."""
    return refused(NotFound(THERE_IS_NONE))


def unreadable(_request: HttpRequest, exception: Any) -> HttpResponse:
    """The body is no JSON, or ninja has another complaint about the request itself."""
    if exception.status_code == 400:  # noqa: PLR2004 - ninja's own number
        return refused(InputWrong({"body": _("The body is no valid JSON. Compare its quotes.")}))
    return refused(Broken(str(exception)))


def refusal(_request: HttpRequest, exception: Any) -> HttpResponse:
    """A refusal that an action raised."""
    return refused(exception)


THERE_IS_NONE: Promise = gettext_lazy(
    "There is no such thing, or your token may not see it. Compare the address."
)
