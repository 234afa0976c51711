"""A person's second factor: whether it is on, its secret, and the digits of a moment."""

import base64
import os
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.paper import qr
from jejaring.ground.paper.qr import Symbol
from jejaring.ground.seals import wrapping
from jejaring.parties.people.models import Person, SecondFactor

PURPOSE = b"jejaring second factor 1"
STEP = 30
"""Seconds that a code is shown (RFC 6238)."""
SECRET = 20
"""Bytes, as RFC 4226 section 4 recommends."""
ISSUER = "Jejaring"


class SecretUnreadable(Refusal):
    """The installation's secret is not the one that the factor was wrapped under."""

    status = 503


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a person's app needs: a picture to scan, or letters to type."""

    symbol: Symbol
    address: str
    typed: str


@dataclass(frozen=True, slots=True)
class ExampleCode:
    """The digits that an invented person's app would show now."""

    person: Person
    digits: str
    until: datetime


def new_secret() -> bytes:
    """Random, as RFC 4226 asks."""
    return os.urandom(SECRET)


def second_factor_of(person: Person) -> SecondFactor | None:
    """Begun or confirmed."""
    return SecondFactor.objects.select_related("person").filter(person=person).first()


def has_second_factor(person: Person) -> bool:
    """Whether the person can sign: it is on."""
    return SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).exists()


def secret_of(factor: SecondFactor) -> str:
    """In the letters that apps know (base 32)."""
    try:
        secret = wrapping.unwrapped(bytes(factor.wrapped), purpose=PURPOSE)
    except wrapping.CannotUnwrap:
        raise SecretUnreadable(
            _(
                "Your second factor cannot be read, because this installation's secret has changed."
                " Ask an owner of your agency to reset it, then turn it on again."
            )
        ) from None
    return base64.b32encode(secret).decode()


def step_at(at: datetime) -> int:
    """The half minute since 1970 in which this moment lies."""
    return int(at.timestamp()) // STEP


def digits(secret: str, step: int) -> str:
    """The six digits of a half minute."""
    import pyotp

    return pyotp.HOTP(secret).at(step)


def enrolment(factor: SecondFactor) -> Enrolment:
    """For the owner's eyes, until the factor is confirmed."""
    import pyotp

    secret = secret_of(factor)
    address = pyotp.TOTP(secret).provisioning_uri(name=str(factor.person), issuer_name=ISSUER)
    typed = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    symbol = qr.symbol.__wrapped__(address)  # a secret is not remembered with other pictures
    return Enrolment(symbol, address, typed)


def example_codes(at: datetime) -> list[ExampleCode]:
    """Current digits of invented people; nobody's outside a demonstration."""
    if not settings.DEMONSTRATION:
        return []
    factors = SecondFactor.objects.filter(
        person__is_demonstration=True, person__is_active=True, confirmed_at__isnull=False
    )
    step = step_at(at)
    until = datetime.fromtimestamp((step + 1) * STEP, tz=UTC)
    return [
        ExampleCode(factor.person, digits(secret_of(factor), step), until)
        for factor in factors.select_related("person").order_by("person_id")
    ]
