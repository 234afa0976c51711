import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import ceremony as arranging
from jejaring.parties.agreements.models import Signature
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import AgreementFactory, OccasionFactory, pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def occasion(ready, network):
    """Three agreements in order; the second one is the one that can be signed."""
    made = OccasionFactory(agency=network.jatim, name="Misi Dagang Contoh")
    for order in (1, 3):
        pact(network.jatim, occasion=made, occasion_order=order, title=f"Naskah {order}")
    ready.agreement.occasion, ready.agreement.occasion_order = made, 2
    ready.agreement.save()
    return made


def page(occasion):
    return reverse("agreements:ceremony", args=[occasion.pk])


def send(client, ready, occasion, **changes):
    chosen = [f"{ready.parties[0].pk} {ready.version.sha256}"]
    code = ready.apps[0].digits(timezone.now())
    return client.post(page(occasion), {"chosen": chosen, "code": code} | changes)


def test_a_signatory_signs_from_the_one_page(client, ready, occasion):
    client.force_login(ready.people[0])
    assertContains(client.get(page(occasion)), "Giliran Anda menandatangani")

    after = client.get(send(client, ready, occasion).url)

    assert Signature.objects.get().party == ready.parties[0]
    assertContains(after, "Anda telah menandatangani")
    assertNotContains(after, "Giliran Anda menandatangani")


def test_nothing_chosen_a_wrong_code_and_another_text_are_refused(client, ready, occasion):
    client.force_login(ready.people[0])

    assertContains(
        send(client, ready, occasion, chosen=[]), "Naskah yang Anda tanda tangani belum diisi"
    )
    wrong = ready.apps[0].wrong(timezone.now())
    assertContains(send(client, ready, occasion, code=wrong), "Tinggal 4 kali")
    forged = [f"{ready.parties[1].pk} {ready.version.sha256}"]
    assert send(client, ready, occasion, chosen=forged).status_code == 200
    assert not Signature.objects.exists()


def test_the_partner_sees_its_own_agreements_only(client, ready, occasion, network):
    client.force_login(network.officer(network.jambi))

    shown = client.get(page(occasion))

    assertContains(shown, ready.agreement.title)
    assertNotContains(shown, "Naskah 3")
    assertNotContains(shown, 'name="ke"')


def test_a_neighbour_agency_finds_no_ceremony(client, occasion, ready):
    client.force_login(MembershipFactory(owner=True).person)

    assert client.get(page(occasion)).status_code == 404
    assert client.get(reverse("agreements:press-sheet", args=[occasion.pk])).status_code == 404
    move = reverse("agreements:arrange", args=[occasion.pk, ready.agreement.code])
    assert client.post(move, {"ke": "naik"}).status_code == 404


def test_the_host_changes_the_order_and_nobody_else(client, ready, occasion, network, now):
    client.force_login(network.officer())
    move = reverse("agreements:arrange", args=[occasion.pk, ready.agreement.code])

    client.post(move, {"ke": "naik"})
    client.post(move, {"ke": "naik"})

    ordered = list(occasion.agreements.order_by("occasion_order"))
    assert [one.occasion_order for one in ordered] == [1, 2, 3]
    assert ordered[0] == ready.agreement
    for by in (network.officer(network.jambi), network.person(network.jatim, "auditor")):
        with pytest.raises(NotPermitted):
            arranging.move(agreement=ready.agreement, up=False, by=by, at=now)


def test_an_agreement_without_an_occasion_has_no_place(network, now):
    with pytest.raises(NotPermitted):
        arranging.move(agreement=AgreementFactory(), up=True, by=network.officer(), at=now)


def test_the_press_sheet_tells_in_order_who_agrees_with_whom(client, ready, occasion, network, now):
    ready.sign(0, now)
    ready.sign(1, now)
    client.force_login(network.officer())

    pdf = client.get(reverse("agreements:press-sheet", args=[occasion.pk])).content

    document = pypdfium2.PdfDocument(pdf)
    words = document[0].get_textpage()
    text = " ".join(words.get_text_range().split())
    words.close()
    document.close()
    assert "1 dari 3 naskah ditandatangani semua pihak." in text
    titles = ["Naskah 1", ready.agreement.title, "Naskah 3"]
    assert sorted(titles, key=text.index) == titles


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_costs_the_same_for_any_number(
    client, ready, occasion, more, django_assert_num_queries
):
    for _ in range(more):
        pact(*(side.agency for side in ready.parties), occasion=occasion, occasion_order=9)
    client.force_login(ready.people[0])

    with django_assert_num_queries(12):
        client.get(page(occasion))
