"""What is said when something is missing, forbidden or broken: the handlers of config/urls.py."""

import logging
import secrets
import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
WAIT_SECONDS = 30


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read; one that is too large says so."""
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("413.html"), status=413)
    return HttpResponse(render_to_string("400.html"), status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Says whom to ask."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Says what to check, and never whether the thing exists for others."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or cookies are off; nothing was written."""
    return render(request, "ui/csrf.html", {"reason": reason}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Never asks the database: it may be what failed. The number finds the line in the log."""
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        response = HttpResponse(render_to_string("503.html"), status=503)
        response.headers["Retry-After"] = str(WAIT_SECONDS)
        return response
    reference = secrets.token_hex(4)
    log.error("%s %s failed, reference %s", request.method, request.path, reference)
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)
