"""The first page of an agreement."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from jejaring.parties.agreements.views.asking import agreement_of, shown
from jejaring.parties.people.http import SignedInRequest


@require_safe
def agreement(request: SignedInRequest, code: str) -> HttpResponse:
    """What was agreed, by whom, until when."""
    return shown(request, "agreements/agreement.html", agreement_of(request, code))
