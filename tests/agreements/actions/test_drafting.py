from datetime import date, timedelta

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import drafting, editing
from jejaring.parties.agreements.models import Agreement, Line, SectionRevision
from jejaring.parties.agreements.queries import facts, gap, library, reading
from jejaring.parties.agreements.queries.facts import Facts
from jejaring.parties.agreements.states import AgreementKind, AgreementState, Outcome
from tests.conftest import NOW
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import AgreementFactory, ClauseFactory, StepFactory, pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def jatim():
    return AgencyFactory(name="BPSDM Provinsi Jawa Timur", short_name="BPSDM Jatim")


@pytest.fixture
def jambi():
    return AgencyFactory(name="BPSDM Provinsi Jambi", short_name="BPSDM Jambi")


@pytest.fixture
def officer(jatim):
    return MembershipFactory(agency=jatim, officer=True).person


def start(officer, jatim, *others, **wanted):
    values = {"kind": AgreementKind.IMPLEMENTING, "title": "PKS Jatim dan Jambi"} | wanted
    return drafting.start(agencies=others, lead=jatim, by=officer, at=NOW, **values)


def change(agreement, by, **wanted):
    stored = facts.facts_of(agreement)
    changed = Facts(**{name: getattr(stored, name) for name in Facts.__dataclass_fields__} | wanted)
    return drafting.change_facts(agreement=agreement, facts=changed, by=by, at=NOW)


def acts():
    return [entry.act for entry in Entry.objects.order_by("pk")]


def test_a_template_lays_out_its_sections_parties_and_programmes(officer, jatim, jambi):
    fields = library.fields_of(library.TEMPLATES["pks-lembaga"])

    agreement = start(officer, jatim, jambi, fields=fields, announced_lines=8)

    sides = list(agreement.parties.values_list("name", "is_lead", "signatory_office"))
    assert sides == [
        ("BPSDM Provinsi Jawa Timur", True, "Kepala BPSDM Provinsi Jawa Timur"),
        ("BPSDM Provinsi Jambi", False, "Kepala BPSDM Provinsi Jambi"),
    ]
    headings = list(agreement.sections.values_list("heading", flat=True))
    assert headings[0] == "Para Pihak"
    assert headings[-1] == "Penutup"
    assert "Pertukaran Tenaga Pengajar" not in headings
    assert SectionRevision.objects.filter(number=1, by=officer).count() == len(headings)
    assert agreement.lines.count() == 7
    assert gap.gap_of(agreement) == gap.Gap(announced=8, recorded=7)
    assert gap.gap_of(agreement).unknown == 1
    assert acts() == ["agreements.started"]


@pytest.mark.parametrize("kind", AgreementKind)
def test_every_kind_begins_with_every_part_that_the_checklist_asks_for(kind, officer, jatim, jambi):
    agreement = start(officer, jatim, jambi, kind=kind)

    wanted = {"parties", "object", "scope", "rights_duties", "term", "funding", "force_majeure"}
    wanted |= {"dispute", "amendment", "termination", "correspondence"}
    assert wanted <= set(agreement.sections.values_list("part", flat=True))


@pytest.mark.parametrize("trait", ["auditor", "head", "legal"])
def test_other_roles_and_neighbours_start_nothing(trait, jatim, jambi):
    people = [
        MembershipFactory(agency=jatim, **{trait: True}).person,
        MembershipFactory(agency=jambi, officer=True).person,
    ]

    for person in people:
        with pytest.raises(NotPermitted):
            start(person, jatim, jambi)
    assert Agreement.objects.count() == 0


def test_nobody_agrees_alone(officer, jatim):
    with pytest.raises(drafting.TooFewParties):
        start(officer, jatim, jatim)


def test_only_an_mou_that_one_reads_is_a_parent(officer, jatim, jambi):
    foreign = pact(AgencyFactory(), AgencyFactory(), mou=True)
    sibling = pact(jatim, jambi)

    for parent in (foreign, sibling):
        with pytest.raises(drafting.ParentUnsuitable):
            start(officer, jatim, jambi, parent=parent)

    umbrella = pact(jatim, jambi, mou=True)
    assert start(officer, jatim, jambi, parent=umbrella).parent == umbrella


def test_a_circle_of_parents_is_refused(officer, jatim, jambi):
    above = pact(jatim, jambi, mou=True)
    below = pact(jatim, jambi, mou=True, parent=above)

    with pytest.raises(drafting.ParentUnsuitable, match=below.title):
        change(above, officer, parent=below.pk)


def test_facts_are_changed_and_move_the_revision(officer, jatim, jambi):
    agreement = pact(jatim, jambi)

    change(agreement, officer, title="Judul baru", starts_on=date(2026, 12, 1), notice_days=30)

    agreement.refresh_from_db()
    assert (agreement.title, agreement.notice_days, agreement.revision) == ("Judul baru", 30, 1)
    entry = Entry.objects.get(act="agreements.facts_changed")
    assert '"title": ["Perjanjian' in entry.details
    assert entry.agency == jatim.pk


def test_storing_the_same_facts_changes_nothing(officer, jatim, jambi):
    agreement = pact(jatim, jambi)

    assert change(agreement, officer).revision == 0
    assert acts() == []


def test_whoever_stores_facts_second_is_told_what_the_first_stored(officer, jatim, jambi):
    agreement = pact(jatim, jambi)
    seen = facts.mark_of(facts.facts_of(agreement))
    change(agreement, officer, title="Yang pertama")

    with pytest.raises(drafting.FactsChanged) as refusal:
        drafting.change_facts(
            agreement=agreement, facts=Facts(title="Yang kedua"), seen=seen, by=officer, at=NOW
        )
    assert refusal.value.stored.title == "Yang pertama"


def test_an_end_before_the_start_is_refused(officer, jatim, jambi):
    with pytest.raises(drafting.EndsBeforeStart):
        change(pact(jatim, jambi), officer, starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 1))


def test_a_term_that_leaves_a_clause_outside_is_refused(officer, jatim, jambi):
    agreement = pact(jatim, jambi)
    day = date(2026, 12, 1)
    ClauseFactory(agreement=agreement, giver=jatim, receiver=jambi, position=4, ends_on=day)

    with pytest.raises(drafting.TermLeavesClause, match="4"):
        change(agreement, officer, ends_on=day - timedelta(days=1))
    assert change(agreement, officer, ends_on=day).ends_on == day


@pytest.mark.parametrize(
    "state", set(AgreementState) - {AgreementState.PROPOSED, AgreementState.NEGOTIATION}
)
def test_facts_stand_still_outside_the_draft(state, officer, jatim, jambi):
    with pytest.raises(editing.NotEditable):
        change(pact(jatim, jambi, state=state), officer, title="Lain")


def test_before_the_negotiation_only_the_lead_drafts_then_every_side(officer, jatim, jambi):
    other = MembershipFactory(agency=jambi, officer=True).person
    neighbour = MembershipFactory(officer=True).person
    agreement = pact(jatim, jambi)

    with pytest.raises(NotPermitted):
        change(agreement, other, title="Dari Jambi")
    Agreement.objects.update(state=AgreementState.NEGOTIATION)
    agreement.refresh_from_db()
    with pytest.raises(NotPermitted):
        change(agreement, neighbour, title="Dari tetangga")
    assert change(agreement, other, title="Dari Jambi").title == "Dari Jambi"


def test_a_clone_carries_text_clauses_and_programmes_to_the_next_partner(officer, jatim, jambi):
    fields = list(reading.fields()[:2])
    first = start(officer, jatim, jambi, title="PKS BPSDM Jatim dan BPSDM Jambi", fields=fields)
    first.parties.filter(agency=jatim).update(signatory_name="Kepala Contoh", gives="Pengajar")
    ClauseFactory(
        agreement=first, giver=jatim, receiver=jambi, quantity=40, starts_on=date(2026, 1, 1)
    )
    riau = AgencyFactory(name="BPSDM Provinsi Riau", short_name="BPSDM Riau")

    copy = drafting.clone(agreement=first, partner=riau, by=officer, at=NOW)

    assert copy.title == "PKS BPSDM Jatim dan BPSDM Riau"
    assert (copy.state, copy.starts_on, copy.parent) == (AgreementState.PROPOSED, None, None)
    sides = list(copy.parties.values_list("agency", "signatory_name", "gives"))
    assert sides == [(jatim.pk, "Kepala Contoh", "Pengajar"), (riau.pk, "", "")]
    clause = copy.clauses.get()
    assert (clause.giver, clause.receiver, clause.quantity) == (jatim, riau, 40)
    assert clause.starts_on is None
    texts = [
        list(one.sections.values_list("heading", "body", "part", "summary"))
        for one in (first, copy)
    ]
    assert texts[0] == texts[1]
    assert Line.objects.filter(agreement=copy).count() == 2
    assert acts() == ["agreements.started", "agreements.cloned"]


def test_a_neighbour_clones_nothing_and_nobody_clones_for_themselves(officer, jatim, jambi):
    first = pact(jatim, jambi)
    neighbour = MembershipFactory(officer=True).person

    with pytest.raises(NotPermitted):
        drafting.clone(agreement=first, partner=AgencyFactory(), by=neighbour, at=NOW)
    with pytest.raises(drafting.TooFewParties):
        drafting.clone(agreement=first, partner=jatim, by=officer, at=NOW)


def test_a_withdrawn_proposal_keeps_its_reason_and_ends_its_steps(officer, jatim, jambi):
    agreement = pact(jatim, jambi)
    step = StepFactory(agreement=agreement, agency=jambi)

    drafting.withdraw(agreement=agreement, reason=" Anggaran beralih. ", by=officer, at=NOW)

    agreement.refresh_from_db()
    step.refresh_from_db()
    assert (agreement.state, agreement.state_reason) == ("withdrawn", "Anggaran beralih.")
    assert (step.outcome, step.closed_at, step.closed_by) == (Outcome.VOID, NOW, officer)
    assert acts() == ["agreements.withdrawn"]


def test_withdrawing_asks_for_a_reason_the_lead_and_an_unsigned_text(officer, jatim, jambi):
    other = MembershipFactory(agency=jambi, officer=True).person
    agreement = pact(jatim, jambi)

    with pytest.raises(drafting.ReasonMissing):
        drafting.withdraw(agreement=agreement, reason="  ", by=officer, at=NOW)
    with pytest.raises(NotPermitted):
        drafting.withdraw(agreement=agreement, reason="Batal", by=other, at=NOW)
    signed = pact(jatim, jambi, state=AgreementState.SIGNED)
    with pytest.raises(drafting.NotWithdrawable):
        drafting.withdraw(agreement=signed, reason="Batal", by=officer, at=NOW)


def test_there_is_no_gap_without_an_announcement():
    assert gap.gap_of(AgreementFactory()) is None
