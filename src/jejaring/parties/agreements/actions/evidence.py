"""What shows that a programme moved: a file of the agreement, or an event of the system."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agreements.actions import planning
from jejaring.parties.agreements.models import Document, Evidence, Line, Movement
from jejaring.parties.agreements.queries import plan as queries
from jejaring.parties.agreements.rules import plan as rules
from jejaring.parties.agreements.states import LineState
from jejaring.parties.people.models import Person


class NothingShown(Refusal):
    """Evidence is a file or an event."""


class ForeignDocument(Refusal):
    """A file is evidence in its own agreement, while it is listed."""


class ForeignEvent(Refusal):
    """An event is evidence where it was counted: under a clause of the same agreement."""


class NotBegun(Refusal):
    """Before the agreement is in force nothing can have been delivered."""


class LineGivenUp(Refusal):
    """What is cancelled or carried over needs no evidence."""


@transaction.atomic
def attach(
    *, line: Line, document: Document, title: str = "", by: Person, at: datetime
) -> Evidence:
    """Attach a file of the agreement. Attaching it again changes nothing."""
    if document.agreement_id != line.agreement_id or document.withdrawn_at is not None:
        raise ForeignDocument(
            _("That file is not listed in this agreement. Upload it under Documents first.")
        )
    said = " ".join(title.split())[:240] or document.name
    return _show(line, Evidence(document=document, title=said), by, at)


@transaction.atomic
def link_movement(*, line: Line, movement: Movement, by: Person, at: datetime) -> Evidence:
    """Link an event that was counted under one of the agreement's clauses."""
    if movement.clause.agreement_id != line.agreement_id:
        raise ForeignEvent(_("That event was counted under another agreement."))
    return link(
        line=line,
        source=movement.source,
        title=movement.title,
        address=movement.address,
        by=by,
        at=at,
    )


@transaction.atomic
def link(
    *, line: Line, source: str, title: str, address: str = "", by: Person, at: datetime
) -> Evidence:
    """Link an event by its name ("live.LiveSession:12"). Linking it again changes nothing."""
    if not source.strip() or not title.strip():
        raise NothingShown(_("Choose a file or an event; a sentence alone shows nothing."))
    shown = Evidence(source=source.strip()[:80], title=title.strip()[:240], address=address[:300])
    return _show(line, shown, by, at)


def _show(line: Line, evidence: Evidence, by: Person, at: datetime) -> Evidence:
    line, side = planning.held(line, by)
    if line.state in {LineState.CANCELLED, LineState.CARRIED_OVER}:
        raise LineGivenUp(
            _("This programme is “%(state)s”. Attach it to the one that goes on.")
            % {"state": line.get_state_display()}
        )
    if not rules.has_begun(line.agreement, localdate(at, get_default_timezone())):
        raise NotBegun(
            _("The agreement has not begun, so nothing can have been delivered under it.")
        )
    known = queries.evidence_of(line).filter(document=evidence.document, source=evidence.source)
    same = known.first()
    if same is not None:
        return same
    evidence.line, evidence.party, evidence.by, evidence.at = line, side, by, at
    evidence.save(force_insert=True)
    line.moved_at, line.state_before = at, ""
    line.save(update_fields=["moved_at", "state_before"])
    planning.moved(
        "evidence_added", line=line, side=side, by=by, at=at, evidence=evidence.title,
        source=evidence.source, document=evidence.document_id,
    )  # fmt: skip
    return evidence
