"""A second factor (TOTP, RFC 6238): six digits from an app prove that the person is there now.

The secret is kept wrapped as signing keys are. Each code counts once, five wrong ones lock for a
quarter of an hour, and every try is counted even when the act it was for is refused.
"""

import hmac
from datetime import datetime, timedelta
from enum import Enum, auto

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import Refusal, TooMany
from jejaring.ground.seals import wrapping
from jejaring.parties.people.models import EmailAddress, Person, SecondFactor
from jejaring.parties.people.queries import second_factor as queries

MOST_WRONG = 5
LOCKED_FOR = timedelta(minutes=15)
"""480 guesses a day with three codes that fit: a thief of a session hits once in 700 days."""
STEPS = (0, -1, 1)
"""The code of now, of half a minute ago and ahead: telephones go wrong by seconds."""


class NoSecondFactor(Refusal):
    """The person has not turned it on."""


class SecondFactorOn(Refusal):
    """There is one already; a second one would weaken the first."""


class NotBegun(Refusal):
    """There is no secret to confirm."""


class SecondCodeWrong(Refusal):
    """Not the digits that the app shows now."""


class SecondCodeUsed(Refusal):
    """These digits, or later ones, were used before."""


class _Verdict(Enum):
    RIGHT = auto()
    WRONG = auto()
    USED = auto()
    LOCKED = auto()


@transaction.atomic
def begin_second_factor(*, by: Person, at: datetime) -> SecondFactor:
    """Make a secret for the person's app; it counts once a code of it was confirmed."""
    factor = SecondFactor.objects.select_for_update(of=("self",)).filter(person=by).first()
    if factor is not None and factor.confirmed_at is not None:
        raise SecondFactorOn(
            _("Your second factor is on already. Turn it off first if you have a new phone.")
        )
    secret = wrapping.wrapped(queries.new_secret(), purpose=queries.PURPOSE)
    factor = factor or SecondFactor(person=by)
    factor.wrapped, factor.begun_at, factor.wrong, factor.last_step = secret, at, 0, 0
    factor.save()
    trail.record("people.second_factor_begun", thing=by, by=by, at=at)
    return factor


def confirm_second_factor(*, code: str, by: Person, at: datetime) -> SecondFactor:
    """Turn it on: the app shows the right digits."""
    factor = queries.second_factor_of(by)
    if factor is None:
        raise NotBegun(_("Start with “Turn on”: there is no secret to confirm yet."))
    if factor.confirmed_at is not None:
        return factor
    _counted(factor, code, at)
    return _turned_on(factor, by, at)


def prove(*, person: Person, code: str, at: datetime) -> None:
    """Refuse unless these digits were shown just now by the person's app, and never used before.

    Stands outside every transaction: a try counts even if the act it was for is refused.
    """
    factor = queries.second_factor_of(person)
    if factor is None or factor.confirmed_at is None:
        raise NoSecondFactor(
            _("This needs your second factor. Turn it on under Account, then come back.")
        )
    _counted(factor, code, at)


def remove_second_factor(*, code: str, by: Person, at: datetime) -> Person:
    """Turn it off; whoever found an open session cannot, for a fresh code is asked."""
    prove(person=by, code=code, at=at)
    return _forgotten(by, by, at, "people.second_factor_removed")


@transaction.atomic
def reset_second_factor(*, person: Person, by: Person | None, at: datetime) -> Person:
    """Forget a lost phone; the caller has asked whether this person may. The owner is told."""
    if queries.second_factor_of(person) is None:
        raise NoSecondFactor(_("This person has no second factor."))
    _forgotten(person, by, at, "people.second_factor_reset")
    with translation.override(person.language):
        facts = {"who": str(by) if by else "", "at": at}
        text = render_to_string("people/letters/second_factor_reset.txt", facts)
        subject = str(_("Your second factor was reset"))
    to = EmailAddress.objects.filter(person=person, is_primary=True).values_list("email", flat=True)
    EmailMessage(subject, text, to=list(to)).send()
    return person


@transaction.atomic
def add_demonstration_factor(*, person: Person, at: datetime) -> SecondFactor:
    """Turn it on for an invented person; a demonstration shows its codes to anyone."""
    secret = wrapping.wrapped(queries.new_secret(), purpose=queries.PURPOSE)
    given = {"wrapped": secret, "begun_at": at, "confirmed_at": at}
    factor, _made = SecondFactor.objects.get_or_create(person=person, defaults=given)
    return factor


def _counted(factor: SecondFactor, code: str, at: datetime) -> None:
    verdict, left = _tried(factor.pk, code, at)
    match verdict:
        case _Verdict.USED:
            raise SecondCodeUsed(
                _("These digits have been used. Wait half a minute for the next ones.")
            )
        case _Verdict.LOCKED:
            raise TooMany(
                _("Five wrong codes. Your second factor rests for 15 minutes, then try again."),
                retry_after=int(LOCKED_FOR.total_seconds()),
            )
        case _Verdict.WRONG:
            raise SecondCodeWrong(
                ngettext(
                    "These are not the digits that your app shows now. %(count)d try is left.",
                    "These are not the digits that your app shows now. %(count)d tries are left.",
                    left,
                )
                % {"count": left}
            )


@transaction.atomic(durable=True)
def _tried(factor_id: int, code: str, at: datetime) -> tuple[_Verdict, int]:
    """Judge and count one try; of two at the same moment, one is used and the other replayed."""
    factor = SecondFactor.objects.select_for_update(of=("self",)).get(pk=factor_id)
    if factor.wrong >= MOST_WRONG and factor.wrong_at and at < factor.wrong_at + LOCKED_FOR:
        return _Verdict.LOCKED, 0
    step = _step_of(factor, code, at)
    if step is None:
        factor.wrong = factor.wrong % MOST_WRONG + 1
        factor.wrong_at = at
        factor.save(update_fields=["wrong", "wrong_at"])
        if factor.wrong < MOST_WRONG:
            return _Verdict.WRONG, MOST_WRONG - factor.wrong
        trail.record("people.second_factor_locked", thing=factor.person, by=None, at=at)
        return _Verdict.LOCKED, 0
    if step <= factor.last_step:
        return _Verdict.USED, 0
    factor.last_step, factor.wrong = step, 0
    factor.save(update_fields=["last_step", "wrong"])
    return _Verdict.RIGHT, 0


def _step_of(factor: SecondFactor, code: str, at: datetime) -> int | None:
    """Which half minute these digits belong to; the newest that fits."""
    now = queries.step_at(at)
    secret = queries.secret_of(factor)
    fitting = [
        now + away
        for away in STEPS
        if hmac.compare_digest(queries.digits(secret, now + away).encode(), code.encode())
    ]
    return max(fitting, default=None)


@transaction.atomic
def _turned_on(factor: SecondFactor, by: Person, at: datetime) -> SecondFactor:
    SecondFactor.objects.filter(pk=factor.pk, confirmed_at__isnull=True).update(confirmed_at=at)
    factor.refresh_from_db()
    trail.record("people.second_factor_on", thing=by, by=by, at=at)
    return factor


@transaction.atomic
def _forgotten(person: Person, by: Person | None, at: datetime, act: str) -> Person:
    SecondFactor.objects.filter(person=person).delete()
    trail.record(act, thing=person, by=by, at=at)
    return person
