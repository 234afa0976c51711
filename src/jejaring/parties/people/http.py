from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from jejaring.parties.people.models import Person

YEAR = 60 * 60 * 24 * 365


class SignedInRequest(HttpRequest):
    """A request behind the sign-in default: `user` is a person."""

    user: Person


def is_own_path(path: str) -> bool:
    """A place on this site: never another host, never a scheme."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


def way_on(request: HttpRequest) -> str:
    """Where the reader wanted to go before being asked to sign in; on this site only."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_own_path(wanted) else settings.LOGIN_REDIRECT_URL


def remember_choices(response: HttpResponse, person: Person) -> HttpResponse:
    """The pages speak the person's language and show their clock from now on."""
    for cookie, choice in (("bahasa", person.language), ("zona", person.zone)):
        response.set_cookie(
            cookie,
            choice,
            max_age=YEAR,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )
    return response
