"""Which step follows which; pure, so that a history can be replayed by the same table."""

from dataclasses import dataclass

from jejaring.parties.agreements.states import AgreementState, StepKind

PROPOSED = AgreementState.PROPOSED
UNDER_REVIEW = AgreementState.UNDER_REVIEW
NEGOTIATION = AgreementState.NEGOTIATION


@dataclass(frozen=True, slots=True)
class Move:
    """Where the agreement goes, and the step that is laid before the sides."""

    state: AgreementState
    opens: StepKind | None


def after(kind: StepKind, state: AgreementState, *, asks_dprd: bool) -> Move:
    """What follows when every side has done a step of this kind (Permendagri 22/2020)."""
    if kind == StepKind.NEGOTIATE and asks_dprd:
        return Move(AgreementState.AWAITING_DPRD, StepKind.DPRD)
    follows = {
        StepKind.TERMS: Move(UNDER_REVIEW, StepKind.TKKSD),
        StepKind.LEGAL: Move(NEGOTIATION, StepKind.NEGOTIATE),
        StepKind.NEGOTIATE: Move(NEGOTIATION, StepKind.APPROVE),
        StepKind.DPRD: Move(AgreementState.AWAITING_DPRD, StepKind.APPROVE),
        StepKind.APPROVE: Move(AgreementState.APPROVED, StepKind.SIGN),
        StepKind.SIGN: Move(AgreementState.SIGNED, StepKind.REGISTER),
        StepKind.REGISTER: Move(AgreementState.REGISTERED, None),
        StepKind.SETTLE: Move(AgreementState.REGISTERED, None),
    }
    return follows.get(kind, Move(state, None))


FOLLOWS_FOR_ONE_SIDE = {StepKind.TKKSD: StepKind.LEGAL}
"""What opens for a side as soon as it alone has done a step; nobody waits for the other region."""

TOGETHER = {
    StepKind.LEGAL: (StepKind.TKKSD, StepKind.LEGAL),
}
"""Kinds of which none may be open before the agreement moves on; else the kind itself."""

BACK: dict[StepKind, Move] = {
    StepKind.TKKSD: Move(PROPOSED, StepKind.TERMS),
    StepKind.LEGAL: Move(PROPOSED, StepKind.TERMS),
    StepKind.NEGOTIATE: Move(UNDER_REVIEW, StepKind.TKKSD),
    StepKind.DPRD: Move(NEGOTIATION, StepKind.NEGOTIATE),
    StepKind.APPROVE: Move(NEGOTIATION, StepKind.NEGOTIATE),
    StepKind.SIGN: Move(NEGOTIATION, StepKind.NEGOTIATE),
}
"""Where a step can be sent back to; the others cannot be."""

TAKEN_BACK = frozenset(
    {StepKind.TKKSD, StepKind.LEGAL, StepKind.NEGOTIATE, StepKind.DPRD, StepKind.APPROVE}
)
"""Steps whose taker may think again for a few minutes, while nothing has followed for all."""


def holding(kind: StepKind) -> tuple[StepKind, ...]:
    """Open steps of these kinds keep the agreement where it is."""
    return TOGETHER.get(kind, (kind,))
