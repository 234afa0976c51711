"""How a refusal is shown: the sentence, and what the reader can do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from jejaring.ground.kernel.refusals import Refusal, TooMany

PAGES = {403: "403.html", 404: "404.html", 429: "429.html"}


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of that status with the refusal's own sentence, or a notice for an htmx request."""
    context: dict[str, object] = {"sentence": refusal.sentence, "back": _page_before(request)}
    if isinstance(refusal, TooMany):
        context["minutes"] = max(1, -(-refusal.retry_after // 60))
    if request.headers.get("HX-Request") == "true":
        response = render(request, "ui/notice.html", context, status=refusal.status)
        response.headers["HX-Retarget"] = "#toasts"
        response.headers["HX-Reswap"] = "beforeend"
    else:
        response = render(
            request, PAGES.get(refusal.status, "ui/refusal.html"), context, status=refusal.status
        )
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _page_before(request: HttpRequest) -> str:
    """Where the reader came from, on this host and not this same address."""
    before = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure())
    return before if own and before != request.build_absolute_uri() else ""
