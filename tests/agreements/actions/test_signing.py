from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import signing
from jejaring.parties.agreements.files.recognised import KindNotTaken
from jejaring.parties.agreements.models import Document, Signature
from jejaring.parties.agreements.states import AgreementState, Capacity
from jejaring.parties.people import actions as people
from tests.agreements import signatories
from tests.factories.agencies import MembershipFactory
from tests.factories.uploads import docx_bytes, jpeg_bytes, pdf_bytes

pytestmark = pytest.mark.django_db
LATER = timedelta(seconds=30)


def upload(ready, side, by, at, **changes):
    said = {
        "party": ready.parties[side],
        "seen_sha256": ready.version.sha256,
        "content": jpeg_bytes(),
        "name": "pindaian.jpg",
        "by": by,
        "at": at,
    }
    return signing.upload_signed(**said | changes)


def test_both_signatures_bring_it_to_registration(ready, now):
    first = ready.sign(0, now)

    assert (first.sha256, first.person) == (ready.version.sha256, ready.people[0])
    assert ready.agreement.state == AgreementState.APPROVED
    ready.sign(1, now)
    assert ready.agreement.state == AgreementState.SIGNED
    assert ready.agreement.signed_on == now.date()
    entries = Entry.objects.filter(act="agreements.signed").order_by("pk")
    assert [entry.agency for entry in entries] == [side.agency_id for side in ready.parties]


def test_a_signature_queues_its_sealing(ready, now):
    ready.sign(0, now)

    task = DBTaskResult.objects.get(task_path__endswith="sealing.seal")
    assert task.args_kwargs["kwargs"] == {"version_id": ready.version.pk}


def test_nobody_signs_twice(ready, now):
    ready.sign(0, now)

    with pytest.raises(signing.AlreadySigned):
        ready.sign(0, now + LATER)
    assert Signature.objects.count() == 1


def test_only_the_signatory_named_signs(ready, network, now):
    for by in (ready.people[1], network.officer(), MembershipFactory(owner=True).person):
        with pytest.raises(signing.NotTheSignatory):
            ready.sign(0, now, by=by)
    assert not Signature.objects.exists()


def test_two_texts_are_signed_with_one_code_or_none_is(ready, now):
    approvals = [signing.Approval(ready.parties[0], ready.version.sha256)]
    said = {"code": ready.apps[0].digits(now), "by": ready.people[0], "at": now}
    other = signing.Approval(ready.agreement.parent.parties.first(), ready.version.sha256)

    with pytest.raises(signing.NotTheSignatory):
        signing.sign_together(approvals=[*approvals, other], **said)
    with pytest.raises(signing.NothingChosen):
        signing.sign_together(approvals=[], **said)
    assert not Signature.objects.exists()
    assert len(signing.sign_together(approvals=approvals, **said)) == 1


def test_wrong_digits_sign_nothing(ready, now):
    with pytest.raises(people.SecondCodeWrong):
        ready.sign(0, now, code=ready.apps[0].wrong(now))
    assert not Signature.objects.exists()
    assert not Entry.objects.filter(act="agreements.signed").exists()


def test_digits_used_before_sign_nothing(ready, now):
    people.prove(person=ready.people[0], code=ready.apps[0].digits(now), at=now)

    with pytest.raises(people.SecondCodeUsed):
        ready.sign(0, now)


def test_without_a_second_factor_nothing_is_signed(ready, now):
    people.reset_second_factor(person=ready.people[0], by=None, at=now)

    with pytest.raises(people.NoSecondFactor):
        ready.sign(0, now)


def test_a_refusal_spends_no_digits(ready, now):
    with pytest.raises(signing.TextChanged):
        ready.sign(0, now, seen_sha256="0" * 64)

    ready.sign(0, now)


def test_a_text_that_changed_since_it_was_read_is_not_signed(ready, now):
    section = ready.agreement.sections.first()
    section.body = "Lain."
    section.save()

    with pytest.raises(signing.TextChanged):
        ready.sign(0, now)


def test_a_fact_that_changed_since_approval_is_not_signed(ready, now):
    ready.agreement.title = "Judul lain"
    ready.agreement.save()

    with pytest.raises(signing.TextChanged):
        ready.sign(0, now)


@pytest.mark.parametrize(
    "state", [AgreementState.NEGOTIATION, AgreementState.SIGNED, AgreementState.REGISTERED]
)
def test_signatures_are_taken_in_one_state_only(ready, now, state):
    ready.agreement.state = state
    ready.agreement.save()

    with pytest.raises(signing.NotApproved):
        ready.sign(0, now)


def test_a_mandate_without_a_number_signs_nothing(network, agreement, now, own_vault):
    made = signatories.ready(
        network, agreement, now, capacity=Capacity.MANDATED, mandate_number="7"
    )
    made.parties[0].mandate_number = " "
    made.parties[0].save()

    with pytest.raises(signing.MandateMissing):
        made.sign(0, now)


def test_a_scan_of_ink_counts_and_says_so(ready, network, now):
    signature = upload(ready, 0, network.officer(), now)

    assert (signature.method, signature.person) == ("wet_ink", None)
    assert signature.document.kind == "scan"
    ready.sign(1, now)
    assert ready.agreement.state == AgreementState.SIGNED


def test_one_scan_may_hold_both_signatures(ready, network, now):
    upload(ready, 0, network.officer(), now)
    upload(ready, 1, network.officer(network.jambi), now)

    ready.agreement.refresh_from_db()
    assert ready.agreement.state == AgreementState.SIGNED


def test_a_scan_comes_from_its_own_side(ready, network, now):
    for by in (
        network.officer(network.jambi),
        MembershipFactory(owner=True).person,
        MembershipFactory(agency=network.jatim, auditor=True).person,
    ):
        with pytest.raises(NotPermitted):
            upload(ready, 0, by, now)


def test_a_scan_is_a_picture_and_not_a_program(ready, network, now):
    with pytest.raises(signing.NoScan):
        upload(ready, 0, network.officer(), now, content=docx_bytes(), name="a.docx")
    with pytest.raises(KindNotTaken):
        upload(ready, 0, network.officer(), now, content=b"MZ" * 50, name="a.pdf")
    assert not Document.objects.exists()


def test_a_side_signs_in_one_way_only(ready, network, now):
    ready.sign(0, now)

    with pytest.raises(signing.AlreadySigned):
        upload(ready, 0, network.officer(), now, content=pdf_bytes(), name="a.pdf")
