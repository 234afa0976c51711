"""One person, several addresses: adding by code, choosing, removing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.people import queries, rules
from jejaring.parties.people.actions import codes
from jejaring.parties.people.models import EmailAddress, Person


class AddressOfAnother(Refusal):
    """Two accounts cannot share an address."""


class LastAddress(Refusal):
    """Without an address nobody can sign in."""


class PrimaryAddress(Refusal):
    """Letters must go somewhere."""


def confirm_address(*, email: str, code: str, by: Person, at: datetime) -> EmailAddress:
    """Add an address that its reader has proven by a code. Repeating it changes nothing."""
    checked = codes.checked_for(person=by, email=email, code=code, at=at)
    with transaction.atomic():
        codes.spend(checked, at)
        known = queries.address_by_email(checked.email)
        if known is not None and known.person_id != by.pk:
            raise AddressOfAnother(
                _(
                    "This address belongs to another account. Sign in with it and remove it"
                    " there, or keep using that account."
                )
            )
        if known is not None:
            return _proven(known, at)
        address = EmailAddress.objects.create(person=by, email=checked.email, verified_at=at)
        trail.record("people.address_added", thing=address, by=by, at=at)
        return address


@transaction.atomic
def make_primary(*, address: EmailAddress, by: Person, at: datetime) -> EmailAddress:
    """Letters go to this address from now on. Repeating it changes nothing."""
    _own(address, by)
    if address.verified_at is None:
        raise PrimaryAddress(_("Prove this address by a code first."))
    if address.is_primary:
        return address
    EmailAddress.objects.filter(person=by, is_primary=True).update(is_primary=False)
    address.is_primary = True
    address.save(update_fields=["is_primary"])
    trail.record("people.address_chosen", thing=address, by=by, at=at)
    return address


@transaction.atomic
def remove_address(*, address: EmailAddress, by: Person, at: datetime) -> Person:
    """Nobody signs in or is written to by this address any more."""
    _own(address, by)
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if EmailAddress.objects.filter(person=by).count() == 1:
        raise LastAddress(_("This is your only address. Add another one before removing it."))
    if address.is_primary:
        raise PrimaryAddress(_("Letters go to this address. Choose another one first."))
    trail.record("people.address_removed", thing=address, by=by, at=at)
    address.delete()
    return by


def _own(address: EmailAddress, by: Person) -> None:
    if not rules.may_change(by, address.person_id):
        raise NotPermitted(_("This address is not yours."))


def _proven(address: EmailAddress, at: datetime) -> EmailAddress:
    if address.verified_at is None:
        address.verified_at = at
        address.save(update_fields=["verified_at"])
    return address
