from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import Signer
from django.db.models import Min, Q, QuerySet
from django.template import Context
from django.template.loader import select_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_date, parse_datetime

from jejaring.parties.notices.models import Letter, Notice, Preference
from jejaring.parties.notices.states import EmailWish, LetterState
from jejaring.parties.people.models import EmailAddress, Person
from jejaring.parties.people.queries import personal_link
from jejaring.parties.places.models import ZoneName
from jejaring.parties.places.rules import ZONES

UNSUBSCRIBE = Signer(salt="jejaring.notices.unsubscribe")
PAGE = 30
OUTBOX_PAGE = 30


@dataclass(frozen=True, slots=True)
class Words:
    """A notice in a person's language and on their clock."""

    subject: str
    body: str
    path: str


def words_of(notice: Notice, person: Person, language: str = "") -> Words:
    """First line of the template is the subject, the rest the letter; escaping is the page's."""
    package, _, kind = notice.kind.partition(".")
    path = str(notice.facts.get("path") or settings.LOGIN_REDIRECT_URL)
    said = {name: _fact(name, value) for name, value in notice.facts.items()}
    said |= {"facts": dict(said), "person": person, "site": settings.PUBLIC_ADDRESS}
    zone: ZoneInfo = ZONES[ZoneName(person.zone)]
    template = select_template([f"{package}/notices/{kind}.txt", "notices/notices/unknown.txt"])
    with translation.override(language or person.language), timezone.override(zone):
        text = template.template.render(Context(said, autoescape=False))
    subject, _, body = text.strip().partition("\n")
    return Words(" ".join(subject.split()), body.strip(), path)


def _fact(name: str, value: Any) -> date | datetime | Any:
    """JSON has no moments: by their names they are known."""
    if isinstance(value, str) and name.endswith("_at"):
        return parse_datetime(value) or value
    if isinstance(value, str) and name.endswith("_on"):
        return parse_date(value) or value
    return value


def inbox(person: Person, at: datetime) -> QuerySet[Notice]:
    """What the person was told until now, newest first. Only for the person."""
    told = Notice.objects.filter(person=person, due_at__lte=at)
    return told.exclude(state=LetterState.WITHDRAWN).order_by("-due_at", "-id")


def unread_count(person: Person, at: datetime) -> int:
    """How many of them are unread."""
    return inbox(person, at).filter(read_at__isnull=True).count()


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A notice as the list shows it."""

    notice: Notice
    words: Words


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of the list, and the notice after which older ones follow."""

    lines: list[InboxLine]
    older: int | None


def inbox_page(person: Person, at: datetime, *, after: int | None = None) -> InboxPage:
    """Thirty notices, newest first, in the language of the page around them."""
    told = inbox(person, at)
    last = told.filter(pk=after).first() if after is not None else None
    if last is not None:
        told = told.filter(Q(due_at__lt=last.due_at) | Q(due_at=last.due_at, pk__lt=last.pk))
    rows, language = list(told[: PAGE + 1]), translation.get_language() or ""
    lines = [InboxLine(row, words_of(row, person, language)) for row in rows[:PAGE]]
    return InboxPage(lines, lines[-1].notice.pk if len(rows) > PAGE else None)


def wish_of(person: Person) -> EmailWish:
    """Which notices the person wants by e-mail; all, until they say otherwise."""
    wish = Preference.objects.filter(person=person).first()
    return EmailWish(wish.emails) if wish else EmailWish.ALL


def letters_due(at: datetime) -> QuerySet[Letter]:
    """Letters whose turn it is, those with a code first."""
    due = Letter.objects.filter(state=LetterState.QUEUED, next_try_at__lte=at)
    return due.order_by("-is_secret", "next_try_at", "id")


def notices_due(at: datetime) -> QuerySet[Notice]:
    """Notices whose turn it is."""
    due = Notice.objects.filter(state=LetterState.QUEUED, next_try_at__lte=at)
    return due.select_related("person").order_by("next_try_at", "id")


def next_letter_at() -> datetime | None:
    """When the next letter is due, if one is queued."""
    return _next(Letter.objects.filter(state=LetterState.QUEUED))


def next_notice_at() -> datetime | None:
    """When the next notice is due, if one is queued."""
    return _next(Notice.objects.filter(state=LetterState.QUEUED))


def _next(queued: QuerySet[Any]) -> datetime | None:
    found: datetime | None = queued.aggregate(at=Min("next_try_at"))["at"]
    return found


def mailable(notices: Sequence[Notice]) -> dict[int, str]:
    """Addresses by notice, of those that should leave by e-mail.

    Invented people are never written to through a real server.
    """
    people = {notice.person_id for notice in notices}
    primary = EmailAddress.objects.filter(person_id__in=people, is_primary=True)
    addresses = dict(primary.values_list("person_id", "email"))
    few = Preference.objects.filter(person_id__in=people, emails=EmailWish.IMPORTANT)
    sparing = set(few.values_list("person_id", flat=True))
    return {
        notice.pk: addresses[notice.person_id]
        for notice in notices
        if notice.person_id in addresses
        and (notice.is_important or notice.person_id not in sparing)
        and not (notice.person.is_demonstration and settings.HAS_MAIL_SERVER)
    }


def unsubscribe_link(person_id: int) -> str:
    """Needs no sign-in."""
    token = UNSUBSCRIBE.sign(str(person_id))
    return f"{settings.PUBLIC_ADDRESS}{reverse('notices:unsubscribe', args=[token])}"


def as_message(letter: Letter) -> EmailMessage:
    """A letter as the mail server takes it."""
    return EmailMessage(letter.subject, letter.body, to=[letter.to])


def notice_message(notice: Notice, address: str, at: datetime) -> EmailMessage:
    """A notice as a letter, with the person's own link to it and a way to get fewer."""
    words = words_of(notice, notice.person)
    link = personal_link(notice.person, to=words.path, at=at)
    fewer = unsubscribe_link(notice.person_id)
    with translation.override(notice.person.language):
        opens = translation.gettext("Open it: %(link)s") % {"link": link}
        end = translation.gettext("Fewer letters: %(link)s") % {"link": fewer}
    return EmailMessage(
        words.subject,
        f"{words.body}\n\n{opens}\n\n-- \nJejaring\n{end}\n",
        to=[address],
        headers={
            "List-Unsubscribe": f"<{fewer}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """A letter or a notice as the outbox shows it."""

    row: Letter | Notice
    to: str
    subject: str
    body: str

    @property
    def code(self) -> str:
        """The six digits a letter with a code begins with, until they are blanked."""
        first = self.body[:6]
        return first if getattr(self.row, "is_secret", False) and first.isdecimal() else ""


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """Thirty of both, newest first, and the place from which older ones follow."""

    lines: list[OutboxLine]
    older: str


def outbox(*, address: str, at: datetime, before: str = "") -> OutboxPage:
    """What left or would leave by e-mail, to anyone or to addresses that hold what was typed.

    Only a demonstration shows this.
    """
    unmailed = (LetterState.NOT_MAILED, LetterState.WITHDRAWN)
    letters: QuerySet[Letter] = Letter.objects.order_by("-due_at", "-id")
    notices = Notice.objects.filter(due_at__lte=at).exclude(state__in=unmailed)
    notices = notices.select_related("person").order_by("-due_at", "-id")
    if address:
        letters = letters.filter(to__contains=address)
        known = EmailAddress.objects.filter(email__contains=address).values("person_id")
        notices = notices.filter(person_id__in=known)
    place = _place(before)
    if place is not None:
        letters, notices = (letters.filter(place.of(Letter)), notices.filter(place.of(Notice)))
    newest: list[Letter | Notice] = [*letters[: OUTBOX_PAGE + 1], *notices[: OUTBOX_PAGE + 1]]
    newest.sort(key=lambda row: row.due_at, reverse=True)
    shown = newest[:OUTBOX_PAGE]
    return OutboxPage(_outbox_lines(shown, at), _older(shown) if len(newest) > len(shown) else "")


@dataclass(frozen=True, slots=True)
class Place:
    """A moment, and what of that moment was shown already: everything from these keys on."""

    at: datetime
    letter: int
    notice: int

    def of(self, model: type[Letter | Notice]) -> Q:
        """Rows of this table that come after the place."""
        key = self.letter if model is Letter else self.notice
        return Q(due_at__lt=self.at) | Q(due_at=self.at, pk__lt=key)


BEYOND = 10**18 - 1


def _place(text: str) -> Place | None:
    """Nothing where the text is not one of ours."""
    try:
        moment, letter, notice = text.split("|")
        at = datetime.fromisoformat(moment)
        keys = int(letter), int(notice)
    except ValueError:
        return None
    return Place(at, *keys) if at.tzinfo and max(keys) <= BEYOND else None


def _older(shown: Sequence[Letter | Notice]) -> str:
    last = shown[-1].due_at
    same = [row for row in shown if row.due_at == last]
    letter = min((row.pk for row in same if isinstance(row, Letter)), default=BEYOND)
    notice = min((row.pk for row in same if isinstance(row, Notice)), default=BEYOND)
    return f"{last.isoformat()}|{letter}|{notice}"


def _outbox_lines(rows: Sequence[Letter | Notice], at: datetime) -> list[OutboxLine]:
    people = {row.person_id for row in rows if isinstance(row, Notice)}
    primary = EmailAddress.objects.filter(person_id__in=people, is_primary=True)
    addresses = dict(primary.values_list("person_id", "email"))
    lines = []
    for row in rows:
        if isinstance(row, Letter):
            lines.append(OutboxLine(row, row.to, row.subject, row.body))
        else:
            message = notice_message(row, addresses.get(row.person_id, "–"), at)
            body = str(message.body)
            lines.append(OutboxLine(row, message.to[0], str(message.subject), body))
    return lines


def personal_data(person: Person) -> dict[str, Any]:
    """What is kept about what the person was told."""
    told = Notice.objects.filter(person=person).order_by("due_at")
    return {
        "notices": list(told.values("kind", "facts", "due_at", "sent_at", "read_at")),
        "wants_by_email": wish_of(person).value,
    }
