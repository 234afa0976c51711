"""Starting an agreement, and stating its facts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.ground.ui.picker import adds_only
from jejaring.parties.agreements.actions import drafting as actions
from jejaring.parties.agreements.forms.drafting import CloneForm, FactsForm, ReasonForm, StartForm
from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.queries import choices, facts, gap, library, reading
from jejaring.parties.agreements.rules import editing as rules
from jejaring.parties.agreements.views.asking import agreement_of, shown, tried
from jejaring.parties.people.http import SignedInRequest


@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """The four templates to begin with."""
    context = {"templates": library.TEMPLATES.values(), "leads": choices.leads_of(request.user)}
    return render(request, "agreements/drafting/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start_from(request: SignedInRequest, template: str) -> HttpResponse:
    """Who, with whom, about what."""
    chosen = library.template_by_slug(template)
    if chosen is None:
        raise Http404
    form = _start_form(request, chosen)
    made = None if adds_only(form) else tried(form, lambda: _start(request, chosen, form))
    if made is None:
        context = {"form": form, "template": chosen}
        return render(request, "agreements/drafting/start.html", context)
    messages.success(request, _("The proposal stands. Next: the parties and their signatories."))
    return redirect("agreements:parties", made.code)


@require_http_methods(["GET", "HEAD", "POST"])
def facts_edit(request: SignedInRequest, code: str) -> HttpResponse:
    """Title, purpose, parent, dates, the two questions."""
    agreement = agreement_of(request, code)
    form = _facts_form(request, agreement)
    if tried(form, lambda: _change_facts(request, agreement, form)) is None:
        return shown(
            request,
            "agreements/drafting/facts.html",
            agreement,
            here="facts",
            form=form,
            may_edit=rules.may_edit(request.user, agreement),
            may_withdraw=rules.may_withdraw(request.user, agreement),
            withdraw_form=ReasonForm(auto_id="id_withdraw_%s"),
            gap=gap.gap_of(agreement),
        )
    messages.success(request, _("Saved."))
    return redirect("agreements:facts-edit", code)


@require_http_methods(["GET", "HEAD", "POST"])
def clone(request: SignedInRequest, code: str) -> HttpResponse:
    """The same with the next partner."""
    agreement = agreement_of(request, code)
    form = CloneForm(request.POST or None, partners=choices.partners_for(agreement))
    made = tried(
        form,
        lambda: actions.clone(
            agreement=agreement, partner=form.cleaned_data["partner"], by=request.user, at=now()
        ),
    )
    if made is None:
        return shown(request, "agreements/drafting/clone.html", agreement, form=form, here="facts")
    messages.success(request, _("The copy stands as a new proposal. Check its title and dates."))
    return redirect("agreements:facts-edit", made.code)


@require_POST
def withdraw(request: SignedInRequest, code: str) -> HttpResponse:
    """Take the proposal back."""
    agreement = agreement_of(request, code)
    reason = request.POST.get("reason", "")
    actions.withdraw(agreement=agreement, reason=reason, by=request.user, at=now())
    messages.success(request, _("Withdrawn. Its text stays readable."))
    return redirect("agreements:agreement", code)


def _start_form(request: SignedInRequest, chosen: library.Template) -> StartForm:
    initial = {
        "fields_touched": library.fields_of(chosen),
        "announced_lines": chosen.announced,
        "parent": request.GET.get("induk"),
    }
    return StartForm(
        request.POST or None,
        template=chosen,
        leads=choices.leads_of(request.user),
        partners=choices.partners_for(),
        parents=facts.possible_parents(request.user),
        fields=reading.fields(),
        initial=initial,
    )


def _start(request: SignedInRequest, chosen: library.Template, form: StartForm) -> Agreement:
    return actions.start(kind=chosen.kind, **form.values(), by=request.user, at=now())


def _facts_form(request: SignedInRequest, agreement: Agreement) -> FactsForm:
    stored = facts.facts_of(agreement)
    return FactsForm(
        request.POST.copy() if request.method == "POST" else None,
        kind=agreement.kind,
        parents=facts.possible_parents(request.user, agreement),
        occasions=facts.occasions(),
        initial=FactsForm.values_of(stored) | {"seen": facts.mark_of(stored)},
    )


def _change_facts(request: SignedInRequest, agreement: Agreement, form: FactsForm) -> Agreement:
    try:
        return actions.change_facts(
            agreement=agreement,
            facts=form.facts(facts.facts_of(agreement)),
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=now(),
        )
    except actions.FactsChanged as refusal:
        _show_both(form, refusal.stored)
        raise


def _show_both(form: FactsForm, stored: facts.Facts) -> None:
    """What the other stored stands beside what was typed; saving again decides."""
    form.data["seen"] = facts.mark_of(stored)  # type: ignore[index]
    values = FactsForm.values_of(stored)
    form.meanwhile = [  # type: ignore[attr-defined]
        (field.label, _said(field, values[name]))
        for name, field in form.fields.items()
        if name in values and field.has_changed(values[name], form.data.get(name))
    ]


def _said(field: object, value: object) -> str:
    options = {str(key): label for key, label in getattr(field, "choices", ())}
    return str(options.get(str(value), value if value is not None else "–"))
