"""The text: its sections as they stand, and the versions that were frozen."""

from typing import Annotated

from django.utils.timezone import now
from ninja import Router, Status
from pydantic import Field

from jejaring.ground.rest.shapes import Given, Text, found
from jejaring.parties.agreements.actions import text, versions
from jejaring.parties.agreements.api import asking, shapes
from jejaring.parties.agreements.queries import drafts, rows
from jejaring.parties.people.http import SignedInRequest

router = Router(tags=["text"])


class Words(Given):
    """What a section says."""

    heading: Annotated[str, Field(max_length=400)]
    body: Text


class NewSection(Words):
    """A section more, at the end of the text or after another one."""

    part: Annotated[str, Field(max_length=40)] = ""
    summary: Annotated[str, Field(max_length=400)] = ""
    after: Annotated[int | None, Field(description="Id of the section before it.")] = None


class ChangedSection(Words):
    """What a section says from now on."""

    seen: Annotated[int, Field(ge=1, description="The revision that you read.")]


class Note(Given):
    """A word to the other sides."""

    note: Annotated[str, Field(max_length=400)] = ""


@router.get(
    "/{code}/sections",
    response=list[shapes.SectionShown],
    operation_id="sections",
    summary="The text as it stands",
)
def sections(request: SignedInRequest, code: str) -> object:
    """Section by section, in their order."""
    standing = rows.sections_of(asking.agreement_of(request, code))
    return [shapes.section(one) for one in standing]


@router.post(
    "/{code}/sections",
    response={201: shapes.SectionShown},
    operation_id="add-section",
    summary="Add a section",
)
def add_section(request: SignedInRequest, code: str, given: NewSection) -> object:
    """Whoever agreed to the text is asked anew."""
    agreement = asking.agreement_of(request, code)
    standing = rows.sections_of(agreement)
    after = found(standing, pk=given.after) if given.after is not None else None
    words = given.model_dump(exclude={"after"})
    section = text.add_section(agreement=agreement, after=after, by=request.user, at=now(), **words)
    return Status(201, shapes.section(section))


@router.put(
    "/{code}/sections/{section_id}",
    response=shapes.SectionShown,
    operation_id="change-section",
    summary="Change a section",
)
def change_section(
    request: SignedInRequest, code: str, section_id: int, given: ChangedSection
) -> object:
    """If somebody else changed it since, nothing is lost: `stored` is what stands there now."""
    agreement = asking.agreement_of(request, code)
    section = found(rows.sections_of(agreement), pk=section_id)
    try:
        section = text.change_section(
            section=section, by=request.user, at=now(), **given.model_dump()
        )
    except text.SectionChanged as refusal:
        refusal.facts = {"stored": shapes.section(refusal.stored).model_dump()}
        raise
    return shapes.section(section)


@router.delete(
    "/{code}/sections/{section_id}",
    response=shapes.SectionShown,
    operation_id="remove-section",
    summary="Take a section out",
)
def remove_section(request: SignedInRequest, code: str, section_id: int) -> object:
    """It is kept and can be put back on its page."""
    agreement = asking.agreement_of(request, code)
    section = found(rows.sections_of(agreement), pk=section_id)
    return shapes.section(text.remove_section(section=section, by=request.user, at=now()))


@router.get(
    "/{code}/versions",
    response=list[shapes.VersionShown],
    operation_id="versions",
    summary="Frozen texts",
)
def all_versions(request: SignedInRequest, code: str) -> object:
    """The newest first, each with its SHA-256."""
    agreement = asking.agreement_of(request, code)
    return [shapes.version(one) for one in drafts.versions_of(agreement)]


@router.get(
    "/{code}/versions/{number}",
    response=shapes.VersionRead,
    operation_id="version",
    summary="One frozen text with its bytes",
)
def version(request: SignedInRequest, code: str, number: int) -> object:
    """What is agreed to, approved and signed is exactly these bytes."""
    agreement = asking.agreement_of(request, code)
    return shapes.version_read(found(rows.versions_of(agreement), number=number))


@router.post(
    "/{code}/versions",
    response={201: shapes.VersionShown},
    operation_id="freeze",
    summary="Freeze the text as it stands",
)
def freeze(request: SignedInRequest, code: str, given: Note) -> object:
    """Offer it to the other sides; whoever agreed to an earlier one is asked anew."""
    agreement = asking.agreement_of(request, code)
    kept = versions.freeze(agreement=agreement, note=given.note, by=request.user, at=now())
    return Status(201, shapes.version(kept))
