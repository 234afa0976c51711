"""The signature page of an agreement: read, sign, hand in a scan, take the papers along."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jejaring.parties.agreements.actions import signing as actions
from jejaring.parties.agreements.forms.signing import ScanForm, SignForm
from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.queries import paper
from jejaring.parties.agreements.queries import signing as queries
from jejaring.parties.agreements.rules import signing as rules
from jejaring.parties.agreements.views.asking import agreement_of, file_response, shown, tried
from jejaring.parties.people.http import SignedInRequest
from jejaring.parties.people.queries import second_factor


@never_cache
@require_safe
def signatures(request: SignedInRequest, code: str) -> HttpResponse:
    """The text, who has signed it, and one's own place."""
    return _page(request, agreement_of(request, code))


@never_cache
@require_POST
def sign(request: SignedInRequest, code: str, party_id: int) -> HttpResponse:
    """Sign for a side, as the person whom it names."""
    found, form = agreement_of(request, code), SignForm(request.POST)
    party = get_object_or_404(found.parties.all(), pk=party_id)
    by = request.user
    if tried(form, lambda: actions.sign(party=party, **form.said, by=by, at=now())):
        messages.success(request, _("You have signed. The seal follows within a minute."))
        return redirect("agreements:signatures", code)
    return _page(request, found, form=form)


@never_cache
@require_POST
def signed_scan(request: SignedInRequest, code: str, party_id: int) -> HttpResponse:
    """A signature in ink, scanned."""
    found, form = agreement_of(request, code), ScanForm(request.POST, request.FILES)
    party = get_object_or_404(found.parties.all(), pk=party_id)
    by = request.user
    if tried(form, lambda: actions.upload_signed(party=party, **form.upload, by=by, at=now())):
        messages.success(request, _("The scan counts as this side's signature in ink."))
        return redirect("agreements:signatures", code)
    return _page(request, found, scan=form)


@require_safe
def text_paper(request: SignedInRequest, code: str, number: int, kind: str) -> HttpResponse:
    """A frozen text as PDF or DOCX, to take along."""
    version = queries.version_of(agreement_of(request, code), number)
    return file_response(paper.download(version, as_docx=kind == "docx"))


@require_safe
def signed_paper(request: SignedInRequest, code: str) -> HttpResponse:
    """The PDF with every signature that was sealed."""
    return file_response(queries.signed_download(agreement_of(request, code)))


def _page(request: SignedInRequest, agreement: Agreement, **forms: object) -> HttpResponse:
    view = queries.signing_view(agreement, request.user)
    seen = {"seen": view.version.sha256} if view.version else None
    context = {
        "here": "signatures",
        "view": view,
        "text": paper.facts_of(view.version) if view.version else None,
        "has_factor": second_factor.has_second_factor(request.user),
        "scanned": rules.side_to_scan(request.user, [seat.party for seat in view.unsigned]),
        "form": SignForm(initial=seen),
        "scan": ScanForm(initial=seen),
    }
    return shown(request, "agreements/signatures.html", agreement, **context | forms)
