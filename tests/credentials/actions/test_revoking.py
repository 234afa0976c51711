import pytest

from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.registers.credentials import actions, queries
from jejaring.registers.credentials.models import Batch, Certificate, NumberSeries
from jejaring.registers.credentials.states import CertificateState
from tests.factories import credentials as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make.agency()


@pytest.fixture
def organiser(agency):
    return make.member(agency)


@pytest.fixture
def certificate(agency):
    return make.certificate(agency=agency, name="Rara Contok")


def revoke(certificate, by, reason="Terbit dua kali"):
    return actions.revoke(certificate=certificate, reason=reason, by=by, at=make.ISSUED_AT)


def reissue(certificate, by, name="Rara Contoh"):
    return actions.reissue(certificate=certificate, name=name, by=by, at=make.ISSUED_AT)


def test_revoke_says_when_and_why(certificate, organiser):
    revoked = revoke(certificate, organiser, " Terbit \n dua kali ")

    assert (revoked.state, revoked.state_reason) == (CertificateState.REVOKED, "Terbit dua kali")
    assert revoked.state_changed_at == make.ISSUED_AT
    assert Entry.objects.get(act="credentials.revoked").agency == certificate.batch.agency_id


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 201])
def test_revoke_needs_a_reason(certificate, organiser, reason):
    with pytest.raises(actions.ReasonMissing):
        revoke(certificate, organiser, reason)

    certificate.refresh_from_db()
    assert certificate.is_valid


def test_what_was_revoked_stays_revoked(certificate, organiser):
    revoke(certificate, organiser)

    with pytest.raises(actions.NotValid):
        revoke(certificate, organiser)
    with pytest.raises(actions.NotValid):
        reissue(certificate, organiser)


@pytest.mark.parametrize("role", [Role.AUDITOR, None])
def test_auditors_and_neighbours_take_nothing_away(certificate, agency, role):
    other = make.member(agency, role=role) if role else make.member()

    with pytest.raises(NotPermitted):
        revoke(certificate, other)
    with pytest.raises(NotPermitted):
        reissue(certificate, other)
    with pytest.raises(NotPermitted):
        actions.revoke_batch(batch=certificate.batch, reason="Salah", by=other, at=make.ISSUED_AT)

    assert Certificate.objects.get().is_valid


def test_reissue_keeps_the_number_under_a_new_code(certificate, organiser):
    new = reissue(certificate, organiser, " Rara Contoh ")

    certificate.refresh_from_db()
    assert certificate.state == CertificateState.REPLACED
    assert certificate.replaced_by == new
    assert (new.number, new.version, new.name) == (certificate.number, 2, "Rara Contoh")
    assert new.code != certificate.code
    assert new.batch.origin == certificate.batch
    assert NumberSeries.objects.get().last == 1
    assert queries.checks_of(new).are_all_true
    assert Entry.objects.filter(act="credentials.reissued").count() == 1


def test_reissue_twice_counts_versions_of_one_origin(certificate, organiser):
    second = reissue(certificate, organiser)
    third = reissue(second, organiser, "Rara Contoh, S.H.")

    assert (third.version, third.batch.origin_id) == (3, certificate.batch_id)


def test_revoke_batch_takes_back_corrected_certificates_too(agency, organiser):
    batch = make.sealed_batch(3, agency=agency, by=organiser)
    kept = make.certificate(agency=agency, revision=2)
    new = reissue(batch.certificates.order_by("position").first(), organiser)

    revoked = actions.revoke_batch(
        batch=batch, reason="Penutupan ditarik", by=organiser, at=make.ISSUED_AT
    )

    assert revoked == 3
    new.refresh_from_db()
    kept.refresh_from_db()
    assert (new.state, kept.state) == (CertificateState.REVOKED, CertificateState.VALID)
    assert Entry.objects.filter(act="credentials.batch_revoked").count() == 1


def test_revoke_batch_again_changes_nothing(agency, organiser):
    batch = make.sealed_batch(1, agency=agency, by=organiser)
    given = {"batch": batch, "reason": "Ditarik", "by": organiser, "at": make.ISSUED_AT}
    actions.revoke_batch(**given)

    assert actions.revoke_batch(**given) == 0
    assert Entry.objects.filter(act="credentials.batch_revoked").count() == 1


def test_a_refused_reissue_leaves_no_batch(certificate):
    with pytest.raises(NotPermitted):
        reissue(certificate, make.member())

    assert Batch.objects.count() == 1
