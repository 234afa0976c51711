"""What every change of a draft begins and ends with; use-cases call it, pages do not."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agreements.actions import steps
from jejaring.parties.agreements.models import Agreement, Party
from jejaring.parties.agreements.rules import editing as rules
from jejaring.parties.agreements.states import AgreementState
from jejaring.parties.people.models import Person


class NotEditable(Refusal):
    """The text is being reviewed, or it is agreed."""


class NobodyMayEdit(NotPermitted):
    """Only officers of a side that drafts now."""


def opened(agreement: Agreement, by: Person) -> tuple[Agreement, Party]:
    """The agreement as it is now, locked, and the side for which this person changes it."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    side = rules.editing_side(by, agreement)
    if side is None:
        raise NobodyMayEdit(
            _(
                "Only cooperation officers of a party change this agreement; before the "
                "negotiation only those of the party that proposed it."
            )
        )
    if agreement.state not in rules.EDITED:
        raise NotEditable(_closed(agreement))
    return agreement, side


def moved(
    act: str, *, agreement: Agreement, side: Party, by: Person, at: datetime, **details: Any
) -> None:
    """Move the revision on, so that every earlier consent is seen to be of another text."""
    Agreement.objects.filter(pk=agreement.pk).update(revision=F("revision") + 1)
    agreement.revision += 1
    trail.record(
        f"agreements.{act}",
        thing=agreement,
        by=by,
        at=at,
        agency=side.agency_id,
        revision=agreement.revision,
        **details,
    )
    steps.void_assent(agreement=agreement, by=by, at=at)


def _closed(agreement: Agreement) -> str:
    if agreement.state == AgreementState.UNDER_REVIEW:
        return _(
            "It is under review and stays as it is. Ask the reviewers to send it back, "
            "then change it."
        )
    if agreement.state in {AgreementState.AWAITING_DPRD, AgreementState.APPROVED}:
        return _("Its text is agreed. Send it back to the negotiation first, then change it.")
    return _("Its text is settled. What changes now needs an addendum.")
