"""Versions of the text, and what changed between two of them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jejaring.parties.agreements.actions import versions as actions
from jejaring.parties.agreements.forms.text import NoteForm
from jejaring.parties.agreements.queries import canonical, comparison, drafts
from jejaring.parties.agreements.rules import access
from jejaring.parties.agreements.views.asking import agreement_of, shown, tried
from jejaring.parties.people.http import SignedInRequest

LONGEST_NUMBER = 5


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: SignedInRequest, code: str) -> HttpResponse:
    """Every version, and what was changed since the newest; keeps one more."""
    agreement = agreement_of(request, code)
    form = NoteForm(request.POST if request.method == "POST" else None)
    kept = tried(
        form,
        lambda: actions.freeze(
            agreement=agreement, note=form.cleaned_data["note"], by=request.user, at=now()
        ),
    )
    if kept is not None:
        messages.success(request, _("Version %(number)d is kept.") % {"number": kept.number})
        return redirect("agreements:versions", code)
    newest = canonical.newest_version(agreement)
    return shown(
        request,
        "agreements/drafting/versions.html",
        agreement,
        here="versions",
        form=form,
        versions=drafts.versions_of(agreement),
        newest=newest,
        comparison=comparison.since(agreement, newest) if newest else None,
        may_keep=agreement.is_drafted and access.may_draft(request.user, agreement),
    )


@require_safe
def version(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """One version against the one before it, or the one asked for."""
    agreement = agreement_of(request, code)
    newer = canonical.version_numbered(agreement, number)
    if newer is None:
        raise Http404
    asked = request.GET.get("dari", "")
    before = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else number - 1
    older = canonical.version_numbered(agreement, before)
    return shown(
        request,
        "agreements/drafting/version.html",
        agreement,
        here="versions",
        newer=newer,
        older=older,
        versions=drafts.versions_of(agreement),
        content=canonical.read(newer),
        comparison=comparison.compared(older, newer),
    )
