"""The agreements of one's agencies, and the first page of one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jejaring.parties.agreements.queries import reading
from jejaring.parties.agreements.views.asking import agreement_of, shown
from jejaring.parties.people.http import SignedInRequest


@require_safe
def agreements(request: SignedInRequest) -> HttpResponse:
    """Every agreement of the person's agencies, the newest first."""
    rows = reading.with_parties(reading.read_by(request.user))
    return render(request, "agreements/agreements.html", {"agreements": rows})


@require_safe
def agreement(request: SignedInRequest, code: str) -> HttpResponse:
    """What was agreed, by whom, until when."""
    return shown(request, "agreements/agreement.html", agreement_of(request, code))
