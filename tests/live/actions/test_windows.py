from datetime import timedelta

import pytest

from jejaring.activities.live.actions.windows import (
    TooFewWindows,
    TooManyWindows,
    WindowOutside,
    WindowsOverlap,
    WindowsSettled,
    WindowUsed,
    add_window,
    move_window,
    proposal,
    propose_windows,
    remove_window,
    renew_code,
)
from jejaring.activities.live.models import CheckInWindow
from jejaring.activities.live.states import SessionState
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.codes import ALPHABET
from jejaring.ground.kernel.refusals import NotFound, NotPermitted
from tests.factories.live import ArrivalFactory, LiveSessionFactory

pytestmark = pytest.mark.django_db


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def arrive(window: CheckInWindow, person) -> None:
    ArrivalFactory.create(session_id=window.session_id, window_id=window.pk, person_id=person.pk)


def add(session, by, now, opens, closes):
    return add_window(
        session=session,
        opens_at=session.starts_at + minutes(opens),
        closes_at=session.starts_at + minutes(closes),
        by=by,
        at=now,
    )


def positions(session) -> list[int]:
    return [window.position for window in session.windows.order_by("opens_at")]


@pytest.mark.parametrize(
    ("length", "spans"),
    [
        (120, [(0, 20), (50, 70), (110, 130)]),
        (30, [(0, 5), (12.5, 17.5), (27.5, 32.5)]),
        (720, [(0, 20), (350, 370), (710, 730)]),
    ],
)
def test_three_windows_are_proposed(draft, length, spans):
    draft.ends_at = draft.starts_at + minutes(length)

    assert proposal(draft) == [
        (draft.starts_at + minutes(opens), draft.starts_at + minutes(closes))
        for opens, closes in spans
    ]


def test_proposing_fills_an_empty_session_once(programme, organiser, now):
    session = LiveSessionFactory.create(programme=programme, draft=True)

    made = propose_windows(session=session, by=organiser, at=now)
    again = propose_windows(session=session, by=organiser, at=now)

    assert made == again
    assert len({window.code for window in made}) == 3
    assert all(set(window.code) <= set(ALPHABET) for window in made)
    assert [entry.act for entry in Entry.objects.all()] == ["live.windows_proposed"]


def test_a_window_takes_its_place_in_time(draft, organiser, now):
    window = add(draft, organiser, now, -20, 5)

    assert window.position == 1
    assert positions(draft) == [1, 2, 3, 4]


@pytest.mark.parametrize(("opens", "closes"), [(-31, 5), (100, 151), (105, 105), (108, 102)])
def test_a_window_lies_around_its_session(draft, organiser, now, opens, closes):
    with pytest.raises(WindowOutside):
        add(draft, organiser, now, opens, closes)


def test_two_codes_are_never_taken_at_once(draft, organiser, now):
    with pytest.raises(WindowsOverlap) as refusal:
        add(draft, organiser, now, 20, 35)
    assert "08.10–08.30" in refusal.value.sentence
    assert add(draft, organiser, now, 30, 40).position == 2


def test_a_session_bears_six_windows(draft, organiser, now):
    for opens in (92, 96, 100):
        add(draft, organiser, now, opens, opens + 3)

    with pytest.raises(TooManyWindows):
        add(draft, organiser, now, 110, 115)


def test_a_window_moves_and_the_order_follows(draft, organiser, now):
    first = draft.windows.first()

    moved = move_window(
        window=first,
        opens_at=draft.starts_at + minutes(100),
        closes_at=draft.starts_at + minutes(110),
        by=organiser,
        at=now,
    )

    assert moved.position == 3
    assert positions(draft) == [1, 2, 3]


def test_once_used_a_window_is_only_kept_open_longer(draft, organiser, now):
    window = draft.windows.first()
    arrive(window, organiser)

    def move(opens_at, closes_at):
        return move_window(
            window=window, opens_at=opens_at, closes_at=closes_at, by=organiser, at=now
        )

    with pytest.raises(WindowUsed):
        move(window.opens_at - minutes(1), window.closes_at)
    with pytest.raises(WindowUsed):
        move(window.opens_at, window.closes_at - minutes(1))
    longer = move(window.opens_at, window.closes_at + minutes(5))
    assert longer.closes_at == window.closes_at + minutes(5)
    with pytest.raises(WindowUsed):
        remove_window(window=window, by=organiser, at=now)


def test_a_leaked_code_is_replaced(session, organiser, now):
    window = session.windows.first()

    renewed = renew_code(window=window, by=organiser, at=now)

    assert renewed.code != window.code
    details = Entry.objects.get().details
    assert window.code not in details
    assert renewed.code not in details


def test_a_window_is_removed_and_the_order_closes(draft, organiser, now):
    remove_window(window=draft.windows.first(), by=organiser, at=now)

    assert positions(draft) == [1, 2]


def test_an_announced_session_keeps_the_windows_its_rule_asks_for(session, organiser, now):
    remove_window(window=session.windows.first(), by=organiser, at=now)

    with pytest.raises(TooFewWindows):
        remove_window(window=session.windows.first(), by=organiser, at=now)


def test_a_window_removed_meanwhile_is_said_to_be_gone(draft, organiser, now):
    window = draft.windows.first()
    remove_window(window=CheckInWindow.objects.get(pk=window.pk), by=organiser, at=now)

    with pytest.raises(NotFound):
        renew_code(window=window, by=organiser, at=now)


def test_a_settled_session_keeps_its_windows(session, organiser, now):
    session.state = SessionState.CANCELLED
    session.save()

    with pytest.raises(WindowsSettled):
        renew_code(window=session.windows.first(), by=organiser, at=now)


def test_only_organisers_of_the_agency_change_windows(session, neighbour, auditor, now):
    window = session.windows.first()
    span = {"opens_at": window.opens_at, "closes_at": window.closes_at}
    for person in (neighbour, auditor):
        for step in (
            lambda by: propose_windows(session=session, by=by, at=now),
            lambda by: add_window(session=session, **span, by=by, at=now),
            lambda by: move_window(window=window, **span, by=by, at=now),
            lambda by: renew_code(window=window, by=by, at=now),
            lambda by: remove_window(window=window, by=by, at=now),
        ):
            with pytest.raises(NotPermitted):
                step(person)
    assert not Entry.objects.exists()
