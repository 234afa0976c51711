"""Signed personal links, and ending every session at once."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotFound, NotPermitted, Refusal
from jejaring.parties.people import queries, rules
from jejaring.parties.people.actions.codes import AccountClosed
from jejaring.parties.people.models import AccessToken, Person


class LinkWrong(Refusal):
    """Not a link that this installation signed."""

    status = 404


class LinkExpired(Refusal):
    """Older than thirty days."""

    status = 410


class LinkRevoked(Refusal):
    """Its person has signed out everywhere since."""

    status = 410


@dataclass(frozen=True, slots=True)
class SignedLink:
    """Whom a link lets in, and where to."""

    person: Person
    path: str


def read_link(*, token: str, at: datetime) -> SignedLink:
    """What a link says; reading it signs nobody in, because mail scanners read links too."""
    try:
        said = queries.LINKS.unsign_object(token)
    except signing.BadSignature:
        raise LinkWrong(
            _("This link is damaged. Open it from the letter again, or sign in by e-mail.")
        ) from None
    if at.timestamp() > said["until"]:
        raise LinkExpired(_("This link was valid for thirty days. Sign in by e-mail instead."))
    person = queries.person_by_id(said["person"])
    if person is None or person.link_epoch != said["epoch"]:
        raise LinkRevoked(_("This link has been revoked. Sign in by e-mail instead."))
    if not person.is_active:
        raise AccountClosed(_("This account is closed. Ask your learning agency to open it."))
    return SignedLink(person, said["to"])


@transaction.atomic
def follow_link(*, token: str, at: datetime) -> SignedLink:
    """Let the person of a link in."""
    link = read_link(token=token, at=at)
    trail.record("people.signed_in", thing=link.person, by=link.person, at=at, way="link")
    return link


@transaction.atomic
def sign_in_as_example(*, handle: str, at: datetime) -> Person:
    """Let anyone in as a ready account; only where the installation is a demonstration."""
    person = queries.demonstration_accounts().filter(handle=handle).first()
    if not settings.DEMONSTRATION or person is None:
        raise NotFound(_("There is no such account here."))
    trail.record("people.signed_in", thing=person, by=person, at=at, way="example")
    return person


@transaction.atomic
def revoke_links(*, person: Person, by: Person, at: datetime) -> Person:
    """End every session of the person, every link sent to them and every token they made."""
    if not rules.may_change(by, person.pk):
        raise NotPermitted(_("You may sign out only yourself."))
    Person.objects.filter(pk=person.pk).update(link_epoch=F("link_epoch") + 1)
    AccessToken.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=at)
    person.refresh_from_db(fields=["link_epoch"])
    trail.record("people.signed_out_everywhere", thing=person, by=by, at=at)
    return person
