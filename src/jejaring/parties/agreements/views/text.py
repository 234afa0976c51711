"""The text of an agreement, section by section."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.parties.agreements.actions import text as actions
from jejaring.parties.agreements.forms.text import CommentForm, NewSectionForm, SectionForm
from jejaring.parties.agreements.models import Agreement, Section
from jejaring.parties.agreements.queries import drafts, library, tokens, wording
from jejaring.parties.agreements.rules import checklist
from jejaring.parties.agreements.rules import editing as rules
from jejaring.parties.agreements.views.asking import agreement_of, shown, tried
from jejaring.parties.people.http import SignedInRequest


@require_safe
def text(request: SignedInRequest, code: str) -> HttpResponse:
    """The text as it reads, what is missing, and the library."""
    agreement = agreement_of(request, code)
    may_edit = rules.may_edit(request.user, agreement)
    return shown(
        request,
        "agreements/drafting/text.html",
        agreement,
        here="text",
        passages=wording.passages_of(agreement),
        removed=list(drafts.removed_sections(agreement)),
        missing=checklist.missing(agreement),
        offered=library.sections_offered(agreement) if may_edit else [],
        may_edit=may_edit,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def section_add(request: SignedInRequest, code: str) -> HttpResponse:
    """One section more, from the library or in own words."""
    agreement = agreement_of(request, code)
    form = NewSectionForm(request.POST or None, initial=_offered(request, agreement))
    added = tried(form, lambda: _add(request, agreement, form))
    if added is None:
        return _form(request, agreement, form)
    messages.success(request, _("“%(heading)s” stands at the end.") % {"heading": added})
    return _back(code, added)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: SignedInRequest, code: str, section_id: int) -> HttpResponse:
    """Change a section; whoever saves second sees both texts."""
    agreement = agreement_of(request, code)
    row = _section(agreement, section_id)
    form = _section_form(request, row)
    changed = tried(form, lambda: _change(request, row, form))
    if changed is None:
        return _form(request, agreement, form, row)
    messages.success(request, _("Saved."))
    return _back(code, changed)


@require_POST
def section_move(request: SignedInRequest, code: str, section_id: int) -> HttpResponse:
    """Up or down by one."""
    agreement = agreement_of(request, code)
    row = get_object_or_404(agreement.sections, pk=section_id)
    up = request.POST.get("ke") == "naik"
    moved = actions.move_section(section=row, up=up, by=request.user, at=now())
    return _back(code, moved)


@require_POST
def section_remove(request: SignedInRequest, code: str, section_id: int) -> HttpResponse:
    """Take it out; can be undone."""
    agreement = agreement_of(request, code)
    row = get_object_or_404(agreement.sections, pk=section_id)
    actions.remove_section(section=row, by=request.user, at=now())
    said = _("“%(heading)s” was taken out.") % {"heading": row}
    context = {"text": said, "url": reverse("agreements:section-restore", args=[code, row.pk])}
    messages.success(request, render_to_string("agreements/drafting/undo.html", context, request))
    return redirect("agreements:text", code)


@require_POST
def section_restore(request: SignedInRequest, code: str, section_id: int) -> HttpResponse:
    """Put it back, or let it say what it said before."""
    agreement = agreement_of(request, code)
    row = get_object_or_404(agreement.sections, pk=section_id)
    asked = request.POST.get("revisi", "")
    number = int(asked) if asked.isdecimal() and len(asked) < len("1000000") else None
    restored = actions.restore_section(section=row, number=number, by=request.user, at=now())
    messages.success(request, _("“%(heading)s” stands again.") % {"heading": restored})
    return _back(code, restored)


@require_POST
def section_comment(request: SignedInRequest, code: str, section_id: int) -> HttpResponse:
    """Remark on a section."""
    agreement = agreement_of(request, code)
    row = _section(agreement, section_id)
    form = CommentForm(request.POST, auto_id="id_comment_%s")
    said = tried(
        form,
        lambda: actions.comment(
            section=row, body=form.cleaned_data["body"], by=request.user, at=now()
        ),
    )
    if said is None:
        return _form(request, agreement, _section_form(request, row, fresh=True), row, form)
    return redirect(reverse("agreements:section", args=[code, row.pk]) + "#catatan")


@require_POST
def comment_settle(
    request: SignedInRequest, code: str, section_id: int, comment_id: int
) -> HttpResponse:
    """Say that it is dealt with."""
    row = _section(agreement_of(request, code), section_id)
    remark = get_object_or_404(row.comments.select_related("section__agreement"), pk=comment_id)
    actions.settle_comment(comment=remark, by=request.user, at=now())
    return redirect(reverse("agreements:section", args=[code, row.pk]) + "#catatan")


def _section(agreement: Agreement, key: int) -> Section:
    row = drafts.section_of(agreement, key)
    if row is None:
        raise Http404
    return row


def _section_form(request: SignedInRequest, row: Section, *, fresh: bool = False) -> SectionForm:
    stored = {"heading": row.heading, "body": row.body, "seen": row.revision}
    data = request.POST.copy() if request.method == "POST" and not fresh else None
    return SectionForm(data, initial=stored)


def _change(request: SignedInRequest, row: Section, form: SectionForm) -> Section:
    try:
        return actions.change_section(section=row, **form.cleaned_data, by=request.user, at=now())
    except actions.SectionChanged as refusal:
        stored = refusal.stored
        form.data["seen"] = str(stored.revision)  # type: ignore[index]
        form.stored = stored  # type: ignore[attr-defined]
        form.pieces = drafts.rewritten(stored, form.data["body"])  # type: ignore[attr-defined]
        raise


def _add(request: SignedInRequest, agreement: Agreement, form: NewSectionForm) -> Section:
    values = {name: form.cleaned_data[name] for name in ("heading", "body", "part", "summary")}
    return actions.add_section(agreement=agreement, **values, by=request.user, at=now())


def _offered(request: SignedInRequest, agreement: Agreement) -> dict[str, str]:
    """The library section named in the address, as the form begins."""
    slug = request.GET.get("pustaka", "")
    chosen = next((one for one in library.sections_for(agreement.kind) if one.slug == slug), None)
    if chosen is None:
        return {}
    return {name: getattr(chosen, name) for name in ("heading", "body", "part", "summary")}


def _form(
    request: SignedInRequest,
    agreement: Agreement,
    form: SectionForm,
    row: Section | None = None,
    comment_form: CommentForm | None = None,
) -> HttpResponse:
    return shown(
        request,
        "agreements/drafting/section.html",
        agreement,
        here="text",
        form=form,
        section=row,
        comment_form=comment_form or CommentForm(auto_id="id_comment_%s"),
        tokens=tokens.TOKENS.items(),
        may_edit=rules.may_edit(request.user, agreement),
        may_comment=row is not None and rules.may_comment(request.user, agreement),
    )


def _back(code: str, row: Section) -> HttpResponseRedirect:
    return redirect(reverse("agreements:text", args=[code]) + f"#pasal-{row.pk}")
