"""The files of an agreement; whoever reads the agreement reads them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from jejaring.ground.paper import vault
from jejaring.parties.agreements.models import Agreement, Document

ROOM = "agreements"
"""Where the vault keeps them."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it was handed in."""

    name: str
    media_type: str
    content: bytes


def documents_of(agreement: Agreement) -> QuerySet[Document]:
    """What was handed in and not withdrawn, the newest first."""
    kept = Document.objects.filter(agreement=agreement, withdrawn_at__isnull=True)
    return kept.select_related("party", "party__agency", "by").order_by("-at", "-pk")


def withdrawn_count(agreement: Agreement) -> int:
    """How many were withdrawn; the trail says which."""
    return Document.objects.filter(agreement=agreement, withdrawn_at__isnull=False).count()


def download(document: Document) -> Download:
    """The very bytes that were handed in; raises vault.FileLost."""
    content = vault.content_of(document.sha256, room=ROOM)
    return Download(document.name, document.media_type, content)
