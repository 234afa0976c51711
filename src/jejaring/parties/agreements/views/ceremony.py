"""A ceremony: the agreements of an occasion in order, signed from one page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.parties.agreements.actions import ceremony as arranging
from jejaring.parties.agreements.actions import signing as actions
from jejaring.parties.agreements.forms.ceremony import CeremonyForm
from jejaring.parties.agreements.queries import ceremony as queries
from jejaring.parties.agreements.views.asking import file_response, tried
from jejaring.parties.people.http import SignedInRequest
from jejaring.parties.people.queries import second_factor


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ceremony(request: SignedInRequest, occasion_id: int) -> HttpResponse:
    """Who has signed what; posting signs what was chosen, with one code."""
    by = request.user
    shown = queries.ceremony(queries.occasion_for(by, occasion_id), by)
    form = CeremonyForm(request.POST or None, shown=shown)
    if tried(form, lambda: actions.sign_together(**form.said, by=by, at=now())):
        messages.success(request, _("You have signed. The seal follows within a minute."))
        return redirect("agreements:ceremony", occasion_id)
    has_factor = second_factor.has_second_factor(by)
    context = {"ceremony": shown, "form": form, "has_factor": has_factor}
    return render(request, "agreements/ceremony.html", context)


@require_POST
def arrange(request: SignedInRequest, occasion_id: int, code: str) -> HttpResponse:
    """One place up or down."""
    occasion = queries.occasion_for(request.user, occasion_id)
    found = get_object_or_404(occasion.agreements.all(), code=code)
    up = request.POST.get("ke") == "naik"
    arranging.move(agreement=found, up=up, by=request.user, at=now())
    return redirect("agreements:ceremony", occasion_id)


@require_safe
def press_sheet(request: SignedInRequest, occasion_id: int) -> HttpResponse:
    """For the press: in order, who agrees with whom on what."""
    occasion = queries.occasion_for(request.user, occasion_id)
    return file_response(queries.press_sheet(queries.ceremony(occasion, request.user)))
