from collections.abc import Sequence
from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import Field

from jejaring.ground.access.permissions import Permission, Role
from jejaring.ground.rest.paging import Asked, PageOf, Part, part_of
from jejaring.ground.rest.shapes import found
from jejaring.parties.agencies import queries
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.people.http import SignedInRequest

router = Router(tags=["agencies"])
Search = Annotated[str, Query(max_length=80, description="Words that its name begins with.")]


class AgencyNamed(Schema):
    """An agency as others name it."""

    code: str
    name: str
    short_name: str
    kind: AgencyKind


class RoleHeld(Schema):
    """What the person is to an agency."""

    agency: AgencyNamed
    role: Role


class Me(Schema):
    """Whom the token stands for."""

    handle: Annotated[str, Field(description="How bodies name a person.")]
    name: str
    may_write: Annotated[bool, Field(description="Whether this token may write.")]
    employer: AgencyNamed | None
    roles: list[RoleHeld]


class Member(Schema):
    """Somebody with a role in an agency."""

    handle: str
    name: str
    role: Role


@router.get("/me", response=Me, operation_id="me", summary="Who am I")
def me(request: SignedInRequest) -> Me:
    """The person of the token, whom they work for, and what they may do for whom."""
    employment = queries.current_employment(request.user)
    return Me(
        handle=request.user.handle,
        name=request.user.name,
        may_write=getattr(request, "auth").may_write,  # noqa: B009 - set by the door of the API
        employer=named(employment.agency) if employment else None,
        roles=[
            RoleHeld(agency=named(one.agency), role=Role(one.role))
            for one in queries.memberships_of(request.user)
        ],
    )


@router.get(
    "/agencies",
    response=PageOf[AgencyNamed],
    operation_id="agencies",
    summary="Agencies of the network",
)
def agencies(request: SignedInRequest, wanted: Asked, search: Search = "") -> object:  # noqa: ARG001
    """All of them by code; or, with `search`, the nearest by name on one page."""
    if search:
        return _listed(Part(queries.found_agencies(search), None))
    return _listed(part_of(queries.agencies(), wanted, "code"))


@router.get(
    "/agencies/{code}/members",
    response=list[Member],
    operation_id="members",
    summary="Who has a role in an agency",
)
def members(request: SignedInRequest, code: str) -> Sequence[Member]:
    """Only for those who read its records."""
    agency = found(queries.agencies_where(request.user, Permission.READ_RECORDS), code=code)
    return [
        Member(handle=one.person.handle, name=str(one.person), role=Role(one.role))
        for one in queries.members_of(agency)
    ]


def named(agency: Agency) -> AgencyNamed:
    """As others name it."""
    return AgencyNamed(
        code=agency.code,
        name=agency.name,
        short_name=agency.short_name,
        kind=AgencyKind(agency.kind),
    )


def _listed(part: Part[Agency]) -> PageOf[AgencyNamed]:
    return PageOf[AgencyNamed](items=[named(one) for one in part.items], next=part.next)
