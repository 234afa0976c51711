"""What people type about themselves, put in order or refused."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people.models import normalised_email

LONGEST_ADDRESS = 254
"""Characters (RFC 5321)."""
LONGEST_NAME = 120
"""Characters; what a certificate has room for."""


class AddressWrong(Refusal):
    """No letter could reach this."""


class NameMissing(Refusal):
    """A certificate needs a name."""


class NameTooLong(Refusal):
    """A certificate has no room for it."""


class NameUnreadable(Refusal):
    """Signs that no name has."""


def proper_address(text: str) -> str:
    """An address in its one spelling, or a refusal that says what is wrong."""
    address = normalised_email(text)
    if len(address) > LONGEST_ADDRESS:
        raise AddressWrong(_("This e-mail address is longer than 254 characters. Check it."))
    try:
        validate_email(address)
    except ValidationError:
        raise AddressWrong(
            _("This is not an e-mail address. Check it: it looks like name@agency.go.id.")
        ) from None
    return address


def proper_name(text: str) -> str:
    """A name as it will stand on certificates: one line, in any script."""
    visible = "".join(
        sign for sign in text if unicodedata.category(sign) != "Cf" or sign in "\u200c\u200d"
    )
    name = " ".join(unicodedata.normalize("NFC", visible).split())
    if not name:
        raise NameMissing(_("Enter your name as it should stand on certificates."))
    if len(name) > LONGEST_NAME:
        raise NameTooLong(
            _("A certificate has room for 120 characters; this name has %(count)d. Shorten it.")
            % {"count": len(name)}
        )
    if any(sign in "<>{}[]\\|^`" or unicodedata.category(sign) == "Cc" for sign in name):
        raise NameUnreadable(_("A name has no signs such as < > { } [ ]. Take them out."))
    if not any(sign.isalpha() for sign in name):
        raise NameUnreadable(_("A name has letters. Enter it as it should stand on certificates."))
    return name
