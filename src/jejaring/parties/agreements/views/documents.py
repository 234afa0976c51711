"""The documents of an agreement: list, hand in, download, withdraw."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jejaring.parties.agreements.actions import documents as actions
from jejaring.parties.agreements.forms.documents import DocumentForm
from jejaring.parties.agreements.queries import audit_file as audit_files
from jejaring.parties.agreements.queries import documents as queries
from jejaring.parties.agreements.rules import documents as rules
from jejaring.parties.agreements.views.asking import agreement_of, file_response, shown, tried
from jejaring.parties.people.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: SignedInRequest, code: str) -> HttpResponse:
    """What was handed in; posting hands one in."""
    found = agreement_of(request, code)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if tried(
        form, lambda: actions.upload(agreement=found, **form.upload, by=request.user, at=now())
    ):
        messages.success(request, _("The document has been added."))
        return redirect("agreements:documents", code)
    return shown(
        request,
        "agreements/documents.html",
        found,
        form=form,
        documents=queries.documents_of(found),
        withdrawn=queries.withdrawn_count(found),
        here="documents",
        side=rules.side_that_adds(request.user, found),
        may_take_audit_file=rules.may_take_audit_file(request.user, found),
    )


@require_safe
def document(request: SignedInRequest, code: str, document_id: int) -> HttpResponse:
    """The bytes as they were handed in, always as a download."""
    found = get_object_or_404(queries.documents_of(agreement_of(request, code)), pk=document_id)
    return file_response(queries.download(found))


@require_safe
def audit_file(request: SignedInRequest, code: str) -> FileResponse:
    """All that shows what was agreed and what came of it, with the means to check it."""
    found = agreement_of(request, code)
    if not rules.may_take_audit_file(request.user, found):
        raise Http404
    made = audit_files.audit_file(found, now())
    response = FileResponse(made, as_attachment=True, filename=f"Berkas audit {code}.zip")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def withdraw_document(request: SignedInRequest, code: str, document_id: int) -> HttpResponse:
    """Off the list; the trail still knows it."""
    found = get_object_or_404(queries.documents_of(agreement_of(request, code)), pk=document_id)
    actions.withdraw(document=found, by=request.user, at=now())
    messages.success(request, _("The document has been withdrawn."))
    return redirect("agreements:documents", code)
