"""The published schema, for programmes as JSON and for people as a page; anybody may read both."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from ninja import NinjaAPI

from jejaring.ground.rest import schema

View = Callable[[HttpRequest], HttpResponse]


def pages(api: NinjaAPI, prefix: str) -> tuple[View, View]:
    """The view of the schema, and the view of the page made from it."""

    @cache
    def published() -> dict[str, Any]:
        return schema.published(api, prefix)

    @login_not_required
    @require_GET
    @cache_control(public=True, max_age=300)
    def openapi(_request: HttpRequest) -> HttpResponse:
        """OpenAPI 3.1, as JSON."""
        return JsonResponse(published(), json_dumps_params={"ensure_ascii": False})

    @login_not_required
    @require_GET
    def reference(request: HttpRequest) -> HttpResponse:
        """The same, to read."""
        context = {
            "chapters": schema.chapters(published()),
            "things": schema.things(published()),
            "address": f"{settings.PUBLIC_ADDRESS}/{prefix}",
        }
        return render(request, "rest/reference.html", context)

    return openapi, reference
