import pytest

from jejaring.registers.credentials import actions, queries
from jejaring.registers.credentials.models import Certificate
from tests.factories import credentials as make
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_personal_data_holds_every_certificate_and_request_of_the_person_alone():
    person = PersonFactory(name="Rara Contoh")
    certificate = make.certificate(person, name="Rara Cntoh")
    make.certificate(source_id=2)
    actions.request_correction(certificate=certificate, by=person, at=make.ISSUED_AT)
    officer = make.member(certificate.batch.agency)
    actions.reissue(certificate=certificate, name=person.name, by=officer, at=make.ISSUED_AT)

    held = queries.personal_data(person)

    assert [(one["name"], one["state"]) for one in held["certificates"]] == [
        ("Rara Cntoh", "replaced"),
        ("Rara Contoh", "valid"),
    ]
    assert held["certificates"][0]["batch__facts"]["programme"] == "ASN Belajar"
    assert [one["name"] for one in held["name_corrections"]] == ["Rara Contoh"]
    assert queries.personal_data(officer) == {"certificates": [], "name_corrections": []}
    assert Certificate.objects.count() == 3
