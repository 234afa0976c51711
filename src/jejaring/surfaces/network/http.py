"""Who asks, and how long an answer for everybody may be kept."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

from jejaring.parties.people.models import Person

FRESH_SECONDS = 5
"""As on the other public pages; what is counted is kept longer, once for all of them."""


def reader_of(request: HttpRequest) -> Person | None:
    """The person signed in, if somebody is."""
    return request.user if isinstance(request.user, Person) else None


def kept[Response: HttpResponseBase](request: HttpRequest, response: Response) -> Response:
    """For strangers the page is the same for all."""
    if reader_of(request) is None:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response
