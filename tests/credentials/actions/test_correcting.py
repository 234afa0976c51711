import pytest

from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.registers.credentials import actions
from jejaring.registers.credentials.models import Certificate, Correction
from jejaring.registers.credentials.states import CorrectionState
from tests.factories import credentials as make
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make.agency()


@pytest.fixture
def organiser(agency):
    return make.member(agency)


@pytest.fixture
def learner():
    return PersonFactory(name="Rara Contoh")


@pytest.fixture
def certificate(agency, learner):
    return make.certificate(learner, agency=agency, name="Rara Contok")


def ask(certificate, by):
    return actions.request_correction(certificate=certificate, by=by, at=make.ISSUED_AT)


def approve(correction, by):
    return actions.approve_correction(correction=correction, by=by, at=make.ISSUED_AT)


def decline(correction, by, reason="Nama sesuai SK"):
    return actions.decline_correction(
        correction=correction, reason=reason, by=by, at=make.ISSUED_AT
    )


def test_a_learner_asks_for_the_name_in_the_profile(certificate, learner):
    correction = ask(certificate, learner)

    assert (correction.name, correction.state) == ("Rara Contoh", CorrectionState.REQUESTED)
    assert Entry.objects.get(act="credentials.correction_requested").by == learner.pk


def test_asking_twice_is_refused(certificate, learner):
    ask(certificate, learner)

    with pytest.raises(actions.AlreadyAsked):
        ask(certificate, learner)


def test_asking_for_the_same_name_is_refused(learner):
    certificate = make.certificate(learner)

    with pytest.raises(actions.NameUnchanged):
        ask(certificate, learner)


def test_nobody_asks_for_another(certificate, organiser):
    with pytest.raises(NotPermitted):
        ask(certificate, organiser)


def test_nothing_is_asked_about_a_revoked_certificate(certificate, learner, organiser):
    actions.revoke(certificate=certificate, reason="Salah", by=organiser, at=make.ISSUED_AT)

    with pytest.raises(actions.NotValid):
        ask(certificate, learner)


def test_approving_reissues(certificate, learner, organiser):
    correction = ask(certificate, learner)

    new = approve(correction, organiser)

    correction.refresh_from_db()
    certificate.refresh_from_db()
    assert (new.name, certificate.replaced_by) == ("Rara Contoh", new)
    assert (correction.state, correction.decided_by) == (CorrectionState.APPROVED, organiser)
    assert Entry.objects.filter(act="credentials.correction_approved").count() == 1


def test_declining_leaves_the_certificate_and_says_why(certificate, learner, organiser):
    correction = decline(ask(certificate, learner), organiser)

    assert (correction.state, correction.reason) == (CorrectionState.DECLINED, "Nama sesuai SK")
    assert Certificate.objects.get().is_valid


def test_declining_needs_a_reason(certificate, learner, organiser):
    with pytest.raises(actions.ReasonMissing):
        decline(ask(certificate, learner), organiser, " ")


def test_a_request_is_answered_once(certificate, learner, organiser):
    correction = ask(certificate, learner)
    approve(correction, organiser)

    with pytest.raises(actions.AlreadyDecided):
        approve(correction, organiser)
    with pytest.raises(actions.AlreadyDecided):
        decline(correction, organiser)


@pytest.mark.parametrize("role", [Role.AUDITOR, None])
def test_auditors_and_neighbours_answer_nothing(certificate, learner, agency, role):
    correction = ask(certificate, learner)
    other = make.member(agency, role=role) if role else make.member()

    with pytest.raises(NotPermitted):
        approve(correction, other)
    with pytest.raises(NotPermitted):
        decline(correction, other)

    assert Correction.objects.get().state == CorrectionState.REQUESTED
