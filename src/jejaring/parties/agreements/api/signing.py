"""Signing by digits typed just now, and who has signed."""

from datetime import datetime
from typing import Annotated

from django.utils.timezone import now
from ninja import Router, Schema, Status
from pydantic import Field

from jejaring.ground.rest.shapes import Given
from jejaring.parties.agreements.actions import signing as actions
from jejaring.parties.agreements.api import asking
from jejaring.parties.agreements.models import Signature
from jejaring.parties.agreements.queries import rows
from jejaring.parties.agreements.states import SignatureMethod
from jejaring.parties.people.http import SignedInRequest

router = Router(tags=["signing"])


class Signing(Given):
    """What is signed, and the proof that the signatory is there."""

    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="Of the text you read.")]
    code: Annotated[
        str, Field(pattern="^[0-9]{6}$", description="Six digits of your authenticator app, now.")
    ]


class SignatureShown(Schema):
    """One side's signature under one exact text."""

    agency: str
    method: SignatureMethod
    sha256: str
    at: datetime
    sealed_at: Annotated[
        datetime | None, Field(description="When it was sealed into the PDF; that takes seconds.")
    ]


@router.get(
    "/{code}/signatures",
    response=list[SignatureShown],
    operation_id="signatures",
    summary="Who has signed",
)
def signatures(request: SignedInRequest, code: str) -> object:
    """In the order in which they signed."""
    agreement = asking.agreement_of(request, code)
    return [_shown(one) for one in rows.signatures_of(agreement)]


@router.post(
    "/{code}/parties/{agency}/signature",
    response={201: SignatureShown},
    operation_id="sign",
    summary="Sign for a side",
    url_name="sign",
)
def sign(request: SignedInRequest, code: str, agency: str, given: Signing) -> object:
    """Only the person whom the text names as signatory of that side."""
    agreement = asking.agreement_of(request, code)
    signature = actions.sign(
        party=asking.party_of(agreement, agency),
        seen_sha256=given.sha256,
        code=given.code,
        by=request.user,
        at=now(),
    )
    return Status(201, _shown(signature))


def _shown(signature: Signature) -> SignatureShown:
    return SignatureShown(
        agency=signature.party.agency.code,
        method=SignatureMethod(signature.method),
        sha256=signature.sha256,
        at=signature.at,
        sealed_at=signature.sealed_at,
    )
