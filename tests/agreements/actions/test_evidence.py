from datetime import date

import pytest

from jejaring.parties.agreements.actions import doors, evidence, planning
from jejaring.parties.agreements.models import Evidence
from jejaring.parties.agreements.states import LineState
from tests.agreements.planned import line_of, paper_of, planned
from tests.conftest import NOW
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import ClauseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pact():
    return planned()


@pytest.fixture
def line(pact):
    return line_of(pact.agreement)


def movement_of(pact):
    clause = ClauseFactory(
        agreement=pact.agreement, giver=pact.ours.agency, receiver=pact.theirs.agency
    )
    return doors.take(
        clause_id=clause.pk,
        source="live.LiveSession:12",
        title="Seri 12",
        address="/asn-belajar/12/",
        by=None,
        at=NOW,
    )


def test_a_file_shows_it(pact, line):
    paper = paper_of(pact.agreement)

    first = evidence.attach(line=line, document=paper, by=pact.other, at=NOW)
    again = evidence.attach(line=line, document=paper, by=pact.officer, at=NOW)

    assert first == again
    assert (first.party, first.title) == (pact.theirs, "laporan.pdf")
    line.refresh_from_db()
    assert line.moved_at == NOW


def test_an_event_of_the_system_shows_it(pact, line):
    movement = movement_of(pact)

    for _ in range(2):
        evidence.link_movement(line=line, movement=movement, by=pact.officer, at=NOW)

    row = Evidence.objects.get()
    assert (row.source, row.title, row.address) == (
        "live.LiveSession:12",
        "Seri 12",
        "/asn-belajar/12/",
    )


def test_files_and_events_of_others_are_refused(pact, line):
    elsewhere = planned()
    withdrawn = paper_of(pact.agreement, withdrawn_at=NOW)

    for paper in (paper_of(elsewhere.agreement), withdrawn):
        with pytest.raises(evidence.ForeignDocument):
            evidence.attach(line=line, document=paper, by=pact.officer, at=NOW)
    with pytest.raises(evidence.ForeignEvent):
        evidence.link_movement(line=line, movement=movement_of(elsewhere), by=pact.officer, at=NOW)


@pytest.mark.parametrize(("source", "title"), [(" ", "Seri 12"), ("live.LiveSession:12", "")])
def test_a_sentence_alone_shows_nothing(pact, line, source, title):
    with pytest.raises(evidence.NothingShown):
        evidence.link(line=line, source=source, title=title, by=pact.officer, at=NOW)


@pytest.mark.parametrize("state", [LineState.CANCELLED, LineState.CARRIED_OVER])
def test_what_was_given_up_needs_no_evidence(pact, line, state):
    line.state = state
    line.save()

    with pytest.raises(evidence.LineGivenUp):
        evidence.attach(line=line, document=paper_of(pact.agreement), by=pact.officer, at=NOW)


def test_nothing_is_shown_before_the_first_day():
    pact = planned(starts_on=date(2026, 11, 27))
    with pytest.raises(evidence.NotBegun):
        evidence.attach(
            line=line_of(pact.agreement), document=paper_of(pact.agreement), by=pact.officer,
            at=NOW,
        )  # fmt: skip


def test_neighbours_and_auditors_attach_nothing(pact, line):
    people = [
        MembershipFactory(officer=True).person,
        MembershipFactory(agency=pact.ours.agency, auditor=True).person,
    ]
    for person in people:
        with pytest.raises(planning.NotYourPlan):
            evidence.attach(line=line, document=paper_of(pact.agreement), by=person, at=NOW)
    assert not Evidence.objects.exists()
