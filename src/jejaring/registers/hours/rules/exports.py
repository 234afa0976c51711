"""A year's ledger as rows for other programs."""

from django.utils.translation import gettext as _

from jejaring.parties.places.models import ZoneName
from jejaring.parties.places.rules import in_zone
from jejaring.registers.hours.files import Cell
from jejaring.registers.hours.models import Posting
from jejaring.registers.hours.queries import Ledger
from jejaring.registers.hours.rules.conversion import explained
from jejaring.registers.hours.states import LearningForm


def ledger_table(ledger: Ledger) -> list[list[Cell]]:
    """Headings, then every entry in the order of time; times in WIB, JP with a point."""
    head: list[Cell] = [
        *(_("Date"), _("From (WIB)"), _("To (WIB)"), _("Activity"), _("Organiser")),
        *(_("Employer"), _("Form"), _("Rule version"), _("Legal basis")),
        *(_("Minutes"), _("JP"), _("Why"), _("Posted (WIB)")),
    ]
    return [head, *(_row(posting) for posting in ledger.postings)]


def _row(posting: Posting) -> list[Cell]:
    started, ended, posted = (
        in_zone(moment, ZoneName.WIB)
        for moment in (posting.started_at, posting.ended_at, posting.posted_at)
    )
    rule = posting.rule
    return [
        started.date().isoformat(),
        f"{started:%H:%M}",
        f"{ended:%H:%M}",
        posting.title,
        posting.issuer.name,
        posting.agency.name if posting.agency else "",
        str(LearningForm(rule.form).label),
        rule.version,
        rule.legal_basis,
        posting.minutes,
        posting.jp,
        explained(posting),
        f"{posted:%Y-%m-%d %H:%M}",
    ]
