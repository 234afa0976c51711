import json
from decimal import Decimal

import pytest

from jejaring.ground.seals import facts as sealed_facts
from jejaring.registers.credentials import actions, queries
from jejaring.registers.credentials.files import proof
from jejaring.registers.credentials.models import Batch, Certificate
from jejaring.registers.credentials.queries.verification import Checks
from tests.factories import credentials as make

pytestmark = pytest.mark.django_db
WHOLE = Checks(is_recorded=True, has_signature=True, is_unchanged=True, is_in_force=True)


@pytest.fixture
def certificate():
    make.sealed_batch(600)
    return Certificate.objects.select_related("batch").get(position=300)


def forge(certificate, **changes):
    """Straight into the table, past every action."""
    Certificate.objects.filter(pk=certificate.pk).update(**changes)


def read(code):
    found = queries.stored(code)
    assert found is not None
    return queries.checks(found)


@pytest.mark.parametrize(
    "typed",
    [
        "{code}",
        "JJR-{code}",
        "jjr {code}",
        "https://jejaring.example/v/JJR-{code}/",
        " {grouped} ",
        "{misread}",
    ],
)
def test_a_code_is_found_however_it_is_typed(certificate, typed):
    forge(certificate, code="01ABCD0123EF")
    text = typed.format(code="01ABCD0123EF", grouped="01ab-cd01-23ef", misread="oiabcdo1z3ef")

    found = queries.by_code(text.replace("z", "2"))

    assert found == certificate
    assert read(text.replace("z", "2")).is_recorded


@pytest.mark.parametrize("typed", ["", "JJR", "0" * 12, "0" * 400, "JJR-' OR 1=1", "\x00", "💥"])
def test_an_unknown_code_finds_nothing(certificate, typed):
    assert queries.by_code(typed) is None
    assert queries.stored(typed) is None


def test_a_certificate_as_issued_passes_every_check(certificate):
    assert queries.checks_of(certificate) == WHOLE


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Orang Lain"},
        {"employer": "Instansi Lain"},
        {"number": "00001/LAIN/2026"},
        {"jp": Decimal("20.00")},
        {"position": 1300},
        {"leaf": bytes(32)},
        {"code": "000000000000"},
    ],
    ids=lambda changes: next(iter(changes)),
)
@pytest.mark.parametrize("seen", [False, True])
def test_a_forged_row_is_found(certificate, changes, seen):
    if seen:  # what was proven before must not hide the forgery
        queries.checks_of(certificate)
    forge(certificate, **changes)
    certificate.refresh_from_db()

    assert queries.checks_of(certificate) == Checks(
        is_recorded=True, has_signature=True, is_unchanged=False, is_in_force=True
    )


def test_facts_and_leaf_forged_together_are_found(certificate):
    digest = proof.batch_digest(certificate.batch.facts)
    facts = proof.certificate_facts(
        digest,
        number=certificate.number,
        code=certificate.code,
        name="Orang Lain",
        employer=certificate.employer,
        jp="2.00",
    )
    forge(certificate, name="Orang Lain", leaf=sealed_facts.leaf(facts))

    assert not queries.checks_of(certificate).is_unchanged
    with pytest.raises(queries.EvidenceMissing):
        queries.proof_of(certificate)


def test_forged_facts_of_the_batch_are_found(certificate):
    queries.checks_of(certificate)
    forged = {**certificate.batch.facts, "title": "Lain"}
    Batch.objects.filter(pk=certificate.batch_id).update(facts=forged)

    checks = queries.checks_of(certificate)

    assert (checks.has_signature, checks.is_unchanged) == (False, False)


@pytest.mark.parametrize("column", ["root", "signature", "count"])
def test_a_forged_signature_is_found(certificate, column):
    changes = {"root": bytes(32), "signature": bytes(64), "count": 599}
    Batch.objects.filter(pk=certificate.batch_id).update(**{column: changes[column]})

    assert not queries.checks_of(certificate).has_signature


def test_another_key_does_not_match(certificate):
    Batch.objects.filter(pk=certificate.batch_id).update(key=make.AgencyKeyFactory())

    assert not queries.checks_of(certificate).has_signature


def test_forged_bundle_roots_are_found(certificate):
    Batch.objects.filter(pk=certificate.batch_id).update(bundle_roots=bytes(96))

    assert not queries.checks_of(certificate).is_unchanged


def test_a_batch_not_yet_signed_cannot_be_checked():
    batch = make.open_batch(make.agency())
    actions.issue(batch=batch, recipients=[make.recipient()], at=make.ISSUED_AT)
    certificate = Certificate.objects.get()

    checks = queries.checks_of(certificate)

    assert (checks.has_signature, checks.is_unchanged) == (False, False)
    with pytest.raises(queries.EvidenceMissing):
        queries.proof_of(certificate)


def test_a_revoked_certificate_fails_that_check_alone(certificate):
    by = make.member(certificate.batch.agency)
    actions.revoke(certificate=certificate, reason="Salah", by=by, at=make.ISSUED_AT)

    assert queries.checks_of(certificate) == Checks(
        is_recorded=True, has_signature=True, is_unchanged=True, is_in_force=False
    )


def test_a_proof_holds_for_a_stranger(certificate):
    written = json.dumps(proof.written(queries.proof_of(certificate)))

    read = proof.read(written.encode())

    assert proof.findings(read).is_whole
    assert read.facts["name"] == certificate.name


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257])
def test_every_size_of_batch_can_be_proven(size):
    batch = make.sealed_batch(size)

    for position in {0, size // 2, size - 1}:
        certificate = batch.certificates.get(position=position)
        assert queries.checks_of(certificate) == WHOLE
        assert proof.findings(queries.proof_of(certificate)).is_whole


def test_one_read_finds_a_certificate_and_its_evidence_is_remembered(
    certificate, django_assert_num_queries
):
    with django_assert_num_queries(4):  # the certificate, its batch, the roots, the bundle
        read(certificate.code)
    queries.examined(certificate.code)
    with django_assert_num_queries(1):
        queries.examined(certificate.code)


@pytest.mark.parametrize(
    "changes", [{"name": "Orang Lain"}, {"leaf": bytes(32)}, {"position": 1300}]
)
def test_what_is_remembered_of_a_batch_hides_no_forged_row(certificate, changes):
    queries.examined(certificate.code)
    forge(certificate, **changes)

    assert queries.examined(certificate.code).verdict == queries.Verdict.ALTERED


def test_nothing_is_called_altered_by_what_is_remembered(certificate):
    """A batch may be put right again, from a copy, within the half minute."""
    genuine = certificate.batch.facts
    batch = Batch.objects.filter(pk=certificate.batch_id)
    batch.update(facts={**genuine, "title": "Lain"})
    assert queries.examined(certificate.code).verdict == queries.Verdict.ALTERED
    batch.update(facts=genuine)

    assert queries.examined(certificate.code).verdict == queries.Verdict.VALID


def test_a_batch_shows_as_signed_at_once():
    batch = make.open_batch(make.agency())
    by = make.member(batch.agency)
    actions.issue(batch=batch, recipients=[make.recipient()], at=make.ISSUED_AT)
    code = Certificate.objects.get().code
    assert queries.examined(code).verdict == queries.Verdict.UNSIGNED

    actions.seal(batch=batch, by=by, at=make.ISSUED_AT)

    assert queries.examined(code).verdict == queries.Verdict.VALID


def test_a_replaced_certificate_names_the_new_one(certificate):
    by = make.member(certificate.batch.agency)
    queries.examined(certificate.code)

    new = actions.reissue(certificate=certificate, name="Nama Benar", by=by, at=make.ISSUED_AT)

    examined = queries.examined(certificate.code)
    assert examined.verdict == queries.Verdict.REPLACED
    assert examined.found.replaced_by == new.code
