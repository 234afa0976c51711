"""What an agreement must be before it goes on; each fault is a refusal that names the rule."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agreements.models import Agreement, TextVersion
from jejaring.parties.agreements.queries import canonical, government
from jejaring.parties.agreements.rules import checklist, lineage
from jejaring.parties.agreements.states import AgreementKind, DocumentKind


class PartiesMissing(Refusal):
    """An agreement has at least two sides."""


class TermsMissing(Refusal):
    """Neither a purpose nor terms of reference say why (KAK)."""


class CircularParent(Refusal):
    """An agreement would stand under itself."""


class ParentMissing(Refusal):
    """An implementing agreement between regions names its MoU (PP 28/2018)."""


class ParentNotInForce(Refusal):
    """The MoU above it is not in force (domain (c) 1)."""


class PlanMissing(Refusal):
    """A synergy agreement carries its action plan (PP 28/2018 art. 46; E18)."""


class AnswersMissing(Refusal):
    """The two questions on the DPRD were not answered (E17)."""


class TextIncomplete(Refusal):
    """A part that a text should hold is missing (E20)."""


class TextMoved(Refusal):
    """The text is no longer the version that was read."""


def refuse_unsound_proposal(agreement: Agreement, on: date) -> None:
    """Two sides, a purpose, and an MoU above it where one is needed."""
    if agreement.parties.count() < 2:  # noqa: PLR2004 - that is what an agreement is
        raise PartiesMissing(_("An agreement has at least two sides. Add the partner first."))
    has_terms = agreement.documents.filter(
        kind=DocumentKind.TERMS, withdrawn_at__isnull=True
    ).exists()
    if not agreement.purpose.strip() and not has_terms:
        raise TermsMissing(
            _("Nothing says why yet. Write the purpose, or attach the terms of reference (KAK).")
        )
    refuse_unfit_parent(agreement, on)


def refuse_unfit_parent(agreement: Agreement, on: date) -> None:
    """Without circles, and an implementing agreement of regions under an MoU that holds."""
    parent = agreement.parent
    if lineage.is_circular(agreement, parent):
        raise CircularParent(_("An agreement cannot stand under itself. Choose another MoU."))
    if not lineage.needs_parent(agreement):
        return
    if parent is None or not lineage.covers(parent, agreement):
        raise ParentMissing(
            _(
                "An implementing agreement between regions stands under an MoU of their "
                "governments. Choose it among the facts of the agreement."
            )
        )
    if not lineage.will_hold(parent, agreement, on):
        raise ParentNotInForce(
            _("The MoU “%(title)s” is not in force. Renew it, or choose another.")
            % {"title": parent.title}
        )


def refuse_parent_not_in_force(agreement: Agreement, on: date) -> None:
    """From registration on, only the clock and people may end what stands above it."""
    parent = agreement.parent
    if lineage.needs_parent(agreement) and (parent is None or not parent.is_in_force(on)):
        raise ParentNotInForce(
            _("The MoU above it is not in force yet. Register the MoU first, on every side.")
        )


def refuse_unsound_text(agreement: Agreement, version: TextVersion | None, on: date) -> TextVersion:
    """The newest version, unchanged since it was read, complete, with its plan and its answers."""
    newest = canonical.newest_version(agreement)
    if newest is None or version is None or newest.pk != version.pk:
        raise TextMoved(_("There is a newer text than the one you read. Read it, then agree."))
    if not canonical.is_current(newest, agreement):
        raise TextMoved(
            _("The text changed after version %(number)s. Offer it as a new version first.")
            % {"number": newest.number}
        )
    if agreement.kind == AgreementKind.SYNERGY and not agreement.lines.exists():
        raise PlanMissing(
            _("A synergy agreement carries its action plan. Add at least one line first.")
        )
    unanswered = agreement.burdens_people is None or agreement.is_unfunded is None
    if unanswered and government.governments_of(agreement):
        raise AnswersMissing(
            _("Answer the two questions on the DPRD first: does it burden people, is it unfunded?")
        )
    lacks = checklist.missing(agreement, on)
    if lacks:
        raise TextIncomplete(
            ngettext(
                "One thing is missing: %(first)s The text page says where it is put right.",
                "%(count)d things are missing, first: %(first)s The text page lists them all.",
                len(lacks),
            )
            % {"count": len(lacks), "first": lacks[0].sentence}
        )
    return newest
