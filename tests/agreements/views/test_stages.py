from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now as clock

from jejaring.parties.agreements.actions import stages, versions
from jejaring.parties.agreements.queries import waiting
from jejaring.parties.agreements.states import AgreementState, StepKind
from tests.agreements import walking
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import StepFactory, pact

pytestmark = pytest.mark.django_db


def at(agreement, name="stages", *rest):
    return reverse(f"agreements:{name}", args=[agreement.code, *rest])


def act(client, agreement, step, way="ambil", **said):
    return client.post(at(agreement, "step", step.pk, way), said)


def test_the_page_says_who_is_next_and_for_how_long(client, network, agreement, now):
    walking.to_review(network, agreement, clock() - timedelta(days=9))
    reviewer = network.taker(walking.open_step(agreement, StepKind.TKKSD, network.pemprov_jambi))
    client.force_login(reviewer)

    page = client.get(at(agreement)).text

    assert "menunggu 9 hari" in page
    assert f"Dapat diambil oleh: {reviewer.name}" in page
    assert page.count("/ambil/") == 1
    assert 'aria-current="step"' in page


@pytest.mark.parametrize("sides", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_steps(
    client, network, agreement, sides, django_assert_num_queries
):
    for _ in range(sides):
        StepFactory(agreement=agreement, kind=StepKind.NEGOTIATE, party=None)
    client.force_login(network.officer())

    with django_assert_num_queries(9):
        client.get(at(agreement))


@pytest.mark.parametrize("steps", [1, 3])
def test_the_desk_costs_the_same_for_any_number(client, network, steps, django_assert_num_queries):
    for _ in range(steps):
        StepFactory(agreement=pact(network.jatim), agency=network.jatim)
    client.force_login(network.officer())

    with django_assert_num_queries(4):
        page = client.get(reverse("agreements:desk")).text

    assert page.count("/tahap/") == steps


def test_an_empty_desk_says_so(client, network):
    client.force_login(network.officer())

    assert "Tidak ada yang menunggu Anda" in client.get(reverse("agreements:desk")).text


def test_a_neighbour_sees_no_stage(client, agreement, network, now):
    walking.to_review(network, agreement, now)
    step = waiting.open_steps(agreement).first()
    client.force_login(MembershipFactory(reviewer=True, agency=AgencyFactory()).person)

    assert client.get(at(agreement)).status_code == 404
    assert act(client, agreement, step).status_code == 404


def test_a_proposal_goes_through_the_pages_until_it_is_negotiated(client, network, agreement):
    stages.begin(agreement=agreement, at=clock())
    waits = waiting.open_steps(agreement).exclude(kind=StepKind.NEGOTIATE)
    while waits.exists():
        step = waits[0]
        client.force_login(network.taker(step))
        assert client.get(at(agreement, "step", step.pk, "ambil")).status_code == 200
        assert act(client, agreement, step).status_code == 302

    agreement.refresh_from_db()
    assert agreement.state == AgreementState.NEGOTIATION


def test_a_text_is_offered_by_one_side_and_agreed_by_the_other(client, network, agreement, now):
    walking.to_negotiation(network, agreement, now)
    ours, theirs = waiting.open_steps(agreement).order_by("party__position")
    client.force_login(network.officer())
    act(client, agreement, ours, "tawarkan", note="Kursi ditambah")
    client.force_login(network.officer(network.jambi))
    page = client.get(at(agreement, "step", theirs.pk, "ambil")).text
    assert 'name="version" value="1"' in page

    act(client, agreement, theirs, version="1")

    assert {step.kind for step in waiting.open_steps(agreement)} == {"approve"}


def test_a_newer_text_than_the_one_read_is_refused_on_the_page(client, network, agreement, now):
    walking.to_negotiation(network, agreement, now)
    versions.freeze(agreement=agreement, by=network.officer(), at=now)
    agreement.sections.update(body="Isi yang lain.")
    versions.freeze(agreement=agreement, by=network.officer(), at=now)
    theirs = walking.open_step(agreement, StepKind.NEGOTIATE, network.jambi)
    client.force_login(network.officer(network.jambi))

    page = act(client, agreement, theirs, version="1").text

    assert "Ada naskah yang lebih baru" in page
    assert 'name="version" value="2"' in page


def test_the_page_of_a_head_says_what_is_missing(client, network, agreement, now):
    walking.to_approval(network, agreement, now)
    agreement.parties.update(person_in_charge=None)
    step = walking.open_step(agreement, StepKind.APPROVE)
    client.force_login(network.taker(step))

    page = client.get(at(agreement, "step", step.pk, "ambil")).text

    assert page.count("penanggung jawab") >= 2
    assert "Setujui kerja sama</button>" not in page
    assert at(agreement, "step", step.pk, "kembalikan") in page
    assert "Baca naskah: 11 pasal" in page


def test_sending_back_keeps_what_was_typed_and_asks_for_a_reason(client, network, agreement, now):
    walking.to_review(network, agreement, now)
    step = walking.open_step(agreement, StepKind.TKKSD)
    client.force_login(network.taker(step))

    assert "Alasan" in act(client, agreement, step, "kembalikan", reason="").text
    assert act(client, agreement, step, "kembalikan", reason="Belum jelas.").status_code == 302
    assert "Belum jelas." in client.get(at(agreement)).text


def test_a_step_is_left_to_a_colleague_on_the_page(client, network, agreement, now):
    walking.to_review(network, agreement, now)
    step = walking.open_step(agreement, StepKind.TKKSD)
    colleague = MembershipFactory(agency=step.agency).person
    client.force_login(network.taker(step))

    act(client, agreement, step, "serahkan", person=colleague.pk)

    assert f"Diserahkan kepada: {colleague.name}" in client.get(at(agreement)).text


def test_what_was_just_passed_can_be_undone_on_the_page(client, network, agreement):
    walking.to_review(network, agreement, clock() - timedelta(minutes=1))
    step = walking.open_step(agreement, StepKind.TKKSD)
    client.force_login(network.taker(step))
    act(client, agreement, step)
    assert "Urungkan" in client.get(at(agreement)).text

    client.post(at(agreement, "take-back", step.pk))

    assert walking.open_step(agreement, StepKind.TKKSD, step.agency) is not None


@pytest.mark.parametrize("way", ["ambil", "tawarkan", "lain"])
def test_a_way_that_a_step_does_not_have_is_not_found(client, network, agreement, now, way):
    walking.to_signing(network, agreement, now)
    step = walking.open_step(agreement, StepKind.SIGN, network.jatim)
    client.force_login(network.head())

    assert client.get(at(agreement, "step", step.pk, way)).status_code == 404
    assert client.get(at(agreement, "step", 0, "ambil")).status_code == 404


def test_a_step_that_is_gone_says_so(client, network, agreement, now):
    walking.to_review(network, agreement, now)
    step = walking.open_step(agreement, StepKind.TKKSD)
    client.force_login(network.taker(step))
    act(client, agreement, step)

    page = client.get(at(agreement, "step", step.pk, "ambil")).text

    assert "Langkah ini tidak menunggu lagi." in page
