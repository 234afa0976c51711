"""The least that a view of this product can be asked."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path


@login_not_required
def nothing(_request: HttpRequest, code: str) -> HttpResponse:
    """A short page that asks nobody anything."""
    return HttpResponse(code)


urlpatterns = [path("v/<str:code>/", nothing)]
