import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.parties.agreements.actions import text, versions
from jejaring.parties.agreements.models import Agreement, Clause
from jejaring.parties.agreements.queries import canonical, comparison
from jejaring.parties.agreements.queries.comparison import ADDED, CHANGED, REMOVED, SAME
from tests.conftest import NOW
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import ClauseFactory, SectionFactory, pact

TEXT = st.text(alphabet="ab c\n.", max_size=60)


def joined(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(TEXT, TEXT)
def test_pieces_give_both_texts_back(before, after):
    pieces = comparison.pieces(before, after)

    assert joined(pieces, SAME, REMOVED) == before
    assert joined(pieces, SAME, ADDED) == after
    assert all(piece.text for piece in pieces)


def test_a_long_text_is_compared_by_lines():
    before = "kata " * 4000 + "\nsama\n"

    pieces = comparison.pieces(before, before.replace("sama", "lain"))

    assert [piece.kind for piece in pieces] == [SAME, REMOVED, ADDED]


@pytest.mark.django_db
def test_a_comparison_says_what_changed_and_by_whom():
    first, second = AgencyFactory(), AgencyFactory(short_name="BPSDM Jambi")
    agreement = pact(first, second, negotiated=True)
    rows = [SectionFactory(agreement=agreement, heading=name) for name in ("Satu", "Dua", "Tiga")]
    clause = ClauseFactory(agreement=agreement, giver=first, receiver=second, quantity=40)
    officer = MembershipFactory(agency=second, officer=True).person
    older = versions.freeze(agreement=agreement, by=officer, at=NOW)

    text.change_section(
        section=rows[0], heading="Satu", body="Para pihak setuju.", seen=1, by=officer, at=NOW
    )
    text.remove_section(section=rows[1], by=officer, at=NOW)
    text.add_section(agreement=agreement, heading="Empat", body="Baru.", by=officer, at=NOW)
    Agreement.objects.update(title="Judul baru")
    Clause.objects.filter(pk=clause.pk).update(quantity=50)
    agreement.refresh_from_db()
    found = comparison.since(agreement, older)

    assert [(block.kind, block.title) for block in found.sections] == [
        (CHANGED, "Satu"),
        (ADDED, "Empat"),
        (REMOVED, "Dua"),
    ]
    assert found.unchanged == 1
    assert [(one.before, one.after) for one in found.facts] == [(older_title(older), "Judul baru")]
    assert [(block.kind, len(block.changes)) for block in found.clauses] == [(CHANGED, 1)]
    change = found.clauses[0].changes[0]
    assert (change.before, change.after) == ("40", "50")
    assert "BPSDM Jambi" in found.clauses[0].title
    assert joined(found.sections[0].pieces, SAME, ADDED) == "Para pihak setuju."


def older_title(version):
    return canonical.read(version)["title"]


@pytest.mark.django_db
def test_two_versions_name_who_wrote_in_between(now):
    first = AgencyFactory()
    agreement = pact(first, AgencyFactory(), negotiated=True)
    section = SectionFactory(agreement=agreement)
    officer = MembershipFactory(agency=first, officer=True).person
    older = versions.freeze(agreement=agreement, by=officer, at=now)
    later = now.replace(hour=2)
    text.change_section(
        section=section, heading="Objek", body="Lain.", seen=1, by=officer, at=later
    )
    newer = versions.freeze(agreement=agreement, by=officer, at=later)

    found = comparison.compared(older, newer)

    assert found.sections[0].who == [f"{officer}, {first.name}"]
    assert comparison.compared(newer, newer).is_empty
    assert not comparison.compared(None, newer).is_empty


@pytest.mark.django_db
def test_the_order_of_sections_is_a_change():
    agency = AgencyFactory()
    agreement = pact(agency, AgencyFactory(), negotiated=True)
    rows = [SectionFactory(agreement=agreement) for _ in range(2)]
    officer = MembershipFactory(agency=agency, officer=True).person
    older = versions.freeze(agreement=agreement, by=officer, at=NOW)

    text.move_section(section=rows[1], up=True, by=officer, at=NOW)

    found = comparison.since(agreement, older)
    assert [block.kind for block in found.sections] == [CHANGED]
