"""Six digits by e-mail: the whole of joining and of signing in."""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jejaring.ground.audit import trail
from jejaring.ground.kernel import throttle
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people import queries
from jejaring.parties.people.actions.wording import proper_address
from jejaring.parties.people.models import EmailAddress, OneTimeCode, Person, normalised_email
from jejaring.parties.people.states import CodePurpose

CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
KEPT_FOR = timedelta(days=1)
CODES_OF_ADDRESS = 4
"""Within CODES_WITHIN seconds; five tries each leave a guesser 1 chance in 50,000."""
CODES_OF_ADDRESS_A_DAY = 24
CODES_OF_NETWORK = 600
"""A whole office may share one address on the net, and all join just before eight."""
CODES_WITHIN = 600
DAY = 24 * 60 * 60


class NoCodeRequested(Refusal):
    """Nobody asked for a code for this address."""


class CodeWrong(Refusal):
    """Not the digits of the newest code."""


class CodeExpired(Refusal):
    """Older than ten minutes."""


class CodeUsed(Refusal):
    """It opened the door once already."""


class TooManyTries(Refusal):
    """Five wrong tries spoil a code."""

    status = 429


class AccountClosed(Refusal):
    """The person behind this address may not sign in any more."""

    status = 403


def request_code(
    *,
    email: str,
    purpose: CodePurpose,
    language: str,
    network: str,
    at: datetime,
    person: Person | None = None,
) -> OneTimeCode:
    """Send six digits to an address, whether or not anyone is known by it."""
    address = proper_address(email)
    throttle.take("code-network", network, limit=CODES_OF_NETWORK, seconds=CODES_WITHIN)
    key = sha256(address.encode()).hexdigest()
    throttle.take("code-address", key, limit=CODES_OF_ADDRESS, seconds=CODES_WITHIN)
    throttle.take("code-address-day", key, limit=CODES_OF_ADDRESS_A_DAY, seconds=DAY)
    return _issue(address, purpose, language, person, at)


def confirm_code(*, email: str, code: str, at: datetime) -> Person:
    """The person who reads this address; made on the first time."""
    return _enter(_checked(normalised_email(email), CodePurpose.SIGN_IN, None, code, at), at)


def checked_for(*, person: Person, email: str, code: str, at: datetime) -> OneTimeCode:
    """The code by which a signed-in person proves a further address."""
    return _checked(normalised_email(email), CodePurpose.ADD_ADDRESS, person, code, at)


@transaction.atomic
def spend(code: OneTimeCode, at: datetime) -> None:
    """A code opens once, even when it is sent twice at the same moment."""
    left = OneTimeCode.objects.filter(pk=code.pk, used_at__isnull=True).update(used_at=at)
    if not left:
        raise CodeUsed(_("This code has been used. Ask for a new one."))


@transaction.atomic
def forget_codes(*, at: datetime) -> int:
    """Addresses of whoever asked and never came are not kept longer than a day; how many went."""
    gone, _each = OneTimeCode.objects.filter(issued_at__lt=at - KEPT_FOR).delete()
    return gone


@transaction.atomic
def _issue(
    address: str, purpose: CodePurpose, language: str, person: Person | None, at: datetime
) -> OneTimeCode:
    digits = f"{secrets.randbelow(1_000_000):06d}"
    code = OneTimeCode.objects.create(
        email=address,
        purpose=purpose,
        person=person,
        language=language,
        digest=_digest(address, purpose, digits),
        issued_at=at,
        expires_at=at + CODE_LASTS,
    )
    trail.record("people.code_requested", thing=code, by=person, at=at, purpose=purpose)
    facts = {"digits": digits, "purpose": purpose, "until": code.expires_at}
    with translation.override(language):
        text = render_to_string("people/letters/code.txt", facts)
        subject = str(_("Your Jejaring code"))
    EmailMessage(subject, text, to=[address], headers={"X-Jejaring-Secret": "code"}).send()
    return code


def _checked(
    address: str, purpose: CodePurpose, person: Person | None, digits: str, at: datetime
) -> OneTimeCode:
    """The newest code, if these are its digits. The try is counted even when it is refused."""
    code = _counted(address, purpose, person, at)
    if hmac.compare_digest(code.digest, _digest(address, purpose, digits)):
        return code
    left = MOST_TRIES - code.tries
    if not left:
        raise TooManyTries(
            _("That code does not match, and this was the fifth try. Ask for a new code.")
        )
    raise CodeWrong(
        ngettext(
            "That code does not match. Look at the newest letter; %(count)d try is left.",
            "That code does not match. Look at the newest letter; %(count)d tries are left.",
            left,
        )
        % {"count": left}
    )


@transaction.atomic(durable=True)
def _counted(
    address: str, purpose: CodePurpose, person: Person | None, at: datetime
) -> OneTimeCode:
    codes = queries.codes_for(address, purpose, person)
    code = codes.select_for_update(of=("self",)).first()
    if code is None:
        raise NoCodeRequested(_("No code was requested for this address. Ask for one first."))
    if code.used_at is not None:
        raise CodeUsed(_("This code has been used. Ask for a new one."))
    if at > code.expires_at:
        raise CodeExpired(_("This code was valid for ten minutes. Ask for a new one."))
    if code.tries >= MOST_TRIES:
        raise TooManyTries(_("Five tries have failed with this code. Ask for a new one."))
    code.tries += 1
    code.save(update_fields=["tries"])
    return code


@transaction.atomic
def _enter(code: OneTimeCode, at: datetime) -> Person:
    spend(code, at)
    address = queries.address_by_email(code.email) or _join(code, at)
    person = address.person
    if not person.is_active:
        raise AccountClosed(_("This account is closed. Ask your learning agency to open it."))
    if address.verified_at is None:
        address.verified_at = at
        address.save(update_fields=["verified_at"])
    trail.record("people.signed_in", thing=person, by=person, at=at, way="code")
    return person


def _join(code: OneTimeCode, at: datetime) -> EmailAddress:
    """A new person; somebody else's request may have made it a moment ago."""
    try:
        with transaction.atomic():
            person = Person.objects.create(language=code.language)
            address = EmailAddress.objects.create(
                person=person, email=code.email, verified_at=at, is_primary=True
            )
    except IntegrityError:
        return EmailAddress.objects.select_related("person").get(email=code.email)
    trail.record("people.joined", thing=person, by=person, at=at)
    return address


def _digest(address: str, purpose: str, digits: str) -> str:
    """Keyed with the installation's secret: a stolen table tells no codes."""
    keyed = salted_hmac("jejaring.people.code", f"{address}:{purpose}:{digits}", algorithm="sha256")
    return keyed.hexdigest()
