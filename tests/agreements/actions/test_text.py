import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import editing, text
from jejaring.parties.agreements.models import Agreement, Section, SectionRevision
from jejaring.parties.agreements.states import AgreementState
from tests.conftest import NOW
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import SectionFactory, StepFactory, pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return pact(AgencyFactory(), AgencyFactory(), negotiated=True)


@pytest.fixture
def sides(agreement):
    return [
        MembershipFactory(agency=side.agency, officer=True).person
        for side in agreement.parties.order_by("position")
    ]


@pytest.fixture
def officer(sides):
    return sides[0]


@pytest.fixture
def neighbour():
    return MembershipFactory(officer=True).person


def add(agreement, by, heading="Objek", body="Pembelajaran.", **more):
    return text.add_section(agreement=agreement, heading=heading, body=body, by=by, at=NOW, **more)


def change(section, by, body, seen=1, heading="Objek"):
    return text.change_section(
        section=section, heading=heading, body=body, seen=seen, by=by, at=NOW
    )


def headings(agreement):
    rows = agreement.sections.filter(removed_at__isnull=True)
    return list(rows.order_by("position").values_list("heading", flat=True))


def acts():
    rows = Entry.objects.exclude(act="agreements.assent_voided").order_by("pk")
    return [entry.act.removeprefix("agreements.") for entry in rows]


def test_a_section_is_put_at_the_end_or_after_another(agreement, officer):
    first = add(agreement, officer, "Satu")
    add(agreement, officer, "Tiga")
    add(agreement, officer, "Dua", after=first)

    assert headings(agreement) == ["Satu", "Dua", "Tiga"]
    assert SectionRevision.objects.filter(number=1, by=officer).count() == 3
    agreement.refresh_from_db()
    assert agreement.revision == 3


def test_both_sides_change_a_section_and_every_word_is_kept(agreement, sides):
    section = add(agreement, sides[0])

    change(section, sides[1], "Pembelajaran dan sertifikasi.")

    said = list(section.revisions.order_by("number").values_list("body", "party__position"))
    assert said == [("Pembelajaran.", 1), ("Pembelajaran dan sertifikasi.", 2)]
    assert acts() == ["section_added", "section_changed"]


def test_whoever_saves_second_sees_what_the_first_saved(agreement, sides):
    section = add(agreement, sides[0])
    change(section, sides[1], "Kata pihak kedua.")

    with pytest.raises(text.SectionChanged) as refusal:
        change(section, sides[0], "Kata pihak kesatu.")
    assert (refusal.value.stored.body, refusal.value.stored.revision) == ("Kata pihak kedua.", 2)
    assert change(section, sides[0], "Kata keduanya.", seen=2).revision == 3


def test_saving_the_same_words_changes_nothing_even_late(agreement, officer):
    section = add(agreement, officer)
    change(section, officer, "Baru.")

    assert change(section, officer, "Baru.", seen=1).revision == 2
    assert acts() == ["section_added", "section_changed"]


@pytest.mark.parametrize(("heading", "body"), [("  ", "Isi"), ("Judul", " \n ")])
def test_a_section_says_something(agreement, officer, heading, body):
    with pytest.raises(text.SectionEmpty):
        add(agreement, officer, heading, body)


def test_a_section_has_an_end(agreement, officer):
    with pytest.raises(text.SectionTooLong):
        add(agreement, officer, body="a" * (text.LONGEST + 1))


def test_a_text_has_an_end(agreement, officer):
    SectionFactory.create_batch(text.MOST, agreement=agreement)

    with pytest.raises(text.TooManySections):
        add(agreement, officer)


def test_sections_change_places_and_stay_at_the_edge(agreement, officer):
    rows = [add(agreement, officer, name) for name in ("Satu", "Dua", "Tiga")]

    text.move_section(section=rows[2], up=True, by=officer, at=NOW)
    text.move_section(section=rows[0], up=True, by=officer, at=NOW)

    assert headings(agreement) == ["Satu", "Tiga", "Dua"]
    assert acts().count("section_moved") == 1


def test_a_removed_section_is_put_back_with_all_it_said(agreement, officer):
    section = add(agreement, officer)

    text.remove_section(section=section, by=officer, at=NOW)
    with pytest.raises(text.SectionGone):
        change(section, officer, "Terlambat.")
    assert headings(agreement) == []
    text.restore_section(section=section, by=officer, at=NOW)

    assert headings(agreement) == ["Objek"]
    assert acts() == ["section_added", "section_removed", "section_restored"]


def test_an_earlier_wording_stands_again_as_a_new_revision(agreement, officer):
    section = add(agreement, officer)
    change(section, officer, "Lain.")

    text.restore_section(section=section, number=1, by=officer, at=NOW)

    section.refresh_from_db()
    assert (section.body, section.revision) == ("Pembelajaran.", 3)
    with pytest.raises(text.NoSuchRevision):
        text.restore_section(section=section, number=9, by=officer, at=NOW)


def every_act(section, by):
    agreement = section.agreement
    return [
        lambda: add(agreement, by),
        lambda: change(section, by, "Lain."),
        lambda: text.move_section(section=section, up=True, by=by, at=NOW),
        lambda: text.remove_section(section=section, by=by, at=NOW),
        lambda: text.restore_section(section=section, number=1, by=by, at=NOW),
    ]


def test_a_neighbour_and_an_auditor_write_nothing(agreement, neighbour):
    section = SectionFactory(agreement=agreement)
    auditor = MembershipFactory(agency=agreement.parties.first().agency, auditor=True).person

    for by in (neighbour, auditor):
        for act in [
            *every_act(section, by),
            lambda by=by: text.comment(section=section, body="Halo", by=by, at=NOW),
        ]:
            with pytest.raises(NotPermitted):
                act()
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "state", set(AgreementState) - {AgreementState.PROPOSED, AgreementState.NEGOTIATION}
)
def test_outside_the_draft_nothing_is_written(state, agreement, officer):
    section = SectionFactory(agreement=agreement)
    Agreement.objects.update(state=state)

    for act in every_act(section, officer):
        with pytest.raises(editing.NotEditable):
            act()
    assert Section.objects.count() == 1


def test_comments_come_from_both_sides_and_from_reviewers_and_are_settled(agreement, sides):
    section = SectionFactory(agreement=agreement)
    step = StepFactory(agreement=agreement)
    reviewer = MembershipFactory(agency=step.agency, reviewer=True).person

    made = [
        text.comment(section=section, body=" Perlu batas waktu. ", by=by, at=NOW)
        for by in (*sides, reviewer)
    ]

    positions = [one.party and one.party.position for one in made]
    assert positions == [1, 2, None]
    assert made[0].body == "Perlu batas waktu."
    for _ in range(2):
        settled = text.settle_comment(comment=made[0], by=sides[1], at=NOW)
    assert (settled.settled_at, settled.settled_by) == (NOW, sides[1])
    agreement.refresh_from_db()
    assert agreement.revision == 0
    assert acts() == ["commented"] * 3 + ["comment_settled"]


def test_an_empty_comment_and_one_on_an_agreed_text_are_refused(agreement, officer):
    section = SectionFactory(agreement=agreement)

    with pytest.raises(text.CommentEmpty):
        text.comment(section=section, body="  ", by=officer, at=NOW)
    Agreement.objects.update(state=AgreementState.APPROVED)
    with pytest.raises(editing.NotEditable):
        text.comment(section=Section.objects.get(), body="Terlambat", by=officer, at=NOW)
