"""Freezing the text: the same bytes and the same SHA-256 for every side."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.access.permissions import Permission
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agreements.actions import steps
from jejaring.parties.agreements.models import Agreement, TextVersion
from jejaring.parties.agreements.queries import canonical
from jejaring.parties.agreements.rules import access
from jejaring.parties.people.models import Person


class NothingChanged(Refusal):
    """The newest version says the same."""


class TextClosed(Refusal):
    """The text is agreed; it changes by sending back or by an addendum."""


@transaction.atomic
def freeze(*, agreement: Agreement, note: str = "", by: Person, at: datetime) -> TextVersion:
    """Keep the text as one side offers it. Whoever agreed to an earlier one is asked anew."""
    party = access.side_of(by, agreement, Permission.DRAFT_AGREEMENTS)
    if party is None:
        raise NotPermitted(_("Only a cooperation officer of one of the sides offers a text."))
    current = steps.locked(agreement)
    if not current.is_drafted:
        raise TextClosed(
            _("The text is agreed and cannot change. Send it back first, or amend it later.")
        )
    text = canonical.canonical_of(current)
    newest = canonical.newest_version(current)
    if newest is not None and newest.canonical == text:
        raise NothingChanged(
            _("Nothing changed since version %(number)s.") % {"number": newest.number}
        )
    version = TextVersion.objects.create(
        agreement=current,
        number=newest.number + 1 if newest else 1,
        canonical=text,
        sha256=canonical.sha256_of(text),
        note=note.strip()[:400],
        by=by,
        party=party,
        at=at,
    )
    trail.record(
        "agreements.version_frozen",
        thing=current,
        by=by,
        at=at,
        agency=party.agency_id,
        number=version.number,
        sha256=version.sha256,
    )
    steps.void_assent(agreement=current, by=by, at=at)
    return version
