"""The typed clauses of an agreement, and what they would open."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.parties.agreements.actions import clauses as actions
from jejaring.parties.agreements.forms.text import ClauseForm
from jejaring.parties.agreements.models import Agreement, Clause
from jejaring.parties.agreements.queries import drafts, reading, simulation
from jejaring.parties.agreements.rules import editing as rules
from jejaring.parties.agreements.views.asking import agreement_of, shown, tried
from jejaring.parties.people.http import SignedInRequest


@require_safe
def clauses(request: SignedInRequest, code: str) -> HttpResponse:
    """Every clause, and what would open, for whom, until when."""
    agreement = agreement_of(request, code)
    return shown(
        request,
        "agreements/drafting/clauses.html",
        agreement,
        here="clauses",
        openings=simulation.openings(agreement),
        may_edit=rules.may_edit(request.user, agreement),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def clause_add(request: SignedInRequest, code: str) -> HttpResponse:
    """Promise something."""
    agreement = agreement_of(request, code)
    form = _form(request, agreement)
    added = tried(
        form,
        lambda: actions.add_clause(
            agreement=agreement, terms=form.terms(), by=request.user, at=now()
        ),
    )
    return _answered(request, agreement, form, added)


@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: SignedInRequest, code: str, clause_id: int) -> HttpResponse:
    """Promise something else."""
    agreement = agreement_of(request, code)
    row = get_object_or_404(agreement.clauses.select_related("agreement"), pk=clause_id)
    form = _form(request, agreement, row)
    changed = tried(
        form,
        lambda: actions.change_clause(clause=row, terms=form.terms(), by=request.user, at=now()),
    )
    return _answered(request, agreement, form, changed, row)


@require_POST
def clause_remove(request: SignedInRequest, code: str, clause_id: int) -> HttpResponse:
    """Promise it no more."""
    agreement = agreement_of(request, code)
    row = get_object_or_404(agreement.clauses.select_related("agreement"), pk=clause_id)
    actions.remove_clause(clause=row, by=request.user, at=now())
    messages.success(request, _("The clause was taken out."))
    return redirect("agreements:clauses", code)


def _form(request: SignedInRequest, agreement: Agreement, row: Clause | None = None) -> ClauseForm:
    sides = drafts.side_agencies(agreement)
    initial = ClauseForm.values_of(row) if row else {"receiver": drafts.second_side(agreement)}
    return ClauseForm(request.POST or None, sides=sides, fields=reading.fields(), initial=initial)


def _answered(
    request: SignedInRequest,
    agreement: Agreement,
    form: ClauseForm,
    done: Clause | None,
    row: Clause | None = None,
) -> HttpResponse:
    if done is None:
        may_edit = rules.may_edit(request.user, agreement)
        return shown(
            request,
            "agreements/drafting/clause.html",
            agreement,
            here="clauses",
            form=form,
            clause=row,
            may_edit=may_edit,
        )
    messages.success(request, _("Saved."))
    return redirect("agreements:clauses", agreement.code)
