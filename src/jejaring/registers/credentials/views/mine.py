"""A learner's own certificates: the list, one of them, its paper, a wrong name."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jejaring.ground.paper import qr
from jejaring.parties.people.http import SignedInRequest
from jejaring.registers.credentials import actions, http, queries
from jejaring.registers.credentials.models import Certificate, code_in
from jejaring.registers.credentials.views import picture


@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """All of them, the newest first."""
    before = request.GET.get("sebelum", "")
    held = queries.certificates_of(request.user, before=int(before) if before.isdecimal() else None)
    page = queries.first_page(held)
    return render(request, "credentials/mine.html", {"page_of": page, "before": before})


@require_safe
def certificate(request: SignedInRequest, code: str) -> HttpResponse:
    """One, as it is on paper."""
    own = _own(request, code)
    told = queries.told(own)
    symbol = mark_safe(qr.symbol(http.address_of(own.code)).svg)  # noqa: S308 - our own drawing
    context = {
        "certificate": own,
        "told": told,
        "public_path": http.path_of(own.code),
        "public_address": http.address_of(own.code),
        **picture.picture(told.paper, told.printed, symbol),
    }
    return render(request, "credentials/certificate.html", context)


@require_safe
def paper(request: SignedInRequest, code: str) -> FileResponse:
    """The sealed PDF, to keep or, with ?cetak=1, to look at and print."""
    made = queries.paper_of(_own(request, code))
    response = FileResponse(
        BytesIO(made.content), as_attachment="cetak" not in request.GET, filename=made.name
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def request_correction(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask for the name in the profile."""
    own = _own(request, code)
    if request.method != "POST":
        context = {"certificate": own, "name": request.user.name}
        return render(request, "credentials/request_correction.html", context)
    actions.request_correction(certificate=own, by=request.user, at=now())
    messages.success(request, _("Asked. The issuer will answer, and you will be told."))
    return redirect("credentials:certificate", http.shown(own.code))


def _own(request: SignedInRequest, code: str) -> Certificate:
    return get_object_or_404(queries.certificate_of(request.user, code_in(code)))
