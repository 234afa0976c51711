"""Walks an agreement through its stages by the actions themselves."""

from jejaring.parties.agreements.actions import stages, versions
from jejaring.parties.agreements.models import Signature
from jejaring.parties.agreements.queries import canonical, waiting
from jejaring.parties.agreements.states import SignatureMethod, StepKind


def open_step(agreement, kind, agency=None):
    steps = waiting.open_steps(agreement).filter(kind=kind)
    if agency is not None:
        steps = steps.filter(agency=agency)
    return steps[0]


def pass_all(network, agreement, kind, at, note=""):
    for step in waiting.open_steps(agreement).filter(kind=kind):
        stages.pass_step(step=step, note=note, by=network.taker(step), at=at)


def to_review(network, agreement, at):
    stages.propose(agreement=agreement, by=network.officer(), at=at)


def to_negotiation(network, agreement, at):
    to_review(network, agreement, at)
    pass_all(network, agreement, StepKind.TKKSD, at)
    pass_all(network, agreement, StepKind.LEGAL, at)


def agree(network, agreement, at):
    version = canonical.newest_version(agreement)
    if not canonical.is_current(version, agreement):
        version = versions.freeze(agreement=agreement, by=network.officer(), at=at)
    for step in waiting.open_steps(agreement).filter(kind=StepKind.NEGOTIATE):
        stages.agree_to_text(step=step, version=version, by=network.taker(step), at=at)


def to_approval(network, agreement, at):
    to_negotiation(network, agreement, at)
    agree(network, agreement, at)


def approve(network, agreement, at):
    for step in waiting.open_steps(agreement).filter(kind=StepKind.APPROVE):
        stages.approve(step=step, by=network.taker(step), at=at)


def sign(agreement, party, at):
    version = canonical.newest_version(agreement)
    assert version is not None
    Signature.objects.create(
        agreement=agreement,
        party=party,
        version=version,
        sha256=version.sha256,
        method=SignatureMethod.ELECTRONIC,
        at=at,
    )
    return stages.note_signed(agreement=agreement, by=None, at=at)


def to_signing(network, agreement, at):
    to_approval(network, agreement, at)
    approve(network, agreement, at)


def to_registration(network, agreement, at):
    to_signing(network, agreement, at)
    for party in agreement.parties.all():
        sign(agreement, party, at)


def to_force(network, agreement, at):
    to_registration(network, agreement, at)
    for step in waiting.open_steps(agreement).filter(kind=StepKind.REGISTER):
        number = f"119/{step.party_id}/{agreement.code}"
        stages.register(step=step, number=number, by=network.taker(step), at=at)
    agreement.refresh_from_db()
