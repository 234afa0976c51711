"""What an agreement may stand under: its MoU, without circles."""

from datetime import date

from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.queries import government
from jejaring.parties.agreements.states import AgreementKind, AgreementState

GONE = frozenset(
    {
        AgreementState.SUSPENDED,
        AgreementState.DISPUTED,
        AgreementState.TERMINATED,
        AgreementState.WITHDRAWN,
    }
)
DEEPEST = 20


def is_circular(agreement: Agreement, parent: Agreement | None) -> bool:
    """Whether the agreement would stand under itself; so would a chain without an end."""
    seen = 0
    while parent is not None and seen < DEEPEST:
        if parent.pk == agreement.pk:
            return True
        parent, seen = parent.parent, seen + 1
    return parent is not None


def needs_parent(agreement: Agreement) -> bool:
    """An implementing agreement between regions stands under their MoU (PP 28/2018)."""
    if agreement.kind != AgreementKind.IMPLEMENTING:
        return False
    return len(government.governments_of(agreement)) > 1


def covers(parent: Agreement, agreement: Agreement) -> bool:
    """Whether the parent is an MoU between the governments of all its sides."""
    if parent.kind != AgreementKind.MOU:
        return False
    wanted = {one.pk for one in government.governments_of(agreement)}
    return wanted <= set(parent.parties.values_list("agency", flat=True))


def will_hold(parent: Agreement, agreement: Agreement, on: date) -> bool:
    """Whether the parent is in force, or is signed before it at the same occasion (S0-3)."""
    if parent.is_in_force(on):
        return True
    if parent.state in GONE or (parent.last_day is not None and parent.last_day < on):
        return False
    return (
        parent.state in {AgreementState.APPROVED, AgreementState.SIGNED, AgreementState.REGISTERED}
        and agreement.occasion_id is not None
        and parent.occasion_id == agreement.occasion_id
        and parent.occasion_order < agreement.occasion_order
    )
