import pytest

from jejaring.activities.live.actions.parts import (
    AlreadyInvited,
    LineOutside,
    add_line,
    edit_line,
    invite_speaker,
    move_line,
    move_speaker,
    remove_line,
    remove_speaker,
)
from jejaring.activities.live.models import Speaker
from jejaring.activities.live.states import SpeakerRole, SpeakerScope
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotFound, NotPermitted
from tests.factories.live import LiveSessionFactory

pytestmark = pytest.mark.django_db


def invite(session, by, now, **changes):
    values = {
        "name": "Dr. Narasumber Contoh",
        "office": "Universitas Contoh",
        "scope": SpeakerScope.NATIONAL,
        "language": "",
        "role": SpeakerRole.SPEAKER,
        "by": by,
        "at": now,
    }
    return invite_speaker(session=session, **values | changes)


def acts() -> list[str]:
    return [entry.act for entry in Entry.objects.order_by("pk")]


def test_a_speaker_is_invited_and_stays_known(session, organiser, now):
    invite(session, organiser, now)
    other = LiveSessionFactory.create(programme=session.programme, draft=True)

    part = invite(other, organiser, now, name="dr. narasumber contoh", office="")

    assert Speaker.objects.count() == 1
    assert part.speaker.office == "Universitas Contoh"
    assert acts() == ["live.speaker_invited", "live.speaker_invited"]


def test_a_speaker_has_one_part(session, organiser, now):
    invite(session, organiser, now)

    with pytest.raises(AlreadyInvited):
        invite(session, organiser, now, role=SpeakerRole.MODERATOR)


def test_parts_stand_in_the_order_they_were_given(session, organiser, now):
    first = invite(session, organiser, now)
    second = invite(session, organiser, now, name="Moderator Contoh", role=SpeakerRole.MODERATOR)

    assert list(session.speakers.all()) == [first, second]


def test_removing_a_part_twice_changes_nothing(session, organiser, now):
    part = invite(session, organiser, now)

    for _time in range(2):
        remove_speaker(part=part, by=organiser, at=now)

    assert not session.speakers.exists()
    assert Speaker.objects.count() == 1
    assert acts() == ["live.speaker_invited", "live.speaker_removed"]


def line(session, by, now, **changes):
    values = {"offset": 10, "title": "Sambutan", "note": "", "by": by, "at": now}
    return add_line(session=session, **values | changes)


def test_the_run_down_is_in_the_order_of_time(session, organiser, now):
    line(session, organiser, now)
    line(session, organiser, now, offset=0, title="Pembukaan")

    assert [item.title for item in session.run_down.all()] == ["Pembukaan", "Sambutan"]


@pytest.mark.parametrize("offset", [-1, 120])
def test_a_line_begins_within_the_session(session, organiser, now, offset):
    with pytest.raises(LineOutside):
        line(session, organiser, now, offset=offset)


def test_a_line_is_changed_and_removed(session, organiser, now):
    added = line(session, organiser, now)

    edit_line(line=added, offset=15, title="Materi", note="", by=organiser, at=now)
    for _time in range(2):
        remove_line(line=added, by=organiser, at=now)

    assert not session.run_down.exists()
    assert acts() == ["live.line_added", "live.line_edited", "live.line_removed"]
    with pytest.raises(NotFound):
        edit_line(line=added, offset=15, title="Materi", note="", by=organiser, at=now)


def test_only_organisers_of_the_agency_change_parts(session, organiser, neighbour, auditor, now):
    part, added = invite(session, organiser, now), line(session, organiser, now)
    before = acts()
    for person in (neighbour, auditor):
        for step in (
            lambda by: invite(session, by, now, name="Lain"),
            lambda by: remove_speaker(part=part, by=by, at=now),
            lambda by: move_speaker(part=part, up=True, by=by, at=now),
            lambda by: line(session, by, now),
            lambda by: edit_line(line=added, offset=1, title="A", note="", by=by, at=now),
            lambda by: move_line(line=added, up=True, by=by, at=now),
            lambda by: remove_line(line=added, by=by, at=now),
        ):
            with pytest.raises(NotPermitted):
                step(person)
    assert acts() == before


def test_a_part_moves_one_place_and_stops_at_the_edge(session, organiser, now):
    first = invite(session, organiser, now)
    second = invite(session, organiser, now, name="Moderator Contoh")
    third = invite(session, organiser, now, name="Pembawa Acara Contoh")

    moved = move_speaker(part=third, up=True, by=organiser, at=now)
    move_speaker(part=first, up=True, by=organiser, at=now)
    move_speaker(part=second, up=False, by=organiser, at=now)

    assert moved.position == 2
    assert list(session.speakers.all()) == [first, third, second]
    assert [part.position for part in session.speakers.all()] == [1, 2, 3]
    assert acts()[3:] == ["live.speaker_moved"]


def test_a_part_that_is_gone_is_not_moved(session, organiser, now):
    part = invite(session, organiser, now)
    remove_speaker(part=part, by=organiser, at=now)

    with pytest.raises(NotFound):
        move_speaker(part=part, up=True, by=organiser, at=now)


def lines(session) -> list[tuple[int, str]]:
    return [(row.offset, row.title) for row in session.run_down.all()]


def test_a_line_changes_places_and_each_keeps_how_long_it_takes(session, organiser, now):
    line(session, organiser, now, offset=0, title="Pembukaan")
    line(session, organiser, now, offset=15, title="Paparan")
    last = line(session, organiser, now, offset=85, title="Tanya jawab")

    moved = move_line(line=last, up=True, by=organiser, at=now)
    assert (moved.offset, moved.title) == (15, "Tanya jawab")
    assert lines(session) == [(0, "Pembukaan"), (15, "Tanya jawab"), (50, "Paparan")]

    back = move_line(line=moved, up=False, by=organiser, at=now)
    assert (back.offset, back.title) == (85, "Tanya jawab")
    assert lines(session) == [(0, "Pembukaan"), (15, "Paparan"), (85, "Tanya jawab")]
    assert acts()[3:] == ["live.line_moved", "live.line_moved"]


def test_lines_of_the_same_minute_change_places(session, organiser, now):
    for title in ("Satu", "Dua", "Tiga"):
        last = line(session, organiser, now, offset=10, title=title)

    move_line(line=last, up=True, by=organiser, at=now)

    assert lines(session) == [(10, "Satu"), (10, "Tiga"), (10, "Dua")]


def test_a_line_stops_at_the_edge(session, organiser, now):
    only = line(session, organiser, now)

    for up in (True, False):
        assert move_line(line=only, up=up, by=organiser, at=now) == only

    assert acts() == ["live.line_added"]
