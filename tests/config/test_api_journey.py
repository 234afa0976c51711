"""The whole way of an agreement by REST calls alone: from a template to an admitted learner."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from jejaring.ground.access.permissions import Role
from tests.agreements.conftest import made_mou, made_network
from tests.config.rest import Programme
from tests.factories.agencies import AgencyFactory, EmploymentFactory, MembershipFactory
from tests.factories.live import LiveSessionFactory
from tests.people.apps import enrolled

pytestmark = pytest.mark.django_db
NO_BLANKS = "Para pihak sepakat melaksanakannya bersama."


@dataclass
class Cast:
    """Everybody on the way, each with a programme of their own."""

    network: object
    mou: object
    officers: list
    heads: list
    reviewers: list
    lawyers: list
    organiser: Programme


@pytest.fixture
def cast(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "uploads", tmp_path
    network = made_network()
    MembershipFactory(agency=network.pemprov_jatim, person=network.officer(), role=Role.AUDITOR)
    sides = [network.jatim, network.jambi]
    above = [network.pemprov_jatim, network.pemprov_jambi]
    organiser = MembershipFactory(agency=network.jatim, role=Role.ORGANISER).person
    return Cast(
        network=network,
        mou=made_mou(network),
        officers=[Programme(network.officer(one)) for one in sides],
        heads=[Programme(network.head(one)) for one in sides],
        reviewers=[Programme(network.person(one, Role.REVIEWER)) for one in above],
        lawyers=[Programme(network.person(one, Role.LEGAL)) for one in above],
        organiser=Programme(organiser),
    )


def started(cast):
    """From the template, with its facts, a clause, and who signs for whom."""
    officer, sides = cast.officers[0], [cast.network.jatim.code, cast.network.jambi.code]
    field = officer.get("/agreements/fields")[0]["slug"]
    given = {
        "kind": "implementing", "title": "PKS Contoh", "lead": sides[0], "partners": sides[1:],
        "parent": cast.mou.code, "fields": [field], "announced_lines": 8,
    }  # fmt: skip
    code = officer.post("/agreements", given, 201)["code"]
    today = timezone.localdate()
    facts = {
        "purpose": "Belajar bersama.", "starts_on": str(today),
        "ends_on": str(today + timedelta(days=300)), "burdens_people": False, "is_unfunded": False,
    }  # fmt: skip
    officer.patch(f"/agreements/{code}", facts)
    clause = {
        "field": field, "giver": sides[0], "receiver": sides[1], "resource": "live_sessions",
        "quantity": 100,
    }  # fmt: skip
    officer.post(f"/agreements/{code}/clauses", clause, 201)
    for number, agency in enumerate(sides):
        named = {
            "signatory": cast.heads[number].person.handle, "signatory_office": "Kepala",
            "person_in_charge": cast.officers[number].person.handle,
        }  # fmt: skip
        officer.patch(f"/agreements/{code}/parties/{agency}", named)
    return code


def reviewed(cast, code):
    cast.officers[0].post(f"/agreements/{code}/propose")
    for programmes, kind in ((cast.reviewers, "tkksd"), (cast.lawyers, "legal")):
        for one in programmes:
            one.post(f"/agreements/{code}/steps/{one.step(code, kind)}/pass", {"note": "Baik."})


def negotiated(cast, code):
    """Jambi changes a section, Jatim offers the text, Jambi agrees to exactly it."""
    lead, partner = cast.officers
    for section in partner.get(f"/agreements/{code}/sections"):
        words = {"heading": section["heading"], "body": NO_BLANKS, "seen": section["revision"]}
        partner.put(f"/agreements/{code}/sections/{section['id']}", words)
    assert lead.get(f"/agreements/{code}")["missing"] == []
    lead.post(f"/agreements/{code}/steps/{lead.step(code, 'negotiate')}/offer", {"note": "Usul."})
    newest = partner.get(f"/agreements/{code}/versions")[0]
    agreed = {"version": newest["number"]}
    partner.post(f"/agreements/{code}/steps/{partner.step(code, 'negotiate')}/agree", agreed)
    for head in cast.heads:
        head.post(f"/agreements/{code}/steps/{head.step(code, 'approve')}/approve")


def signed(cast, code):
    for head, agency in zip(cast.heads, (cast.network.jatim, cast.network.jambi), strict=True):
        app = enrolled(head.person, timezone.now() - timedelta(minutes=5))
        newest = head.get(f"/agreements/{code}/versions")[0]
        digits = {"sha256": newest["sha256"], "code": app.digits(timezone.now())}
        address = f"/agreements/{code}/parties/{agency.code}/signature"
        head.post(address, digits, 201, **{"Idempotency-Key": f"sign-{agency.code}"})


def registered(cast, code):
    for number, officer in enumerate(cast.officers):
        step = officer.step(code, "register")
        officer.post(f"/agreements/{code}/steps/{step}/register", {"number": f"119/{number}/2026"})
    return cast.officers[0].get(f"/agreements/{code}")


def test_from_the_template_to_an_admitted_learner_by_rest_alone(cast):
    code = started(cast)
    reviewed(cast, code)
    negotiated(cast, code)
    signed(cast, code)
    shown = registered(cast, code)
    assert (shown["state"], shown["phase"], shown["waits"]) == ("registered", "active", [])

    session = LiveSessionFactory(
        programme__agency=cast.network.jatim, starts_at=timezone.now() + timedelta(days=2)
    )
    place = f"/sessions/{session.slug}"
    cast.organiser.put(f"{place}/rule", {"rule": "partners"})
    partner = {"guests": [{"agency": cast.network.jambi.code, "seats": 5}]}
    assert cast.organiser.put(f"{place}/guests", partner)["guests"] == partner["guests"]

    before = cast.officers[1].get(f"/agreements/{code}/meter")
    learner = Programme(EmploymentFactory(agency=cast.network.jambi).person)
    stranger = Programme(EmploymentFactory(agency=AgencyFactory()).person)
    assert learner.get(f"{place}/why")["agreement"] == code
    wish = {"starts_at": learner.get(place)["starts_at"]}
    taken = learner.post(f"{place}/registration", wish, 201)
    refusal = stranger.post(f"{place}/registration", wish, 403)

    clause = cast.officers[1].get(f"/agreements/{code}/clauses")[0]
    assert (clause["scheduled"], clause["quantity"]) == (1, 100)
    assert taken["clause"] == clause["id"]
    meter = cast.officers[1].get(f"/agreements/{code}/meter")
    assert (before["clauses"][0]["scheduled"], meter["clauses"][0]["scheduled"]) == (0, 1)
    assert (meter["announced"], meter["recorded"]) == (8, 1)
    assert refusal["refusal"] == "NotAdmitted"
    assert cast.network.jambi.short_name in refusal["sentence"]
    door = {"giver": cast.network.jatim.code, "to": cast.network.jambi.code}
    opened = cast.officers[0].get("/doors", resource="live_sessions", **door)
    assert (opened["is_open"], opened["agreement"], opened["left"]) == (True, code, 99)

    cast.heads[0].post(f"/agreements/{code}/suspend", {"reason": "Menunggu laporan."})
    shut = cast.officers[0].get("/doors", resource="live_sessions", **door)
    assert (shut["is_open"], shut["reason"]) == (False, "suspended")


def test_two_officers_of_one_section_lose_nothing(cast):
    code = started(cast)
    officer = cast.officers[0]
    first = officer.get(f"/agreements/{code}/sections")[0]
    address = f"/agreements/{code}/sections/{first['id']}"
    officer.put(address, {"heading": "Satu", "body": "Satu.", "seen": first["revision"]})

    refusal = officer.put(
        address, {"heading": "Dua", "body": "Dua.", "seen": first["revision"]}, 409
    )

    assert refusal["refusal"] == "SectionChanged"
    assert (refusal["stored"]["body"], refusal["stored"]["revision"]) == ("Satu.", 2)


def test_a_neighbour_knows_nothing_of_it(cast):
    code = started(cast)
    neighbour = Programme(MembershipFactory(agency=AgencyFactory(), role=Role.OWNER).person)
    reader = Programme(cast.officers[0].person, scope="read")

    for address in (
        "",
        "/sections",
        "/clauses",
        "/steps",
        "/documents",
        "/versions",
        "/lines",
        "/meter",
    ):
        refusal = neighbour.get(f"/agreements/{code}{address}", 404)
        assert refusal["refusal"] == "NotFound"
    assert neighbour.get("/agreements")["items"] == []
    neighbour.patch(f"/agreements/{code}", {"title": "Lain"}, 404)
    neighbour.get(f"/agencies/{cast.network.jatim.code}/members", 404)
    door = {"giver": cast.network.jatim.code, "to": cast.network.jambi.code}
    assert neighbour.get("/doors", 403, resource="catalogue", **door)["refusal"] == "NotPermitted"
    assert reader.patch(f"/agreements/{code}", {"title": "Lain"}, 403)["refusal"] == "ReadOnlyToken"


def test_the_partner_acts_only_for_its_own_side(cast):
    code = started(cast)
    partner = cast.officers[1]

    refused = partner.patch(f"/agreements/{code}", {"title": "Lain"}, 403)
    reviewed(cast, code)
    step = cast.officers[0].step(code, "negotiate")
    other = partner.post(f"/agreements/{code}/steps/{step}/offer", {}, 403)

    assert (refused["refusal"], other["refusal"]) == ("NobodyMayEdit", "NotPermitted")
