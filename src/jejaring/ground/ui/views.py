"""Choices of the reader that need no account: language, zone, theme; the menu and the gallery."""

from collections.abc import Collection

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from jejaring.ground.ui import gallery as samples
from jejaring.ground.ui import zones
from jejaring.ground.ui.middleware import THEMES

YEAR = 60 * 60 * 24 * 365
AS_DEVICE = ("auto",)
may_choose = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@may_choose
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie; without a choice, offer the two."""
    return _keep(request, "bahasa", [code for code, _ in settings.LANGUAGES])


@login_not_required
@may_choose
def zone(request: HttpRequest) -> HttpResponse:
    """Keep the time zone in a cookie; without a choice, offer the three."""
    return _keep(request, "zona", zones.ZONES)


@login_not_required
@may_choose
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie; `auto` follows the device."""
    return _keep(request, "tema", THEMES + AS_DEVICE)


@login_not_required
@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """Every link of the layouts on one page, for phones and without script."""
    return render(request, "ui/menu.html", {"back": _way_back(request)})


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, with the states it can have."""
    return render(request, "ui/gallery.html", samples.context())


def _keep(request: HttpRequest, cookie: str, choices: Collection[str]) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    choice, back = given.get("pilih", ""), _way_back(request)
    if choice not in choices:
        return render(request, "ui/menu.html", {"back": back})
    response = HttpResponseRedirect(back)
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(cookie, choice, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


def _way_back(request: HttpRequest) -> str:
    """The page to return to, on this host only."""
    back = request.POST.get("kembali") or request.GET.get("kembali") or "/"
    own = url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    )
    return back if own else "/"
