"""What an agreement still lacks before it can be approved (domain E16 to E20)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.agreements.models import Agreement, Party
from jejaring.parties.agreements.queries import tokens, wording
from jejaring.parties.agreements.rules import lineage
from jejaring.parties.agreements.states import NEEDED_PARTS, AgreementKind, TextPart

REGIONAL = {
    AgencyKind.REGIONAL_GOVERNMENT,
    AgencyKind.LEARNING_AGENCY,
    AgencyKind.GOVERNMENT_UNIT,
}
CENTRAL = {AgencyKind.MINISTRY, AgencyKind.REGIONAL_CENTRE}
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: in words, and the tab of the agreement where it is put right."""

    tab: str
    sentence: str
    key: int | None = None
    """The section or the party it is about."""


def missing(agreement: Agreement, on: date | None = None) -> list[Missing]:
    """Everything that is missing, in the order of the tabs; nothing when it may be approved."""
    sides = wording.sides_of(agreement)
    return [
        *_parties(agreement, sides),
        *_facts(agreement),
        *_parent(agreement, sides, on or localdate()),
        *_text(agreement),
        *_clauses(agreement),
        *_plan(agreement),
    ]


def _parties(agreement: Agreement, sides: list[Party]) -> Iterator[Missing]:
    if len(sides) < FEWEST:
        yield Missing("parties", _("There is no other party yet."))
    for side in sides:
        said = {"party": side.name}
        if not side.signatory_name.strip() or not side.signatory_office.strip():
            yield Missing("parties", _("%(party)s: who signs, and their office.") % said, side.pk)
        if not side.has_mandate:
            yield Missing("parties", _("%(party)s: the number of the mandate.") % said, side.pk)
        if side.person_in_charge_id is None:
            yield Missing("parties", _("%(party)s: the person in charge.") % said, side.pk)
    kinds = {AgencyKind(side.agency.kind) for side in sides}
    if agreement.kind == AgreementKind.SYNERGY and not (kinds & CENTRAL and kinds & REGIONAL):
        yield Missing("parties", _("A synergy joins the centre and a region (PP 28/2018 art. 46)."))
    if agreement.kind == AgreementKind.THIRD_PARTY and kinds <= REGIONAL:
        yield Missing("parties", _("One party is no region: a university, an LSP, a business."))


def _facts(agreement: Agreement) -> Iterator[Missing]:
    if not agreement.purpose.strip():
        yield Missing("facts", _("The object of cooperation in one sentence."))
    if agreement.starts_on is None:
        yield Missing("facts", _("The first day."))
    if agreement.ends_on is None:
        yield Missing("facts", _("The last day."))
    if agreement.burdens_people is None or agreement.is_unfunded is None:
        yield Missing("facts", _("Both questions about the DPRD are answered (PP 28/2018)."))


def _parent(agreement: Agreement, sides: list[Party], on: date) -> Iterator[Missing]:
    regional = all(AgencyKind(side.agency.kind) in REGIONAL for side in sides)
    if agreement.kind != AgreementKind.IMPLEMENTING or not regional:
        return
    if agreement.parent is None:
        yield Missing("facts", _("The MoU of the governments that it stands under."))
    elif not lineage.will_hold(agreement.parent, agreement, on):
        yield Missing("facts", _("The MoU it stands under is not in force."))


def _text(agreement: Agreement) -> Iterator[Missing]:
    """An addendum holds only what changes; what it amends holds the rest."""
    passages = wording.passages_of(agreement)
    there = {passage.section.part for passage in passages}
    for part in () if agreement.amends_id else NEEDED_PARTS:
        if part not in there:
            yield Missing("text", _("A section: %(part)s.") % {"part": TextPart(part).label})
    for passage in passages:
        said = {"number": passage.number, "heading": passage.section.heading}
        unknown = tokens.unknown_tokens(passage.section.body)
        if unknown:
            yield Missing(
                "text",
                _("Section %(number)d, %(heading)s: {%(token)s} stands for nothing.")
                % {**said, "token": unknown[0]},
                passage.section.pk,
            )
        elif tokens.has_blanks(passage.section.body):
            yield Missing(
                "text",
                _("Section %(number)d, %(heading)s: a blank is to be filled in.") % said,
                passage.section.pk,
            )
        if passage.open_comments:
            yield Missing(
                "text",
                _("Section %(number)d, %(heading)s: a comment is not settled.") % said,
                passage.section.pk,
            )


def _clauses(agreement: Agreement) -> Iterator[Missing]:
    if agreement.amends_id or agreement.kind != AgreementKind.IMPLEMENTING:
        return
    if not agreement.clauses.exists():
        yield Missing("clauses", _("A clause that says what one party opens to another."))


def _plan(agreement: Agreement) -> Iterator[Missing]:
    if agreement.kind == AgreementKind.SYNERGY and not agreement.lines.exists():
        yield Missing("plan", _("The action plan: a synergy carries it (PP 28/2018)."))
