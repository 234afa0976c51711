"""The sides of an agreement."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jejaring.parties.agreements.actions import parties as actions
from jejaring.parties.agreements.forms.drafting import AddPartyForm, PartyForm
from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.queries import choices
from jejaring.parties.agreements.rules import editing as rules
from jejaring.parties.agreements.states import AgreementState
from jejaring.parties.agreements.views.asking import agreement_of, shown, tried
from jejaring.parties.people.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def parties(request: SignedInRequest, code: str) -> HttpResponse:
    """Every side with its signatory; adds one."""
    agreement = agreement_of(request, code)
    form = AddPartyForm(request.POST or None, agencies=choices.partners_for(agreement))
    added = tried(
        form,
        lambda: actions.add_party(
            agreement=agreement, agency=form.cleaned_data["agency"], by=request.user, at=now()
        ),
    )
    if added is None:
        return _page(request, agreement, form)
    messages.success(request, _("%(party)s is a party now.") % {"party": added.name})
    return redirect("agreements:parties", code)


@require_http_methods(["GET", "HEAD", "POST"])
def party(request: SignedInRequest, code: str, party_id: int) -> HttpResponse:
    """Who signs for one side."""
    agreement = agreement_of(request, code)
    side = get_object_or_404(agreement.parties.select_related("agency"), pk=party_id)
    people = choices.people_of(side)
    form = PartyForm(request.POST or None, people=people, initial=PartyForm.values_of(side))
    changed = tried(
        form,
        lambda: actions.change_party(party=side, facts=form.facts(), by=request.user, at=now()),
    )
    if changed is None:
        return shown(
            request,
            "agreements/drafting/party.html",
            agreement,
            form=form,
            side=side,
            here="parties",
        )
    messages.success(request, _("Saved."))
    return redirect("agreements:parties", code)


@require_POST
def party_remove(request: SignedInRequest, code: str, party_id: int) -> HttpResponse:
    """Take a side out."""
    agreement = agreement_of(request, code)
    side = get_object_or_404(agreement.parties, pk=party_id)
    actions.remove_party(party=side, by=request.user, at=now())
    messages.success(request, _("%(party)s is no party any more.") % {"party": side.name})
    return redirect("agreements:parties", code)


def _page(request: SignedInRequest, agreement: Agreement, form: AddPartyForm) -> HttpResponse:
    may_edit = rules.may_edit(request.user, agreement)
    return shown(
        request,
        "agreements/drafting/parties.html",
        agreement,
        here="parties",
        form=form,
        sides=rules.sides_with_rights(request.user, agreement),
        may_edit=may_edit,
        may_add=may_edit and agreement.state == AgreementState.PROPOSED,
    )
