from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

from django.db import connections

from jejaring.activities.live.actions.schedule import announce, cancel, postpone
from jejaring.activities.live.actions.session import create_session
from jejaring.activities.live.models import LiveSession
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import Refusal
from tests.live.conftest import THURSDAY

OFFICERS = 4


def at_once(work) -> list[Any]:
    """Run `work(n)` in a thread for each officer, all starting together; refusals are answers."""
    start = Barrier(OFFICERS)

    def run(number):
        try:
            start.wait()
            return work(number)
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(OFFICERS) as pool:
        return list(pool.map(run, range(OFFICERS)))


def test_sessions_planned_at_once_have_no_gap_and_no_double(unguarded, programme, organiser, now):
    def plan(number):
        on = THURSDAY + timedelta(weeks=number)
        return create_session(programme=programme, on=on, title="", by=organiser, at=now)

    at_once(plan)

    numbers = LiveSession.objects.order_by("year", "number").values_list("year", "number")
    assert list(numbers) == [(2026, 1), (2026, 2), (2026, 3), (2026, 4)]
    assert list(trail.breaks(programme.agency_id)) == []


def test_one_date_planned_at_once_is_planned_once(unguarded, programme, organiser, now):
    def plan(_number):
        return create_session(programme=programme, on=THURSDAY, title="", by=organiser, at=now)

    answers = at_once(plan)

    assert sum(isinstance(answer, Refusal) for answer in answers) == OFFICERS - 1
    assert LiveSession.objects.get().windows.count() == 3


def test_a_session_postponed_and_cancelled_at_once_ends_in_one_state(
    unguarded, session, organiser, now
):
    def act(number):
        if number % 2:
            return cancel(session=session, reason="Cuaca.", by=organiser, at=now)
        later = session.starts_at + timedelta(weeks=1 + number)
        return postpone(session=session, starts_at=later, reason="Sakit.", by=organiser, at=now)

    at_once(act)

    session.refresh_from_db()
    assert session.state == "cancelled"
    assert {w.opens_at - session.starts_at for w in session.windows.all()} == {
        timedelta(minutes=10),
        timedelta(minutes=40),
        timedelta(minutes=70),
    }
    assert list(trail.breaks(session.agency_id)) == []


def test_two_officers_announce_at_once(unguarded, draft, organiser, now):
    def press(number):
        return announce(session=draft, by=organiser, at=now + timedelta(seconds=number))

    answers = at_once(press)

    assert len({answer.announced_at for answer in answers}) == 1
