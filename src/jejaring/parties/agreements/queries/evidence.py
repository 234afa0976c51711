"""What can be chosen as a programme's clause, and as what shows it."""

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from jejaring.parties.agreements.models import Agreement, Clause, Document, Movement
from jejaring.parties.agreements.queries import documents
from jejaring.parties.agreements.states import MovementKind, Resource


def clauses_of(agreement: Agreement) -> QuerySet[Clause]:
    """Its clauses in order, with both sides."""
    rows = Clause.objects.filter(agreement=agreement)
    return rows.select_related("field", "giver", "receiver").order_by("position", "pk")


def name_of(clause: Clause) -> str:
    """A clause in few words: what, from whom, to whom."""
    return _("%(resource)s, from %(giver)s to %(receiver)s") % {
        "resource": Resource(clause.resource).label,
        "giver": clause.giver.short_name,
        "receiver": clause.receiver.short_name,
    }


def files_of(agreement: Agreement) -> QuerySet[Document]:
    """Every file that is listed."""
    return documents.documents_of(agreement)


def events_of(agreement: Agreement) -> QuerySet[Movement]:
    """Events that delivered something under its clauses and were not taken back, newest first."""
    counted = Movement.objects.filter(clause__agreement=agreement, kind=MovementKind.DELIVERED)
    newest = counted.order_by().values("clause", "source").annotate(last=Max("pk")).values("last")
    return (
        Movement.objects.filter(pk__in=newest, quantity__gt=0)
        .select_related("clause", "clause__field")
        .order_by("-at", "-pk")
    )
