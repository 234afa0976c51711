from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jejaring.activities.live.models import LiveSession, Registration
from jejaring.activities.live.queries import section
from jejaring.activities.live.states import RegistrationRule
from jejaring.parties.agreements.models import Agreement, Clause
from jejaring.parties.agreements.states import AgreementState, Resource
from tests.factories.agencies import AgencyFactory, EmploymentFactory, MembershipFactory
from tests.factories.agreements import ClauseFactory, pact, today
from tests.factories.hours import RuleFactory
from tests.factories.live import CheckInWindowFactory, LiveSessionFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def linked(giver, receiver, **values):
    agreement = pact(
        giver, receiver, title="PKS Contoh", state=AgreementState.REGISTERED,
        starts_on=today() - timedelta(days=9), ends_on=today() + timedelta(days=99),
    )  # fmt: skip
    return ClauseFactory(agreement=agreement, giver=giver, receiver=receiver, **values)


@pytest.fixture
def host():
    return AgencyFactory(short_name="BPSDM Jatim", contact_email="ksd@jatim.example")


@pytest.fixture
def partner():
    return AgencyFactory(short_name="BPSDM Jambi")


@pytest.fixture
def session(host, soon_at):
    session = restricted(host, soon_at)
    CheckInWindowFactory(session=session)
    return session


@pytest.fixture
def soon_at():
    return timezone.now().replace(microsecond=0) + timedelta(days=2)


def restricted(host, starts_at, **values):
    wanted = {"registration_rule": RegistrationRule.PARTNERS, "title": "Khusus mitra"} | values
    return LiveSessionFactory(
        programme__agency=host, starts_at=starts_at,
        announced_at=starts_at - timedelta(days=9), year=starts_at.year, **wanted,
    )  # fmt: skip


@pytest.fixture
def learner(partner):
    return EmploymentFactory(agency=partner, person__name="Budi Contoh").person


def page(client, session, person=None):
    if person:
        client.force_login(person)
    return client.get(reverse("live:session", args=[session.slug]))


def press(client, session, person):
    client.force_login(person)
    sent = {"seen": int(session.starts_at.timestamp()), "wants_reminder": "on"}
    return client.post(reverse("live:register", args=[session.slug]), sent)


def test_the_public_list_does_not_show_it(client, session):
    assert session not in [
        row.session for row in client.get(reverse("live:schedule")).context["schedule"].coming
    ]
    assert b"Khusus mitra" not in client.get(reverse("portal:home")).content


def test_signed_out_the_door_leads_to_sign_in(client, session):
    answer = page(client, session)

    assert answer.status_code == 403
    assert b"Masuk untuk melihat" in answer.content
    assert reverse("people:sign-in") in answer.text


def test_a_stranger_reads_the_reason_and_whom_to_ask(client, session):
    answer = page(client, session, EmploymentFactory().person)

    assert answer.status_code == 403
    assert "Tidak ada kerja sama dengan BPSDM Jatim" in answer.text
    assert "ksd@jatim.example" in answer.text


def test_without_an_employer_the_door_leads_to_the_profile(client, session):
    answer = page(client, session, PersonFactory())

    assert answer.status_code == 403
    assert reverse("agencies:profile") in answer.text


def test_a_partners_person_sees_it_with_the_reason_and_comes_in(
    client, session, host, partner, learner
):
    clause = linked(host, partner)

    seen = page(client, session, learner)
    pressed = press(client, session, learner)

    assert "Terbuka bagi BPSDM Jambi menurut “PKS Contoh”" in seen.text
    assert pressed.status_code == 302
    assert Registration.objects.get().clause == clause
    assert "Anda punya tempat di sesi ini." in page(client, session).text


def test_a_suspended_agreement_is_named_and_the_press_refused(
    client, session, host, partner, learner
):
    linked(host, partner)
    Agreement.objects.update(state=AgreementState.SUSPENDED)

    for answer in (page(client, session, learner), press(client, session, learner)):
        assert answer.status_code == 403
        assert "“PKS Contoh” sedang ditangguhkan" in answer.text
    assert not Registration.objects.exists()


def test_who_is_inside_still_sees_the_page_when_the_door_shuts(
    client, session, host, partner, learner
):
    linked(host, partner)
    press(client, session, learner)
    Agreement.objects.update(state=AgreementState.SUSPENDED)

    assert page(client, session).status_code == 200


def test_the_catalogue_shows_a_session_without_a_place_in_it(
    client, session, host, partner, learner
):
    linked(host, partner, resource=Resource.CATALOGUE)

    answer = page(client, session, learner)

    assert answer.status_code == 200
    assert "Lewat katalog: Terbuka bagi BPSDM Jambi" in answer.text
    assert "Tidak ada kerja sama dengan BPSDM Jatim" in answer.text
    assert press(client, session, learner).status_code == 403


def test_the_calendar_file_is_for_those_who_see_the_page(client, session, host, partner, learner):
    address = reverse("live:calendar", args=[session.slug])
    assert client.get(address).status_code == 404

    linked(host, partner)
    client.force_login(learner)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("resource", [Resource.LIVE_SESSIONS, Resource.CATALOGUE])
@pytest.mark.parametrize("more", [0, 2])
def test_the_schedule_shows_what_partners_open(  # noqa: PLR0917
    client, session, learner, resource, more, django_assert_num_queries
):
    linked(session.agency, learner.employments.get().agency, resource=resource)
    for number in range(more):
        restricted(session.agency, session.starts_at + timedelta(hours=3 * number))
    client.force_login(learner)

    with django_assert_num_queries(15):
        rows = client.get(reverse("live:schedule")).context["restricted"]

    assert len(rows) == 1 + more
    assert rows[0].why.startswith("Terbuka bagi BPSDM Jambi")


def test_the_schedule_shows_own_restricted_sessions_and_no_strangers(client, session, host):
    for person, count in (
        (EmploymentFactory(agency=host).person, 1),
        (EmploymentFactory().person, 0),
        (PersonFactory(), 0),
    ):
        client.force_login(person)
        assert len(client.get(reverse("live:schedule")).context["restricted"]) == count


def test_only_named_guests_see_it_in_the_schedule(client, session, host, partner, learner):
    linked(host, partner)
    other = linked(host, AgencyFactory())
    session.guests.create(agency=other.receiver)
    client.force_login(learner)

    assert client.get(reverse("live:schedule")).context["restricted"] == []
    assert other.receiver.short_name in page(client, session).text


class TestConsole:
    def at_work(self, client, agency, **role):
        client.force_login(MembershipFactory(agency=agency, **role).person)

    @pytest.mark.usefixtures("session")
    def test_partners_show_each_other_what_comes(self, client, host, partner):
        linked(host, partner, resource=Resource.CATALOGUE)
        self.at_work(client, partner)

        answer = client.get(reverse("live:partners"))

        assert "Khusus mitra" in answer.text
        assert "Terbuka bagi BPSDM Jambi menurut “PKS Contoh”" in answer.text

    @pytest.mark.usefixtures("session")
    def test_a_shut_door_is_named(self, client, host, partner):
        linked(host, partner)
        Agreement.objects.update(state=AgreementState.SUSPENDED)
        self.at_work(client, partner, auditor=True)

        answer = client.get(reverse("live:partners"))

        assert "Khusus mitra" not in answer.text
        assert "sedang ditangguhkan" in answer.text

    @pytest.mark.usefixtures("session")
    def test_a_neighbour_sees_nothing_of_it(self, client, host, partner):
        linked(host, partner)
        self.at_work(client, AgencyFactory())

        assert "BPSDM Jatim" not in client.get(reverse("live:partners")).text

    def test_the_session_says_who_gets_in(self, client, session, host, partner):
        clause = linked(host, partner)
        session.guests.create(agency=partner, seats=3)
        Clause.objects.filter(pk=clause.pk).update(scheduled=1)
        self.at_work(client, host)

        answer = client.get(reverse("live:session-home", args=[session.pk]))

        line = answer.context["admitted"][0]
        assert (line.name, line.is_let_in, line.seats, line.taken) == ("BPSDM Jambi", True, 3, 0)
        assert "0 dari 3 kursi terisi" in answer.text

    def test_partners_and_seats_are_chosen_in_the_form(self, client, session, host, partner):
        RuleFactory()
        linked(host, partner)
        self.at_work(client, host)
        edit = client.get(reverse("live:session-edit", args=[session.pk]))
        assert "Kursi untuk BPSDM Jambi" in edit.text

        answer = client.post(
            reverse("live:section-store", args=[session.pk, "mitra"]),
            {"seen": edit.context["mitra"].initial["seen"], f"seats_{partner.pk}": "5"},
        )

        assert answer.status_code == 302
        assert section.guests_of(session).shares == ((partner.pk, 5),)

    def test_an_open_session_has_no_such_section(self, client, session, host):
        LiveSession.objects.update(registration_rule=RegistrationRule.OPEN)
        self.at_work(client, host)

        edit = client.get(reverse("live:session-edit", args=[session.pk]))

        assert "mitra" not in edit.context
