"""An officer puts one person's hours right."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people.http import SignedInRequest
from jejaring.registers.hours import actions, queries, rules
from jejaring.registers.hours.forms import CorrectionForm


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: SignedInRequest, posting_id: int) -> HttpResponse:
    """One posting with all that became of it; those who may, correct it here."""
    posting = get_object_or_404(queries.postings_seen_by(request.user), pk=posting_id)
    form = CorrectionForm(request.POST or None, initial=rules.as_it_stands(posting))
    if form.is_valid():
        try:
            actions.correct(posting=posting, **form.cleaned_data, by=request.user, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The hours have been corrected."))
            return redirect("hours:correction", posting_id)
    page = rules.correction_page(posting, request.user)
    return render(request, "hours/correction.html", {"correction": page, "form": form})
