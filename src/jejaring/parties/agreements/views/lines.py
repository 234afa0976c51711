"""One programme: how it moves, who answers for it on each side, and what shows it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jejaring.parties.agreements.actions import documents, evidence, lines, plan
from jejaring.parties.agreements.forms.plan import (
    AnswerForm,
    CancelForm,
    CarryForm,
    FileForm,
    KnownForm,
    PressForm,
    ScheduleForm,
)
from jejaring.parties.agreements.models import Agreement, Evidence, Line
from jejaring.parties.agreements.queries import choices
from jejaring.parties.agreements.queries import plan as queries
from jejaring.parties.agreements.rules import plan as rules
from jejaring.parties.agreements.states import LINE_TRANSITIONS, DocumentKind, LineState
from jejaring.parties.agreements.views.asking import agreement_of, shown, tried
from jejaring.parties.people.http import SignedInRequest

MOVES: dict[str, tuple[type[forms.Form], Callable[..., Line]]] = {
    "jadwalkan": (ScheduleForm, lines.schedule),
    "mulai": (PressForm, lines.start),
    "selesai": (PressForm, lines.finish),
    "alihkan": (CarryForm, lines.carry_over),
    "batalkan": (CancelForm, lines.cancel),
    "urungkan": (PressForm, lines.undo),
}
"""Each move by the last part of its address."""


@require_safe
def line(request: SignedInRequest, code: str, line_id: int) -> HttpResponse:
    """A programme, and what can be done with it now."""
    agreement, found = _found(request, code, line_id)
    return _page(request, agreement, found)


@require_POST
def line_move(request: SignedInRequest, code: str, line_id: int, move: str) -> HttpResponse:
    """Schedule, start, finish, carry over, cancel, or undo."""
    agreement, found = _found(request, code, line_id)
    if move not in MOVES:
        raise Http404
    shape, act = MOVES[move]
    form = shape(request.POST)
    done = tried(form, lambda: act(line=found, **form.cleaned_data, by=request.user, at=now()))
    if done is None:
        return _page(request, agreement, found, **{move: form})
    messages.success(request, _("Noted: %(state)s.") % {"state": done.get_state_display()})
    return redirect("agreements:line", code, done.pk)


@require_POST
def line_answer(request: SignedInRequest, code: str, line_id: int, party_id: int) -> HttpResponse:
    """Name who answers for it on one side."""
    agreement, found = _found(request, code, line_id)
    party = get_object_or_404(agreement.parties, pk=party_id)
    form = AnswerForm(request.POST, people=choices.people_of(party))
    if form.is_valid():
        person = form.cleaned_data["person"]
        plan.answer(line=found, party=party, person=person, by=request.user, at=now())
        messages.success(request, _("Saved."))
    return redirect("agreements:line", code, line_id)


@require_POST
def line_file(request: SignedInRequest, code: str, line_id: int) -> HttpResponse:
    """Upload a file that shows it."""
    agreement, found = _found(request, code, line_id)
    form = FileForm(request.POST, request.FILES)
    if tried(form, lambda: _attach_new(request, agreement, found, form)) is None:
        return _page(request, agreement, found, file=form)
    messages.success(request, _("The evidence stands."))
    return redirect("agreements:line", code, line_id)


@require_POST
def line_known(request: SignedInRequest, code: str, line_id: int) -> HttpResponse:
    """Choose a file or an event that shows it."""
    agreement, found = _found(request, code, line_id)
    form = KnownForm(request.POST, agreement=agreement)
    if tried(form, lambda: _attach_known(request, found, form)) is None:
        return _page(request, agreement, found, known=form)
    messages.success(request, _("The evidence stands."))
    return redirect("agreements:line", code, line_id)


@transaction.atomic
def _attach_new(
    request: SignedInRequest, agreement: Agreement, found: Line, form: FileForm
) -> Evidence:
    at = now()
    file = documents.upload(
        agreement=agreement, kind=DocumentKind.EVIDENCE, **form.upload, by=request.user, at=at
    )
    return evidence.attach(line=found, document=file, by=request.user, at=at)


def _attach_known(request: SignedInRequest, found: Line, form: KnownForm) -> Evidence:
    document, movement = form.cleaned_data["document"], form.cleaned_data["movement"]
    if movement is not None:
        return evidence.link_movement(line=found, movement=movement, by=request.user, at=now())
    if document is None:
        return evidence.link(line=found, source="", title="", by=request.user, at=now())
    return evidence.attach(line=found, document=document, by=request.user, at=now())


def _found(request: SignedInRequest, code: str, line_id: int) -> tuple[Agreement, Line]:
    agreement = agreement_of(request, code)
    return agreement, get_object_or_404(queries.lines_of(agreement), pk=line_id)


def _page(
    request: SignedInRequest, agreement: Agreement, found: Line, **bound: forms.Form
) -> HttpResponse:
    sides = list(agreement.parties.select_related("agency").order_by("position", "pk"))
    programme = queries.Programme(found, sides, localdate())
    return shown(
        request,
        "agreements/delivery/line.html",
        agreement,
        here="plan",
        programme=programme,
        line=found,
        shown=queries.evidence_of(found),
        may_plan=rules.planning_side(request.user, agreement) is not None,
        **_acts(request, programme, bound),
    )


def _acts(
    request: SignedInRequest, programme: queries.Programme, bound: dict[str, forms.Form]
) -> dict[str, Any]:
    found = programme.line
    side = rules.moving_side(request.user, found)
    named = {owner.party_id: owner for owner in programme.owners}
    answers = [
        (party, named.get(party.pk), _answer_form(party, named.get(party.pk)))
        for party in programme.sides
    ]
    known = bound.get("known") or KnownForm(agreement=found.agreement)
    first: dict[str, dict[str, Any]] = {
        "jadwalkan": {"due_on": found.due_on},
        "alihkan": {"year": found.year + 1},
    }
    moves = {
        move: bound.get(move) or shape(initial=first.get(move), auto_id=f"id_{move}_%s")
        for move, (shape, _act) in MOVES.items()
    }
    return {
        "side": side,
        "answers": answers,
        "may_follow": LINE_TRANSITIONS[LineState(found.state)],
        "may_undo": side is not None and queries.may_undo(found, now()),
        "moves": moves,
        "file": bound.get("file") or FileForm(auto_id="id_file_%s"),
        "known": known,
    }


def _answer_form(party: Any, owner: Any) -> AnswerForm:
    first = {"person": owner.person_id if owner else None}
    people = choices.people_of(party)
    return AnswerForm(people=people, initial=first, auto_id=f"id_{party.pk}_%s")
