"""The list of agreements."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from jejaring.parties.agreements.queries import choices, listing, reading
from jejaring.parties.agreements.states import AgreementKind
from jejaring.parties.people.http import SignedInRequest


@require_safe
def agreements(request: SignedInRequest) -> HttpResponse:
    """Every agreement of the person's agencies, the newest first, fifty at a time."""
    wanted = listing.asked(request.GET.dict())
    context = {
        "page_of_rows": listing.page_of(request.user, wanted, localdate()),
        "wanted": wanted,
        "stages": listing.STAGES.items(),
        "kinds": AgreementKind.choices,
        "fields": reading.fields(),
        "may_start": choices.leads_of(request.user).exists(),
    }
    return render(request, "agreements/agreements.html", context)
