"""Personal access tokens: shown once, recognised by their digest, ended at any time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.codes import new_code
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.people import rules
from jejaring.parties.people.actions.codes import AccountClosed
from jejaring.parties.people.models import AccessToken, Person
from jejaring.parties.people.queries import tokens as queries
from jejaring.parties.people.states import TokenScope

LENGTH = 32
"""Characters of five bits: nobody guesses 160 bits, so the digest needs no salt and no stretch."""
MOST = 20
"""Good tokens of one person; more, and nobody knows any more which programme has which."""
LASTS = (30, 90, 365)
"""Days; the person chooses. Forever is not offered."""
USE_NOTED_EVERY = timedelta(minutes=5)


class TokenUnnamed(Refusal):
    """A token says which programme has it."""


class LifetimeUnknown(Refusal):
    """Thirty days, ninety, or a year."""


class TooManyTokens(Refusal):
    """Old ones are revoked first."""


class TokenUnknown(Refusal):
    """Nobody has such a token."""

    status = 401


class TokenExpired(Refusal):
    """Its time is over."""

    status = 401


class TokenRevoked(Refusal):
    """Its person ended it."""

    status = 401


@dataclass(frozen=True, slots=True)
class Made:
    """A new token and its text, which is shown now and never again."""

    token: AccessToken
    text: str


@transaction.atomic
def make_token(*, name: str, scope: TokenScope | str, days: int, by: Person, at: datetime) -> Made:
    """Let a programme act as this person, for so many days."""
    name = " ".join(name.split())[:80]
    if not name:
        raise TokenUnnamed(_("Name the programme that will use it, so that you know it later."))
    if days not in LASTS or scope not in TokenScope:
        raise LifetimeUnknown(_("Choose one of the options that are offered."))
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if queries.good_tokens_of(by, at).count() >= MOST:
        raise TooManyTokens(_("You have 20 tokens. Revoke one that is not used any more."))
    text = f"{queries.BEGINNING}{new_code(LENGTH)}"
    token = AccessToken.objects.create(
        person=by,
        name=name,
        begins=text[: len(queries.BEGINNING) + 4],
        digest=queries.digest_of(text),
        scope=scope,
        issued_at=at,
        expires_at=at + timedelta(days=days),
    )
    trail.record(
        "people.token_made", thing=token, by=by, at=at, name=name, scope=str(scope), days=days
    )
    return Made(token, text)


@transaction.atomic
def revoke_token(*, token: AccessToken, by: Person, at: datetime) -> AccessToken:
    """End it at once. Repeating it changes nothing."""
    if not rules.may_change(by, token.person_id):
        raise NotPermitted(_("You may revoke only your own tokens."))
    token = AccessToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at is not None:
        return token
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    trail.record("people.token_revoked", thing=token, by=by, at=at, name=token.name)
    return token


def recognise(text: str, at: datetime) -> AccessToken:
    """Whose token this is, with its person; its use is noted at most every five minutes."""
    token = queries.token_by_text(text)
    if token is None:
        raise TokenUnknown(_("This access token is not known here. Compare it, or make a new one."))
    if token.revoked_at is not None:
        raise TokenRevoked(_("This access token has been revoked. Make a new one under Account."))
    if not token.is_good(at):
        raise TokenExpired(_("This access token has expired. Make a new one under Account."))
    if not token.person.is_active:
        raise AccountClosed(_("This account is closed. Ask your learning agency to open it."))
    if token.last_used_at is None or at - token.last_used_at >= USE_NOTED_EVERY:
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token
