"""Anybody may check a certificate; the check keeps nothing about who asked."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jejaring.ground.kernel import throttle
from jejaring.ground.paper import qr
from jejaring.registers.credentials import http, queries
from jejaring.registers.credentials.files import proof as proofs
from jejaring.registers.credentials.forms import CodeForm
from jejaring.registers.credentials.models import code_in
from jejaring.registers.credentials.queries import Examined
from jejaring.registers.credentials.views import picture

MISSES = {"limit": 30, "seconds": 300}
"""Codes that do not exist, by one network; a person mistypes a few, a guesser thousands."""

WAIT_SECONDS = 30


@login_not_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The form; what was typed leads to the page of that code."""
    form = CodeForm(request.GET if "kode" in request.GET else None)
    if form.is_valid():
        return HttpResponseRedirect(form.path)
    return render(request, "credentials/verify.html", {"form": form})


@login_not_required
@require_safe
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, replaced, revoked, altered, not found, or not to be checked now."""
    if request.META.get("QUERY_STRING") and request.GET.get("format") == "json":
        return proof(request, code)
    try:
        examined = _examined(request, code)
    except (OperationalError, InterfaceError):
        return _unreachable(request, code)
    if examined is None:
        return _not_found(request, code)
    if code != http.shown(examined.found.code):
        return HttpResponseRedirect(http.path_of(examined.found.code))
    return picture.found(request, examined)


@login_not_required
@require_safe
def proof(request: HttpRequest, code: str) -> HttpResponse:
    """All that a stranger needs to check the certificate without us."""
    examined = _examined(request, code)
    if examined is None:
        return JsonResponse({"error": _("Not found.")}, status=HTTPStatus.NOT_FOUND)
    told = proofs.written(queries.proof_from(examined.found))
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"{http.shown(examined.found.code)}.json"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    patch_cache_control(response, no_cache=True)
    response.headers["ETag"] = f'"{told["leaf"][:16]}-{told["state"]}"'
    return _unless_known(request, response)


@login_not_required
@require_safe
def symbol(_request: HttpRequest, code: str) -> HttpResponse:
    """The QR symbol of any code: a drawing of an address, which says nothing about the code."""
    drawn = qr.symbol(http.address_of(code_in(code)[:12])).svg
    response = HttpResponse(drawn, content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=86400)
    return response


def _examined(request: HttpRequest, code: str) -> Examined | None:
    """Look it up; a network that guesses too often is refused, found or not."""
    network = throttle.network_of(request)
    throttle.refuse_if_spent("verify", network, **MISSES)
    examined = queries.examined(code)
    if examined is None:
        throttle.take("verify", network, **MISSES)
    return examined


def _not_found(request: HttpRequest, code: str) -> HttpResponse:
    form = CodeForm(initial={"kode": code})
    return render(
        request, "credentials/not_found.html", {"form": form}, status=HTTPStatus.NOT_FOUND
    )


def _unreachable(request: HttpRequest, code: str) -> HttpResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = render(request, "credentials/unreachable.html", {"code": code}, status=status)
    response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    known = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return known or response
