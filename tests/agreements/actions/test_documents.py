import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import documents
from jejaring.parties.agreements.files.recognised import KindNotTaken
from jejaring.parties.agreements.models import Document
from jejaring.parties.agreements.queries.documents import documents_of, download, withdrawn_count
from jejaring.parties.agreements.states import DocumentKind
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import pact
from tests.factories.uploads import pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_vault")]


@pytest.fixture
def sides():
    return AgencyFactory(), AgencyFactory()


@pytest.fixture
def agreement(sides):
    return pact(*sides)


@pytest.fixture
def officer(sides):
    return MembershipFactory(agency=sides[0], officer=True).person


def upload(agreement, by, now, **changes):
    said = {"kind": DocumentKind.TERMS, "content": pdf_bytes(), "name": "KAK.pdf"} | changes
    return documents.upload(agreement=agreement, by=by, at=now, **said)


def test_a_document_is_kept_for_the_side_that_handed_it_in(agreement, sides, officer, now):
    document = upload(agreement, officer, now)

    assert document.party.agency == sides[0]
    assert download(document).content == pdf_bytes()
    assert (document.media_type, document.size) == ("application/pdf", len(pdf_bytes()))
    entry = Entry.objects.get(act="agreements.document_added")
    assert (entry.agency, entry.thing) == (sides[0].pk, f"agreements.Agreement:{agreement.pk}")


def test_the_same_bytes_again_change_nothing(agreement, officer, now):
    first = upload(agreement, officer, now)

    assert upload(agreement, officer, now, name="lain.pdf") == first
    assert Document.objects.count() == 1


@pytest.mark.parametrize("role", ["officer", "head", "owner"])
def test_officers_heads_and_owners_of_either_side_hand_in(agreement, sides, now, role):
    by = MembershipFactory(agency=sides[1], **{role: True}).person

    assert upload(agreement, by, now).party.agency == sides[1]


@pytest.mark.parametrize("role", ["auditor", "reviewer", "legal"])
def test_others_of_a_side_do_not(agreement, sides, now, role):
    by = MembershipFactory(agency=sides[0], **{role: True}).person

    with pytest.raises(NotPermitted):
        upload(agreement, by, now)
    assert not Document.objects.exists()


def test_a_neighbour_agency_does_not(agreement, now):
    with pytest.raises(NotPermitted):
        upload(agreement, MembershipFactory(officer=True).person, now)


def test_a_signed_text_is_not_a_loose_file(agreement, officer, now):
    with pytest.raises(documents.NotByHand):
        upload(agreement, officer, now, kind=DocumentKind.SIGNED)


def test_what_is_not_taken_leaves_nothing(agreement, officer, now, own_vault):
    with pytest.raises(KindNotTaken):
        upload(agreement, officer, now, content=b"MZ" * 100)
    assert not Document.objects.exists()
    assert not own_vault.exists()


def test_there_is_an_end_to_documents(agreement, sides, officer, now):
    party = agreement.parties.get(agency=sides[0])
    Document.objects.bulk_create(
        Document(
            agreement=agreement, party=party, kind="note", name="x", size=1, sha256=str(n), at=now
        )
        for n in range(documents.MOST)
    )

    with pytest.raises(documents.TooManyDocuments):
        upload(agreement, officer, now)


def test_a_withdrawn_document_leaves_the_list_and_stays_in_the_trail(agreement, officer, now):
    document = upload(agreement, officer, now)

    documents.withdraw(document=document, by=officer, at=now)

    assert list(documents_of(agreement)) == []
    assert withdrawn_count(agreement) == 1
    assert Entry.objects.filter(act="agreements.document_withdrawn").count() == 1
    with pytest.raises(documents.AlreadyWithdrawn):
        documents.withdraw(document=document, by=officer, at=now)


def test_the_other_side_does_not_withdraw_it(agreement, sides, officer, now):
    document = upload(agreement, officer, now)
    other = MembershipFactory(agency=sides[1], officer=True).person

    with pytest.raises(NotPermitted):
        documents.withdraw(document=document, by=other, at=now)


def test_evidence_stays(agreement, officer, now):
    document = upload(agreement, officer, now, kind=DocumentKind.EVIDENCE)

    with pytest.raises(documents.CannotWithdraw):
        documents.withdraw(document=document, by=officer, at=now)
