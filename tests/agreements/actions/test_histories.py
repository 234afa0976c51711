"""Random histories of acts: only allowed moves happen, and the trail tells the same story."""

import contextlib
import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agreements.actions import lifecycle, stages, sweeps, versions
from jejaring.parties.agreements.models import Agreement, Signature, Step
from jejaring.parties.agreements.queries import canonical, waiting
from jejaring.parties.agreements.rules import stages as rules
from jejaring.parties.agreements.states import (
    TRANSITIONS,
    AgreementState,
    SignatureMethod,
    StepKind,
)
from tests.agreements.conftest import made_agreement, made_network

pytestmark = pytest.mark.django_db

STEPS = 60
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *["take"] * 12,
                *["send_back", "take_back", "delegate", "edit", "freeze", "sign", "wait"],
                *["suspend", "resume", "dispute", "notice", "take_back_notice"],
            ]
        ),
        st.integers(0, 7),
        st.booleans(),
    ),
    min_size=15,
    max_size=STEPS,
)


class History:
    """Does what it is told, as whoever may, and lets what is refused be refused."""

    def __init__(self, asks_dprd, at):
        self.network = made_network()
        self.agreement = made_agreement(self.network, burdens_people=asks_dprd)
        self.at = at
        self.states = [AgreementState.PROPOSED]

    def do(self, act, number, first):
        self.at += timedelta(minutes=3)
        self.number = number
        self.side = self.network.jatim if first else self.network.jambi
        with contextlib.suppress(Refusal):
            getattr(self, act)()
        self.agreement = Agreement.objects.get(pk=self.agreement.pk)
        if self.agreement.state != self.states[-1]:
            self.states.append(AgreementState(self.agreement.state))

    def step(self):
        open_ones = list(waiting.open_steps(self.agreement))
        return open_ones[self.number % len(open_ones)] if open_ones else None

    def take(self):
        step = self.step()
        if step is None:
            stages.propose(agreement=self.agreement, by=self.network.officer(), at=self.at)
            return
        told = {"step": step, "by": self.network.taker(step), "at": self.at}
        kind = StepKind(step.kind)
        if kind == StepKind.TERMS:
            stages.propose(agreement=self.agreement, by=told["by"], at=self.at)
        elif kind == StepKind.NEGOTIATE:
            newest = canonical.newest_version(self.agreement)
            if canonical.is_current(newest, self.agreement):
                stages.agree_to_text(version=newest, **told)
            else:
                stages.offer_text(**told)
        elif kind == StepKind.APPROVE:
            stages.approve(**told)
        elif kind == StepKind.REGISTER:
            stages.register(number=f"119/{step.pk}", **told)
        elif kind == StepKind.ACKNOWLEDGE:
            lifecycle.acknowledge(**told)
        elif kind == StepKind.SETTLE:
            lifecycle.settle(note="Beres.", **told)
        elif kind == StepKind.SIGN:
            self.side = step.agency
            self.sign()
        else:
            stages.pass_step(note="172/1/2026", **told)

    def send_back(self):
        step = self.step()
        if step is not None:
            stages.send_back(step=step, reason="Perbaiki.", by=self.network.taker(step), at=self.at)

    def take_back(self):
        done = list(Step.objects.filter(agreement=self.agreement, closed_by__isnull=False))
        if done:
            step = done[-1 - self.number % min(3, len(done))]
            stages.take_back(step=step, by=step.closed_by, at=self.at)

    def delegate(self):
        step = self.step()
        if step is not None:
            by = self.network.taker(step)
            stages.delegate(step=step, person=by, by=by, at=self.at)

    def edit(self):
        if self.agreement.is_drafted:
            self.agreement.sections.update(body=f"Isi {self.at}")

    def freeze(self):
        versions.freeze(agreement=self.agreement, by=self.network.officer(self.side), at=self.at)

    def sign(self):
        version = canonical.newest_version(self.agreement)
        party = self.agreement.parties.get(agency=self.side)
        waits = waiting.open_steps(self.agreement).filter(kind=StepKind.SIGN, party=party)
        if version is not None and waits.exists():
            Signature.objects.create(
                agreement=self.agreement,
                party=party,
                version=version,
                sha256=version.sha256,
                method=SignatureMethod.ELECTRONIC,
                at=self.at,
            )
            stages.note_signed(agreement=self.agreement, by=None, at=self.at)

    def wait(self):
        self.at += timedelta(days=self.number * 15)
        sweeps.end_due(at=self.at)
        sweeps.nudge_due(at=self.at)

    def _head(self, act):
        by = self.network.head(self.side)
        act(agreement=self.agreement, reason="Alasan.", by=by, at=self.at)

    def suspend(self):
        self._head(lifecycle.suspend)

    def resume(self):
        self._head(lifecycle.resume)

    def dispute(self):
        self._head(lifecycle.dispute)

    def notice(self):
        self._head(lifecycle.give_notice)

    def take_back_notice(self):
        self._head(lifecycle.take_back_notice)


def open_now(agreement):
    found = waiting.open_steps(agreement).order_by("kind", "party")
    return sorted((step.kind, step.party_id) for step in found)


class Replay:
    """What the trail alone says: the state, and the steps that wait."""

    def __init__(self, agreement, asks_dprd):
        self.sides = list(agreement.parties.order_by("position").values_list("pk", flat=True))
        self.asks_dprd = asks_dprd
        self.state = AgreementState.PROPOSED
        self.open = {(StepKind.TERMS, self.sides[0])}

    def read(self, act, said):
        self.said = said
        getattr(self, act, self._closed)()

    def _ignored(self):
        pass

    delegated = delegation_ended = nudged = version_frozen = _ignored

    def _closed(self):
        kind, side = StepKind(self.said["step"]), self.said["party"]
        self.open.discard((kind, side))
        own = rules.FOLLOWS_FOR_ONE_SIDE.get(kind)
        if own:
            self.open.add((own, side))
        if not any(one in rules.holding(kind) for one, _side in self.open):
            self._move(rules.after(kind, self.state, asks_dprd=self.asks_dprd))

    def _move(self, move):
        self.state = move.state
        if move.opens == StepKind.TERMS:
            self.open.add((move.opens, self.sides[0]))
        elif move.opens:
            self.open |= {(move.opens, side) for side in self.sides}

    def assent_voided(self):
        self.open = {one for one in self.open if one[0] != StepKind.APPROVE}
        self.open |= {(StepKind.NEGOTIATE, side) for side in self.said["sides"]}

    def sent_back(self):
        self.open = set()
        self._move(rules.BACK[StepKind(self.said["step"])])

    def step_taken_back(self):
        own = rules.FOLLOWS_FOR_ONE_SIDE.get(StepKind(self.said["step"]))
        self.open.discard((own, self.said["party"]))
        self.open.add((StepKind(self.said["step"]), self.said["party"]))

    def suspended(self):
        self.state = AgreementState.SUSPENDED

    def resumed(self):
        self.state = AgreementState.REGISTERED

    def disputed(self):
        self.state = AgreementState.DISPUTED
        self.open |= {(StepKind.SETTLE, side) for side in self.sides}

    def notice_given(self):
        self.open |= {
            (StepKind.ACKNOWLEDGE, one) for one in self.sides if one != self.said["party"]
        }

    def notice_taken_back(self):
        self.open = {one for one in self.open if one[0] != StepKind.ACKNOWLEDGE}

    def terminated(self):
        self.state, self.open = AgreementState.TERMINATED, set()


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(acts=ACTS, asks_dprd=st.booleans())
def test_any_history_moves_as_allowed_and_is_told_by_its_trail(acts, asks_dprd, db, now):
    history = History(asks_dprd, now)
    for act, number, first in acts:
        history.do(act, number, first)
        waits = open_now(history.agreement)
        assert len(waits) == len(set(waits))

    moves = list(zip(history.states, history.states[1:], strict=False))
    assert all(to in TRANSITIONS[state] for state, to in moves)
    replay = Replay(history.agreement, asks_dprd)
    told = Entry.objects.filter(thing=f"agreements.Agreement:{history.agreement.pk}")
    for entry in told.order_by("at", "id"):
        replay.read(entry.act.partition(".")[2], json.loads(entry.details))
    assert replay.state == history.agreement.state
    started = history.agreement.steps.exists()
    assert sorted(replay.open if started else []) == waits_of(history.agreement)


def waits_of(agreement):
    return sorted((StepKind(kind), party) for kind, party in open_now(agreement))
