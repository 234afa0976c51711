"""What each section of a session's form holds, and a mark of it for whoever read it."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from jejaring.activities.live.models import LiveSession


@dataclass(frozen=True, slots=True)
class Basics:
    """What the session is about, with whom, and when."""

    title: str
    summary: str
    fields: tuple[int, ...]
    partners: tuple[int, ...]
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Stream:
    """Where it can be watched; nothing is a good answer too."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Who may register, what counts as having been there, and what it is worth."""

    registration_rule: str
    registration_opens_at: datetime | None
    attendance_rule: str
    attendance_minimum: int
    form: str
    jp: Decimal


@dataclass(frozen=True, slots=True)
class Guests:
    """For which partners a restricted session is, each with its seats; none is without share."""

    shares: tuple[tuple[int, int | None], ...]


Section = Basics | Stream | Terms | Guests


def basics_of(session: LiveSession) -> Basics:
    """The section as it is stored now."""
    partners = session.partners.order_by("pk").values_list("pk", flat=True)
    return Basics(
        title=session.title,
        summary=session.summary,
        fields=tuple(session.fields),
        partners=tuple(partners),
        starts_at=session.starts_at,
        minutes=session.minutes,
    )


def stream_of(session: LiveSession) -> Stream:
    """The section as it is stored now."""
    return Stream(url=session.stream_url, label=session.stream_label)


def terms_of(session: LiveSession) -> Terms:
    """The section as it is stored now."""
    return Terms(
        registration_rule=session.registration_rule,
        registration_opens_at=session.registration_opens_at,
        attendance_rule=session.attendance_rule,
        attendance_minimum=session.attendance_minimum,
        form=session.hours_rule.form,
        jp=session.jp,
    )


def guests_of(session: LiveSession) -> Guests:
    """The section as it is stored now."""
    rows = session.guests.order_by("agency_id").values_list("agency_id", "seats")
    return Guests(shares=tuple(rows))


def mark_of(section: Section) -> str:
    """Twelve characters that change with any value of the section."""
    values = sorted((name, _plain(value)) for name, value in asdict(section).items())
    return hashlib.sha256(repr(values).encode()).hexdigest()[:12]


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return str(value.timestamp())
    return str(value.normalize()) if isinstance(value, Decimal) else str(value)
