"""The text of an agreement, section by section: nothing that was ever said in it is lost."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agreements.actions.editing import NotEditable, moved, opened
from jejaring.parties.agreements.models import (
    Agreement,
    Party,
    Section,
    SectionComment,
    SectionRevision,
)
from jejaring.parties.agreements.rules import editing as rules
from jejaring.parties.people.models import Person

MOST = 120
LONGEST = 20_000
"""Characters of one section: about eight pages."""


class SectionEmpty(Refusal):
    """A section has a heading and says something."""


class SectionTooLong(Refusal):
    """More than a section carries."""


class TooManySections(Refusal):
    """More than a text carries."""


class SectionChanged(Refusal):
    """Somebody else changed it since it was read; both texts are shown, nothing is lost."""

    def __init__(self, sentence: str, *, stored: Section) -> None:
        super().__init__(sentence)
        self.stored = stored
        self.facts: dict[str, object] = {}
        """What an endpoint adds to its answer."""


class SectionGone(Refusal):
    """It was taken out of the text; it can be put back."""


class NoSuchRevision(Refusal):
    """The section never said that."""


class CommentEmpty(Refusal):
    """A comment says something."""


@transaction.atomic
def add_section(
    *,
    agreement: Agreement,
    heading: str,
    body: str,
    part: str = "",
    summary: str = "",
    after: Section | None = None,
    by: Person,
    at: datetime,
) -> Section:
    """Put a section into the text, at its end or after another one."""
    agreement, side = opened(agreement, by)
    heading, body = _sound(heading, body)
    standing = agreement.sections.filter(removed_at__isnull=True)
    if standing.count() >= MOST:
        raise TooManySections(
            _("A text has at most %(most)d sections. Put two of them together.") % {"most": MOST}
        )
    if after is None:
        last = standing.order_by("-position").values_list("position", flat=True).first() or 0
    else:
        last = after.position
        standing.filter(position__gt=last).update(position=F("position") + 1)
    section = Section.objects.create(
        agreement=agreement,
        position=last + 1,
        part=part,
        heading=heading,
        body=body,
        summary=summary,
    )
    _keep(section, side, by, at)
    moved("section_added", agreement=agreement, side=side, by=by, at=at, **_named(section))
    return section


@transaction.atomic
def change_section(
    *, section: Section, heading: str, body: str, seen: int, by: Person, at: datetime
) -> Section:
    """Say something else in a section; `seen` is the revision that was read.

    Saving what stands there already changes nothing.
    """
    agreement, side = opened(section.agreement, by)
    heading, body = _sound(heading, body)
    section = _locked(section)
    if (section.heading, section.body) == (heading, body):
        return section
    if section.revision != seen:
        raise SectionChanged(
            _(
                "Somebody else changed this section meanwhile. Both texts stand below: bring "
                "them together, then save."
            ),
            stored=section,
        )
    _rewrite(section, heading, body)
    _keep(section, side, by, at)
    moved("section_changed", agreement=agreement, side=side, by=by, at=at, **_named(section))
    return section


@transaction.atomic
def move_section(*, section: Section, up: bool, by: Person, at: datetime) -> Section:
    """Change places with the neighbour; at the edge it stays."""
    agreement, side = opened(section.agreement, by)
    section = _locked(section)
    rows = list(agreement.sections.filter(removed_at__isnull=True).order_by("position", "pk"))
    place = rows.index(section)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return section
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, start=1):
        row.position = position
    Section.objects.bulk_update(rows, ["position"])
    moved("section_moved", agreement=agreement, side=side, by=by, at=at, **_named(section))
    return rows[other]


@transaction.atomic
def remove_section(*, section: Section, by: Person, at: datetime) -> Section:
    """Take a section out of the text; it is kept and can be put back."""
    agreement, side = opened(section.agreement, by)
    section = _locked(section)
    section.removed_at = at
    section.save(update_fields=["removed_at"])
    moved("section_removed", agreement=agreement, side=side, by=by, at=at, **_named(section))
    return section


@transaction.atomic
def restore_section(
    *, section: Section, number: int | None = None, by: Person, at: datetime
) -> Section:
    """Put a removed section back, or let it say again what it said in revision `number`."""
    agreement, side = opened(section.agreement, by)
    section = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    if section.removed_at is not None:
        section.removed_at = None
        section.save(update_fields=["removed_at"])
    elif number is None or number == section.revision:
        return section
    if number is not None:
        earlier = section.revisions.filter(number=number).first()
        if earlier is None:
            raise NoSuchRevision(_("This section has no such revision. Choose one of the list."))
        _rewrite(section, earlier.heading, earlier.body)
        _keep(section, side, by, at)
    moved("section_restored", agreement=agreement, side=side, by=by, at=at, **_named(section))
    return section


@transaction.atomic
def comment(*, section: Section, body: str, by: Person, at: datetime) -> SectionComment:
    """Remark on a section; comments change no text and stay for as long as it does."""
    agreement = section.agreement
    _may_comment(by, agreement)
    if not body.strip():
        raise CommentEmpty(_("Write the comment first, then send it."))
    side = _speaking_for(by, agreement)
    made = SectionComment.objects.create(
        section=section, party=side, by=by, at=at, body=body.strip()[:2000]
    )
    _said("commented", section, side, by, at)
    return made


@transaction.atomic
def settle_comment(*, comment: SectionComment, by: Person, at: datetime) -> SectionComment:
    """Say that a comment is dealt with; it stays readable. Repeating it changes nothing."""
    section = comment.section
    _may_comment(by, section.agreement)
    comment = SectionComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.settled_at is not None:
        return comment
    comment.settled_at, comment.settled_by = at, by
    comment.save(update_fields=["settled_at", "settled_by"])
    _said("comment_settled", section, _speaking_for(by, section.agreement), by, at)
    return comment


def _sound(heading: str, body: str) -> tuple[str, str]:
    heading, body = " ".join(heading.split()), body.replace("\r\n", "\n").strip()
    if not heading or not body:
        raise SectionEmpty(_("A section needs a heading and a text. Fill in both."))
    if len(body) > LONGEST:
        raise SectionTooLong(
            _("A section has at most %(most)d characters. Divide it into two.") % {"most": LONGEST}
        )
    return heading, body


def _locked(section: Section) -> Section:
    section = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    if section.removed_at is not None:
        raise SectionGone(_("This section was taken out of the text meanwhile. Put it back first."))
    return section


def _rewrite(section: Section, heading: str, body: str) -> None:
    section.heading, section.body = heading, body
    section.revision += 1
    section.save(update_fields=["heading", "body", "revision"])


def _keep(section: Section, side: Party, by: Person, at: datetime) -> None:
    SectionRevision.objects.create(
        section=section,
        number=section.revision,
        heading=section.heading,
        body=section.body,
        by=by,
        party=side,
        at=at,
    )


def _named(section: Section) -> dict[str, object]:
    return {"section": section.pk, "heading": section.heading, "number": section.revision}


def _may_comment(by: Person, agreement: Agreement) -> None:
    if not agreement.is_drafted:
        raise NotEditable(_("Its text is agreed; comments are closed."))
    if not rules.may_comment(by, agreement):
        raise NotPermitted(_("Only who drafts, reviews or heads a party comments on its text."))


def _speaking_for(by: Person, agreement: Agreement) -> Party | None:
    """The side for which somebody speaks; none for those who review for a government above."""
    mine = agencies.memberships_of(by).values("agency")
    return agreement.parties.filter(agency__in=mine).order_by("position", "pk").first()


def _said(act: str, section: Section, side: Party | None, by: Person, at: datetime) -> None:
    lead = side or section.agreement.parties.order_by("-is_lead", "position").first()
    trail.record(
        f"agreements.{act}",
        thing=section.agreement,
        by=by,
        at=at,
        agency=lead.agency_id if lead else 0,
        section=section.pk,
        heading=section.heading,
    )
