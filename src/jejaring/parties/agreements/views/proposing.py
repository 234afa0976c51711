"""Beginning with a partner who was proposed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jejaring.parties.agreements.actions import proposing as actions
from jejaring.parties.agreements.forms.proposing import ProposalForm
from jejaring.parties.agreements.queries import choices, facts, reading
from jejaring.parties.agreements.views.asking import tried
from jejaring.parties.people.http import SignedInRequest


@require_POST
def start_proposed(request: SignedInRequest) -> HttpResponse:
    """The draft with its first clause; what does not fit leads to the ordinary beginning."""
    form = ProposalForm(
        request.POST,
        leads=choices.leads_of(request.user),
        partners=choices.partners_for(),
        fields=reading.fields(),
        parents=facts.possible_parents(request.user),
    )
    made = tried(form, lambda: actions.start_proposed(**form.values(), by=request.user, at=now()))
    if made is None:
        messages.error(request, _("This proposal no longer fits. Begin with a template."))
        return redirect("agreements:start")
    messages.success(request, _("The draft stands with its first clause. Next: the signatories."))
    return redirect("agreements:parties", made.code)
