from datetime import date, timedelta

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.parties.agreements.actions import nudging
from jejaring.parties.agreements.states import AgreementState, LineState
from jejaring.parties.notices.models import Notice
from jejaring.parties.notices.queries import words_of
from tests.agreements.planned import line_of, paper_of, planned
from tests.conftest import NOW
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import ClauseFactory

pytestmark = pytest.mark.django_db
LATE = date(2026, 11, 14)


def clause_of(pact):
    return ClauseFactory(
        agreement=pact.agreement, giver=pact.theirs.agency, receiver=pact.ours.agency
    )


def told():
    return set(Notice.objects.values_list("person", flat=True))


def test_whose_turn_it_is_hears_of_it_once_a_fortnight():
    pact = planned()
    line = line_of(pact.agreement, due_on=LATE, clause=clause_of(pact), title="Dua lokus")
    line.owners.create(party=pact.theirs, person=pact.other)
    line.owners.create(party=pact.ours, person=pact.officer)

    assert nudging.nudge(at=NOW) == 1
    assert nudging.nudge(at=NOW + timedelta(days=13)) == 0
    assert nudging.nudge(at=NOW + timedelta(days=14)) == 1

    assert told() == {pact.other.pk}
    words = words_of(Notice.objects.order_by("pk")[0], pact.other)
    assert words.subject == "Lewat 12 hari: Dua lokus"
    assert "menunggu pihak Anda" in words.body
    entries = Entry.objects.filter(act="agreements.line_nudged")
    assert set(entries.values_list("agency", flat=True)) == {pact.theirs.agency_id}


def test_without_an_owner_the_person_in_charge_hears_then_the_officers():
    pact = planned()
    line = line_of(pact.agreement, due_on=LATE, clause=clause_of(pact))
    nudging.nudge(at=NOW)
    assert told() == {pact.other.pk}

    Notice.objects.all().delete()
    head = MembershipFactory(agency=pact.theirs.agency, head=True).person
    pact.theirs.person_in_charge = head
    pact.theirs.save()
    nudging.nudge(at=NOW + timedelta(days=14))
    assert told() == {head.pk}

    Notice.objects.all().delete()
    gone = MembershipFactory(agency=pact.theirs.agency, ended_at=NOW).person
    line.owners.create(party=pact.theirs, person=gone)
    nudging.nudge(at=NOW + timedelta(days=28))
    assert told() == {head.pk}


def test_what_stands_still_for_ninety_days_is_asked_after():
    pact = planned()
    line = line_of(pact.agreement, title="Dua lokus", moved_at=NOW - timedelta(days=90))

    assert nudging.nudge(at=NOW) == 1
    assert told() == {pact.officer.pk, pact.other.pk}
    line.refresh_from_db()
    assert line.nudged_at == NOW
    notice = Notice.objects.all()[0]
    assert words_of(notice, notice.person).subject == "Belum ada pergerakan: Dua lokus"


def test_nobody_is_reminded_in_vain():
    pact = planned()
    line_of(pact.agreement, due_on=date(2026, 12, 20), position=1)
    line_of(pact.agreement, due_on=LATE, state=LineState.DONE, position=2)
    shown = line_of(pact.agreement, due_on=LATE, position=3)
    shown.evidence.create(party=pact.ours, document=paper_of(pact.agreement), title="Bukti", at=NOW)
    stopped = planned(state=AgreementState.SUSPENDED)
    line_of(stopped.agreement, due_on=LATE)

    assert nudging.nudge(at=NOW) == 0
    assert not Notice.objects.exists()
