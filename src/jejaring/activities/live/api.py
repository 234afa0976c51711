from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime, Field

from jejaring.activities.live.actions import NotAdmitted, guests, registration, session
from jejaring.activities.live.models import LiveSession, Registration
from jejaring.activities.live.queries import admission, public, section, visibility
from jejaring.activities.live.queries import session as queries
from jejaring.activities.live.queries.section import Guests
from jejaring.activities.live.states import RegistrationRule, SessionState
from jejaring.ground.kernel.refusals import NotFound
from jejaring.ground.rest.errors import THERE_IS_NONE
from jejaring.ground.rest.paging import Asked, PageOf, part_of
from jejaring.ground.rest.shapes import Code, Given, found, picked
from jejaring.parties.people.http import SignedInRequest

router = Router(tags=["sessions"])


class SessionRow(Schema):
    """A live session in a list."""

    slug: str
    title: str
    agency: Annotated[str, Field(description="Code of who organises it.")]
    programme: str
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    registration_rule: RegistrationRule
    jp: Annotated[Decimal, Field(description="Learning hours.")]
    page: Annotated[str, Field(description="Its page for people.")]


class SessionShown(SessionRow):
    """A live session with what its organiser sets."""

    summary: str
    fields: list[int]
    guests: Annotated[
        list["Share"], Field(description="If restricted: its partners; none named is all.")
    ]


class Share(Given):
    """A partner and its seats; null is as many as its clause promises."""

    agency: Annotated[Code, Field(description="Its code.")]
    seats: Annotated[int | None, Field(ge=1, le=2_000_000)] = None


class Rule(Given):
    """Who may register."""

    rule: RegistrationRule


class Partners(Given):
    """For which partners a restricted session is; an empty list is all with a clause."""

    guests: Annotated[list[Share], Field(max_length=200)]


class Wish(Given):
    """A place at the time that was seen; refused if the session has moved since."""

    starts_at: AwareDatetime
    wants_reminder: bool = True


class PlaceShown(Schema):
    """A place in a session."""

    session: str
    registered_at: datetime
    cancelled_at: datetime | None
    clause: Annotated[int | None, Field(description="The clause that let them in.")]


class Why(Schema):
    """Why the person of the token is let in, or why not and whom to ask."""

    is_open: bool
    way: admission.Way
    sentence: str
    clause: int | None
    agreement: Annotated[str | None, Field(description="The code of its agreement.")]


@router.get(
    "",
    response=PageOf[SessionRow],
    operation_id="sessions",
    summary="Live sessions",
)
def sessions(
    request: SignedInRequest,
    wanted: Asked,
    mine: Annotated[bool, Query(description="Of my agencies, drafts too.")] = False,
) -> object:
    """The latest first: announced for all, or those of your agencies."""
    rows = queries.read_by(request.user) if mine else public.announced()
    part = part_of(rows, wanted, "-starts_at")
    return PageOf[SessionRow](items=[_row(one) for one in part.items], next=part.next)


@router.get("/{slug}", response=SessionShown, operation_id="session", summary="One live session")
def one_session(request: SignedInRequest, slug: str) -> object:
    """A restricted one only to those whom it is for; else the refusal says whom to ask."""
    return _shown(_seen(request, slug))


@router.get("/{slug}/why", response=Why, operation_id="why", summary="Why am I let in, or not")
def why(request: SignedInRequest, slug: str) -> object:
    """The same answer on which registration rests."""
    answer = admission.admission_of(found(public.addressed(), slug=slug), request.user, now())
    return Why(
        is_open=answer.is_open,
        way=answer.way,
        sentence=answer.told,
        clause=answer.clause.id if answer.clause else None,
        agreement=answer.clause.code if answer.clause else None,
    )


@router.put(
    "/{slug}/rule",
    response=SessionShown,
    operation_id="restrict",
    summary="Say who may register",
)
def restrict(request: SignedInRequest, slug: str, given: Rule) -> object:
    """`partners` lets in your own people and whom an agreement lets in."""
    own = found(queries.read_by(request.user), slug=slug)
    terms = section.terms_of(own)
    session.edit_terms(
        session=own,
        terms=replace(terms, registration_rule=given.rule),
        seen=section.mark_of(terms),
        by=request.user,
        at=now(),
    )
    return _shown(found(queries.read_by(request.user), slug=slug))


@router.put(
    "/{slug}/guests",
    response=SessionShown,
    operation_id="set-guests",
    summary="Name its partners and their seats",
)
def set_guests(request: SignedInRequest, slug: str, given: Partners) -> object:
    """Only partners with a clause for live sessions."""
    own = found(queries.read_by(request.user), slug=slug)
    known = queries.possible_partners(own.agency)
    shares = {picked(known, "guests", code=one.agency).pk: one.seats for one in given.guests}
    guests.edit_guests(
        session=own,
        guests=Guests(tuple(sorted(shares.items()))),
        seen=section.mark_of(section.guests_of(own)),
        by=request.user,
        at=now(),
    )
    return _shown(found(queries.read_by(request.user), slug=slug))


@router.post(
    "/{slug}/registration",
    response={201: PlaceShown},
    operation_id="register-for-session",
    summary="Take a place",
)
def take_place(request: SignedInRequest, slug: str, given: Wish) -> object:
    """For the person of the token. Repeating it changes nothing."""
    wanted = found(public.addressed(), slug=slug)
    place = registration.register(
        session=wanted,
        person=request.user,
        seen_starts_at=given.starts_at,
        wants_reminder=given.wants_reminder,
        by=request.user,
        at=now(),
    )
    return Status(201, _place(place, slug))


@router.delete(
    "/{slug}/registration",
    response=PlaceShown,
    operation_id="give-place-back",
    summary="Give the place back",
)
def give_back(request: SignedInRequest, slug: str) -> object:
    """Until the session starts. Repeating it changes nothing."""
    wanted = found(public.addressed(), slug=slug)
    place = registration.cancel_registration(
        session=wanted, person=request.user, by=request.user, at=now()
    )
    return _place(place, slug)


def _seen(request: SignedInRequest, slug: str) -> LiveSession:
    own = queries.read_by(request.user).filter(slug=slug).first()
    if own is not None:
        return own
    shown = public.addressed().filter(slug=slug).first()
    if shown is None:
        raise NotFound(THERE_IS_NONE)
    sight = visibility.sight(shown, request.user, now())
    if sight is not None and not sight.shows:
        raise NotAdmitted(sight.admission.told)
    return shown


def _row(one: LiveSession) -> SessionRow:
    return SessionRow(**_facts(one))


def _shown(one: LiveSession) -> SessionShown:
    named = admission.guests_of(one)
    return SessionShown(
        **_facts(one),
        summary=one.summary,
        fields=list(one.fields),
        guests=[Share(agency=guest.agency.code, seats=guest.seats) for guest in named],
    )


def _facts(one: LiveSession) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "title": one.title,
        "agency": one.agency.code,
        "programme": one.programme.name,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "state": SessionState(one.state),
        "registration_rule": RegistrationRule(one.registration_rule),
        "jp": one.jp,
        "page": settings.PUBLIC_ADDRESS + reverse("live:session", args=[one.slug]),
    }


def _place(place: Registration, slug: str) -> PlaceShown:
    return PlaceShown(
        session=slug,
        registered_at=place.registered_at,
        cancelled_at=place.cancelled_at,
        clause=place.clause_id,
    )
