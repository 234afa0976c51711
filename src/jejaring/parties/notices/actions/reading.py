"""What a person does with notices: read them, and say which should come by e-mail."""

from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.notices import queries, rules
from jejaring.parties.notices.models import Notice, Preference
from jejaring.parties.notices.states import EmailWish
from jejaring.parties.people.models import Person
from jejaring.parties.people.queries import person_by_id


class UnsubscribeWrong(Refusal):
    """Not a link that this installation signed."""

    status = 404


@transaction.atomic
def mark_read(*, notice: Notice, by: Person, at: datetime) -> Notice:
    """The person has opened it. Repeating it keeps the first moment."""
    if not rules.may_read(by, notice):
        raise NotPermitted(_("This notice is for someone else."))
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, by: Person, at: datetime) -> int:
    """All that the person can see now; how many. Repeating it changes nothing."""
    return queries.inbox(by, at).filter(read_at__isnull=True).update(read_at=at)


@transaction.atomic
def set_wish(*, emails: EmailWish, by: Person, at: datetime) -> Preference:
    """Which notices the person wants by e-mail. Repeating it changes nothing."""
    wish, made = Preference.objects.select_for_update(of=("self",)).get_or_create(
        person=by, defaults={"emails": emails}
    )
    if made or wish.emails != emails:
        wish.emails = emails
        wish.save(update_fields=["emails"])
        trail.record("notices.wish_changed", thing=by, by=by, at=at, emails=EmailWish(emails).value)
    return wish


@transaction.atomic
def unsubscribe(*, token: str, at: datetime) -> Person:
    """Only important notices by e-mail from now on; the link in a letter is enough."""
    try:
        person = person_by_id(int(queries.UNSUBSCRIBE.unsign(token)))
    except (signing.BadSignature, ValueError):
        person = None
    if person is None:
        raise UnsubscribeWrong(
            _("This link is damaged. Open it from the letter again, or sign in and choose there.")
        )
    set_wish(emails=EmailWish.IMPORTANT, by=person, at=at)
    return person
