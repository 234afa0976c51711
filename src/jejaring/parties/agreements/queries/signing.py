"""Who signed what, and whether a person can sign now; the same answers for page and action."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import NotFound
from jejaring.ground.seals.sealing import Level, sealer
from jejaring.parties.agreements.models import (
    Agreement,
    Document,
    Party,
    Signature,
    TextVersion,
)
from jejaring.parties.agreements.queries import canonical, documents
from jejaring.parties.agreements.queries.documents import Download
from jejaring.parties.agreements.states import AgreementState, DocumentKind, SignatureMethod
from jejaring.parties.people.models import Person

QUIET = timedelta(seconds=30)
"""A signature that waits this long for its seal was cut off; sealing takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One side's place for a signature."""

    party: Party
    signature: Signature | None
    is_mine: bool
    """Whether the reader is the signatory named."""


@dataclass(frozen=True, slots=True)
class SigningView:
    """The signature page: the version to sign, each side's place, the file so far."""

    version: TextVersion | None
    seats: list[Seat]
    file: Document | None
    is_open: bool
    """Whether signatures are taken now."""
    is_current: bool
    """Whether nothing was changed since the version was frozen."""
    level: Level
    label: str

    @property
    def unsigned(self) -> list[Seat]:
        """Places that can be filled now."""
        if not (self.is_open and self.is_current):
            return []
        return [seat for seat in self.seats if seat.signature is None]

    @property
    def mine(self) -> Seat | None:
        """The reader's own place that waits, if there is one and it can be filled."""
        return next((seat for seat in self.unsigned if seat.is_mine), None)


def signing_view(agreement: Agreement, person: Person) -> SigningView:
    """What the page shows to this person."""
    version = canonical.newest_version(agreement)
    given = {one.party_id: one for one in signatures_of(version)} if version else {}
    parties = agreement.parties.select_related("agency", "signatory").order_by("position", "pk")
    return SigningView(
        version=version,
        seats=[
            Seat(party, given.get(party.pk), party.signatory_id == person.pk) for party in parties
        ],
        file=signed_file(version) if version else None,
        is_open=agreement.state == AgreementState.APPROVED,
        is_current=canonical.is_current(version, agreement),
        level=sealer().level,
        label=sealer().label,
    )


def signatures_of(version: TextVersion) -> QuerySet[Signature]:
    """Under this version, in the order of signing."""
    given = Signature.objects.filter(version=version)
    return given.select_related("party", "person", "document").order_by("at", "pk")


def signature_of(party: Party, version: TextVersion) -> Signature | None:
    """The party's under this version."""
    return Signature.objects.filter(party=party, version=version).first()


def signed_file(version: TextVersion) -> Document | None:
    """The PDF with every signature that was sealed so far."""
    sealed = signatures_of(version).filter(
        document__kind=DocumentKind.SIGNED, sealed_at__isnull=False
    )
    last = sealed.order_by("-sealed_at", "-pk").first()
    return last.document if last else None


def unsealed() -> QuerySet[Signature]:
    """Electronic signatures that stand in no PDF yet, the oldest first."""
    waiting = Signature.objects.filter(
        method=SignatureMethod.ELECTRONIC, sealed_at__isnull=True, document__isnull=True
    )
    return waiting.select_related("version", "version__agreement", "party", "person").order_by(
        "at", "pk"
    )


def version_by_id(pk: int) -> TextVersion:
    """With its agreement."""
    return TextVersion.objects.select_related("agreement").get(pk=pk)


def versions_with_unsealed(at: datetime) -> list[int]:
    """Versions with a signature that waits longer than sealing takes."""
    late = unsealed().filter(at__lt=at - QUIET)
    return sorted(set(late.values_list("version", flat=True)))


def version_of(agreement: Agreement, number: int) -> TextVersion:
    """One frozen text of this agreement."""
    version = canonical.version_numbered(agreement, number)
    if version is None:
        raise NotFound(_("There is no such version of this agreement."))
    version.agreement = agreement
    return version


def signed_download(agreement: Agreement) -> Download:
    """The PDF of the newest version with its signatures."""
    version = canonical.newest_version(agreement)
    document = signed_file(version) if version else None
    if document is None:
        raise NotFound(_("No electronic signature has been sealed into this text yet."))
    return documents.download(document)
