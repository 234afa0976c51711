"""How a refusal is shown: the sentence, and what the reader can do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jejaring.ground.kernel.refusals import Refusal, TooMany

PAGES = {403: "403.html", 404: "404.html", 429: "429.html"}


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of that status with the refusal's own sentence, or a notice for an htmx request."""
    context: dict[str, object] = {"sentence": refusal.sentence}
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
