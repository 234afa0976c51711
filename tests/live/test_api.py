from datetime import timedelta

import pytest
from django.utils import timezone

from jejaring.activities.live.models import Registration
from jejaring.activities.live.states import RegistrationRule
from tests.config.rest import Programme
from tests.factories.agencies import AgencyFactory, EmploymentFactory, MembershipFactory
from tests.factories.agreements import ClauseFactory, pact
from tests.factories.live import LiveSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return AgencyFactory(contact_email="ksd@contoh.example")


@pytest.fixture
def organiser(host):
    return Programme(MembershipFactory(agency=host).person)


def session_of(host, **wanted):
    starts_at = timezone.now() + timedelta(days=2)
    return LiveSessionFactory(programme__agency=host, starts_at=starts_at, **wanted)


def test_only_who_runs_a_session_restricts_it(host, organiser):
    session = session_of(host)
    neighbour = Programme(MembershipFactory(agency=AgencyFactory()).person)
    auditor = Programme(MembershipFactory(agency=host, auditor=True).person)
    address = f"/sessions/{session.slug}/rule"

    assert neighbour.put(address, {"rule": "partners"}, 404)["refusal"] == "NotFound"
    assert auditor.put(address, {"rule": "partners"}, 403)["refusal"] == "NotPermitted"
    assert organiser.put(address, {"rule": "partners"})["registration_rule"] == "partners"


def test_a_partner_without_a_clause_cannot_be_named(host, organiser):
    session = session_of(host, registration_rule=RegistrationRule.PARTNERS)
    guests = {"guests": [{"agency": AgencyFactory().code}]}

    said = organiser.put(f"/sessions/{session.slug}/guests", guests, 409)

    assert said["refusal"] == "NoAgreementWith"


def test_a_restricted_session_shows_a_stranger_only_whom_to_ask(host):
    session = session_of(host, registration_rule=RegistrationRule.PARTNERS)
    stranger = Programme(EmploymentFactory().person, scope="read")

    said = stranger.get(f"/sessions/{session.slug}", 403)
    why = stranger.get(f"/sessions/{session.slug}/why")

    assert (said["refusal"], said["sentence"]) == ("NotAdmitted", why["sentence"])
    assert "ksd@contoh.example" in why["sentence"]
    assert (why["is_open"], why["clause"]) == (False, None)
    assert session.slug not in [one["slug"] for one in stranger.get("/sessions")["items"]]


def test_drafts_are_seen_by_their_agency_alone(host, organiser):
    draft = session_of(host, draft=True)
    neighbour = Programme(MembershipFactory(agency=AgencyFactory()).person)

    assert organiser.get(f"/sessions/{draft.slug}")["state"] == "draft"
    assert neighbour.get(f"/sessions/{draft.slug}", 404)["refusal"] == "NotFound"
    assert [one["slug"] for one in organiser.get("/sessions", mine=True)["items"]] == [draft.slug]
    assert neighbour.get("/sessions", mine=True)["items"] == []


def test_a_place_is_taken_once_and_given_back(host):
    partner = EmploymentFactory()
    agreement = pact(host, partner.agency, in_force=True)
    clause = ClauseFactory(agreement=agreement, giver=host, receiver=partner.agency, quantity=9)
    session = session_of(host, registration_rule=RegistrationRule.PARTNERS)
    learner, address = Programme(partner.person), f"/sessions/{session.slug}/registration"
    wish = {"starts_at": learner.get(f"/sessions/{session.slug}")["starts_at"]}

    first = learner.post(address, wish, 201, **{"Idempotency-Key": "daftar-1"})
    again = learner.post(address, wish, 201, **{"Idempotency-Key": "daftar-1"})

    assert (first, first["clause"]) == (again, clause.pk)
    assert Registration.objects.count() == 1
    clause.refresh_from_db()
    assert clause.scheduled == 1
    assert learner.delete(address)["cancelled_at"] is not None
    clause.refresh_from_db()
    assert clause.scheduled == 0


def test_a_session_that_moved_since_is_not_taken_unseen(host):
    session = session_of(host)
    learner = Programme(EmploymentFactory().person)

    said = learner.post(
        f"/sessions/{session.slug}/registration", {"starts_at": "2026-01-01T08:00:00+07:00"}, 409
    )
    naive = learner.post(
        f"/sessions/{session.slug}/registration", {"starts_at": "2026-01-01T08:00:00"}, 422
    )

    assert said["refusal"] == "SessionMoved"
    assert "zone" in naive["fields"]["starts_at"]
