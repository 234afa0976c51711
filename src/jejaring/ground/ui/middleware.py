"""Two manners of every request: the reader's language and zone, and refusals said as a page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.ui import zones
from jejaring.ground.ui.refusals import refusal_page

THEMES = ("light", "dark")
Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Indonesian unless the reader chose English; the browser's own preference is never asked."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get("bahasa", "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        zone = zones.named(request.COOKIES.get("zona"))
        theme = request.COOKIES.get("tema", "")
        request.LANGUAGE_CODE = language
        request.zone = zone  # type: ignore[attr-defined]
        request.theme = theme if theme in THEMES else ""  # type: ignore[attr-defined]
        with translation.override(language), timezone.override(zone.tz):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
        return response


class RefusalMiddleware:
    """A refusal no view caught becomes a page with its status, or a notice for a fragment."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Anything that is not a refusal is left to Django."""
        return refusal_page(request, exception) if isinstance(exception, Refusal) else None
