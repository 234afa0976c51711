from io import BytesIO

import pikepdf
import pytest
from asn1crypto.pem import unarmor
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jejaring.ground.paper.typeset import typeset
from jejaring.ground.seals.authority import LocalTestSealer
from jejaring.ground.seals.fields import prepared, signed_fields
from jejaring.ground.seals.sealing import FieldTaken, Signatory
from tests.factories.paper import AgreementPaperFactory

ONE = Signatory("AAAAAAAAAA", "Dr. Contoh, M.Si.", "bpsdm-jatim", "BPSDM Provinsi Jawa Timur")
TWO = Signatory("BBBBBBBBBB", "Ir. Contoh", "bpsdm-jambi", "BPSDM Provinsi Jambi")


@pytest.fixture(scope="module")
def sealer(tmp_path_factory):
    return LocalTestSealer(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def blank():
    return prepared(typeset("agreement", AgreementPaperFactory(), language="id"), ["P-1", "P-2"])


@pytest.fixture(scope="module")
def signed(sealer, blank):
    first = sealer.sign(blank, field="P-1", signatory=ONE, reason="Menyetujui")
    return first, sealer.sign(first, field="P-2", signatory=TWO, reason="Menyetujui")


def statuses(pdf, sealer):
    _, _, root = unarmor(sealer.root_certificate())
    context = ValidationContext(trust_roots=[Certificate.load(root)])
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return {one.field_name: validate_pdf_signature(one, context) for one in found}


def test_both_signatures_are_whole_and_trusted_by_the_root(sealer, signed):
    found = statuses(signed[1], sealer)

    assert list(found) == ["P-1", "P-2"]
    assert all(status.bottom_line for status in found.values())
    names = [status.signing_cert.subject.native for status in found.values()]
    assert [name["common_name"] for name in names] == ["UJI Dr. Contoh, M.Si.", "UJI Ir. Contoh"]
    assert [name["organization_name"] for name in names] == [ONE.agency_name, TWO.agency_name]


def test_the_second_is_appended_to_the_first(blank, signed):
    first, second = signed

    assert first.startswith(blank)
    assert second.startswith(first)
    assert signed_fields(blank) == []
    assert signed_fields(first) == ["P-1"]


def test_a_changed_byte_breaks_both(sealer, signed):
    spoiled = signed[1].replace(b"/MediaBox", b"/mediaBox", 1)

    assert spoiled != signed[1]
    assert not any(status.bottom_line for status in statuses(spoiled, sealer).values())


def test_one_field_is_signed_once(sealer, signed):
    with pytest.raises(FieldTaken):
        sealer.sign(signed[0], field="P-1", signatory=TWO, reason="Lagi")


def test_two_people_of_one_agency_have_keys_of_their_own(sealer, blank):
    other = Signatory("CCCCCCCCCC", ONE.name, ONE.agency_code, ONE.agency_name)
    first = sealer.sign(blank, field="P-1", signatory=ONE, reason="Menyetujui")
    both = sealer.sign(first, field="P-2", signatory=other, reason="Menyetujui")

    serials = {status.signing_cert.serial_number for status in statuses(both, sealer).values()}
    assert len(serials) == 2


def test_other_peoples_code_opens_it_and_it_stays_archival(signed):
    with pikepdf.open(BytesIO(signed[1])) as document:
        assert len(document.Root.AcroForm.Fields) == 2
        assert document.open_metadata().pdfa_status == "2A"
