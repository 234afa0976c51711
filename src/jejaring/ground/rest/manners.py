"""The door of the API: every address of it asks who is there, counts, and answers in one way."""

import logging
import re
import secrets
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.rest import errors, keys
from jejaring.ground.rest.answers import Exact
from jejaring.ground.rest.asking import Bearer, Recognise, caller_of, language_of

log = logging.getLogger(__name__)
REFERENCE = "X-Request-Id"
SOUND_REFERENCE = re.compile(r"[A-Za-z0-9._-]{1,64}")
NOT_ALLOWED = 405
View = Callable[..., HttpResponse]
Answer = Callable[[], HttpResponse]


def polite_api(**about: Any) -> NinjaAPI:
    """An API in which every address asks for a token and every refusal has one form."""
    api = NinjaAPI(auth=Bearer(), docs_url=None, openapi_url=None, renderer=Exact(), **about)
    api.add_exception_handler(Refusal, errors.refusal)
    api.add_exception_handler(ValidationError, errors.invalid)
    api.add_exception_handler(Http404, errors.missing)
    api.add_exception_handler(HttpError, errors.unreadable)
    return api


def patterns(
    api: NinjaAPI, recognise: Recognise, *, durable: Collection[str] = ()
) -> list[URLPattern]:
    """The addresses of an API, each behind the door; what stands nowhere is answered there too.

    `durable` names endpoints whose action keeps a part for good even when it is refused: they are
    not wrapped in one transaction with their kept answer, and must themselves refuse to happen
    twice.
    """
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for pattern in found:
        is_durable = pattern.name in durable
        pattern.callback = _mannered(pattern.callback, recognise, is_durable=is_durable)
    nowhere = _mannered(_nowhere, recognise, is_durable=False)
    return [*found, path("<path:nowhere>", nowhere, name="nowhere")]


def _mannered(view: View, recognise: Recognise, *, is_durable: bool) -> View:
    @csrf_exempt
    @login_not_required
    @never_cache
    def answered(request: HttpRequest, **address: Any) -> HttpResponse:
        reference = _reference(request)
        with translation.override(language_of(request, translation.get_language() or "id")):
            try:
                response = _answer(
                    request, partial(view, request, **address), recognise, is_durable
                )
            except Refusal as refusal:
                response = errors.refused(refusal)
            except RequestDataTooBig:
                response = errors.refused(errors.BodyTooLarge(_("The body is too large.")))
            except (OperationalError, InterfaceError):
                log.exception("%s %s failed, reference %s", request.method, request.path, reference)
                response = errors.refused(
                    errors.Unavailable(_("The database rests. Try again shortly."))
                )
            except Exception:
                log.exception("%s %s failed, reference %s", request.method, request.path, reference)
                response = _broken(reference)
            response.headers["Content-Language"] = translation.get_language() or ""
        response.headers[REFERENCE] = reference
        return response

    answered.asks_for_token = True  # type: ignore[attr-defined]
    return answered


def _answer(
    request: HttpRequest, answer: Answer, recognise: Recognise, is_durable: bool
) -> HttpResponse:
    at = timezone.now()
    caller = caller_of(request, recognise, at)
    request.auth = caller  # type: ignore[attr-defined]
    request.user = caller.person
    translation.activate(language_of(request, caller.person.language))
    response = keys.answered_once(request, caller.person.pk, at, answer, is_durable=is_durable)
    if response.status_code == NOT_ALLOWED:
        allowed = response.headers.get("Allow", "")
        sentence = _("This address takes only %(methods)s.") % {"methods": allowed}
        response = errors.refused(errors.MethodUnknown(sentence))
        response.headers["Allow"] = allowed
    return response


def _nowhere(request: HttpRequest, **_address: Any) -> HttpResponse:
    return errors.missing(request, None)


def _reference(request: HttpRequest) -> str:
    """What the caller calls the request, if it can stand in a log; else a number of our own."""
    given = request.headers.get(REFERENCE, "")
    return given if SOUND_REFERENCE.fullmatch(given) else secrets.token_hex(8)


def _broken(reference: str) -> HttpResponse:
    sentence = _("Something broke here. Report the reference %(reference)s; nothing was kept.")
    return errors.refused(errors.Broken(sentence % {"reference": reference}))
