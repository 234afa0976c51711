import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
import typst
from asn1crypto.pem import unarmor
from asn1crypto.x509 import Certificate
from cryptography.x509 import load_pem_x509_certificate
from django.utils.translation import override
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jejaring.ground.seals.authority import LocalTestSealer
from jejaring.ground.seals.sealing import SealUnavailable, sealer

LONG_NAME = "Badan Pengembangan Sumber Daya Manusia Provinsi Kepulauan Bangka Belitung (Contoh)"


@pytest.fixture(scope="module")
def pdf():
    return typst.compile(b"Piagam *Contoh*")


@pytest.fixture
def local(tmp_path):
    return LocalTestSealer(tmp_path / "authority")


def seal(sealer, pdf, **changes):
    usual = {"agency_code": "jatim", "agency_name": "BPSDM Contoh", "reason": "Piagam"}
    return sealer.seal(pdf, **(usual | changes))


def signature_of(sealed):
    reader = PdfFileReader(BytesIO(sealed))
    (signature,) = reader.embedded_signatures
    return signature


def status(sealed, root):
    trusting = ValidationContext(trust_roots=[Certificate.load(unarmor(root)[2])])
    return validate_pdf_signature(signature_of(sealed), trusting)


def test_another_validator_finds_the_seal_intact_valid_and_trusted(local, pdf):
    found = status(seal(local, pdf), local.root_certificate())

    assert (found.intact, found.valid, found.trusted) == (True, True, True)
    assert found.bottom_line
    assert found.coverage.name == "ENTIRE_FILE"


def test_a_stranger_who_does_not_trust_our_root_is_not_told_to(local, pdf, tmp_path):
    found = status(seal(local, pdf), LocalTestSealer(tmp_path / "other").root_certificate())

    assert (found.intact, found.valid, found.trusted) == (True, True, False)


def test_one_flipped_bit_is_not_intact(local, pdf):
    sealed = bytearray(seal(local, pdf))
    sealed[len(pdf) // 2] ^= 1

    found = status(bytes(sealed), local.root_certificate())

    assert not found.intact


def test_the_seal_says_for_whom_why_and_that_it_is_a_test(local, pdf):
    signature = signature_of(seal(local, pdf, agency_name=LONG_NAME, reason="Sertifikat JJR-1"))
    subject = signature.signer_cert.subject.native

    assert signature.sig_object["/Reason"] == "Sertifikat JJR-1"
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert LONG_NAME in signature.sig_object["/Name"]
    assert "bukan tanda tangan elektronik tersertifikasi" in signature.sig_object["/Name"]
    assert subject["organizational_unit_name"] == (
        "UJI - bukan tanda tangan elektronik tersertifikasi"
    )
    assert subject["common_name"].startswith("Segel UJI Badan Pengembangan")
    assert len(subject["common_name"]) <= 64
    assert "TEST" in signature.signer_cert.issuer.native["common_name"]
    assert signature.docmdp_level == MDPPerm.NO_CHANGES


def test_an_agency_keeps_its_certificate_and_shares_it_with_nobody(local, pdf, tmp_path):
    again = LocalTestSealer(tmp_path / "authority")
    serials = [
        signature_of(seal(who, pdf, agency_code=code)).signer_cert.serial_number
        for who, code in [(local, "jatim"), (again, "jatim"), (again, "jambi")]
    ]

    assert serials[0] == serials[1] != serials[2]


def test_a_renamed_agency_gets_a_certificate_with_its_new_name(local, pdf):
    seal(local, pdf)

    renamed = signature_of(seal(local, pdf, agency_name="Badan Contoh Baru")).signer_cert

    assert renamed.subject.native["organization_name"] == "Badan Contoh Baru"


def test_a_lost_root_is_made_anew_and_certifies_the_agencies_again(local, pdf, tmp_path):
    seal(local, pdf)
    (tmp_path / "authority" / "root.pem").unlink()
    restarted = LocalTestSealer(tmp_path / "authority")

    assert status(seal(restarted, pdf), restarted.root_certificate()).trusted


def test_preparing_makes_the_root_once(local, tmp_path):
    local.prepare()
    root = local.root_certificate()
    LocalTestSealer(tmp_path / "authority").prepare()

    assert local.root_certificate() == root
    assert "TEST" in load_pem_x509_certificate(root).subject.rfc4514_string()


def test_keys_are_readable_by_their_owner_only(local, pdf, tmp_path):
    seal(local, pdf, agency_code="../../etc/x")
    files = [path for path in (tmp_path / "authority").rglob("*.pem") if path.is_file()]

    assert sorted(path.name for path in files) == ["..%2F..%2Fetc%2Fx.pem", "root.pem"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "authority").stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", [b"", b"not a key", b"-----BEGIN PRIVATE KEY-----\n"])
def test_a_damaged_key_is_refused_in_words(local, pdf, tmp_path, damage, caplog):
    local.prepare()
    (tmp_path / "authority" / "root.pem").write_bytes(damage)

    with pytest.raises(SealUnavailable, match="jejaring doctor") as refusal:
        seal(local, pdf)

    assert refusal.value.status == 503
    assert str(tmp_path) not in refusal.value.sentence
    assert [record.getMessage() for record in caplog.records] == [
        "The sealing keys cannot be read or made."
    ]


def test_a_key_that_is_not_the_certificates_is_refused(local, pdf, tmp_path):
    local.prepare()
    other = LocalTestSealer(tmp_path / "other")
    other.prepare()
    root = tmp_path / "authority" / "root.pem"
    key = root.read_text().split("-----BEGIN CERTIFICATE")[0]
    root.write_text(key + other.root_certificate().decode())

    with pytest.raises(SealUnavailable):
        seal(local, pdf)


def test_a_place_where_nothing_can_be_written_is_refused_in_words(pdf, tmp_path):
    (tmp_path / "authority").write_text("a file where the folder should be")

    with pytest.raises(SealUnavailable):
        seal(LocalTestSealer(tmp_path / "authority"), pdf)


def test_threads_that_seal_at_once_share_one_certificate(local, pdf):
    with ThreadPoolExecutor(4) as pool:
        sealed = list(pool.map(lambda _: seal(local, pdf), range(8)))

    assert len({signature_of(each).signer_cert.serial_number for each in sealed}) == 1


@pytest.mark.slow
def test_processes_that_begin_at_once_share_one_root(tmp_path):
    code = (
        "import sys, pathlib; from jejaring.ground.seals.authority import LocalTestSealer;"
        "sys.stdin.read(1);"
        "print(LocalTestSealer(pathlib.Path(sys.argv[1])).root_certificate().decode(), end='')"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    begun = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "authority")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        for _ in range(4)
    ]
    with ThreadPoolExecutor(len(begun)) as pool:
        roots = list(pool.map(lambda process: process.communicate(b"x")[0], begun))

    assert len(set(roots)) == 1
    assert load_pem_x509_certificate(roots[0])


def test_the_setting_chooses_who_seals(settings):
    settings.SEALER = "jejaring.ground.seals.authority.LocalTestSealer"

    chosen = sealer()

    assert chosen is sealer()
    assert chosen.level == "test"
    with override("id"):
        assert chosen.label == "Segel uji, bukan tanda tangan elektronik tersertifikasi"
    with override("en"):
        assert chosen.label == "Test seal, not a certified electronic signature"


def test_importing_the_package_loads_no_heavy_library():
    code = (
        "import sys; from jejaring.ground.seals import authority, facts, merkle, sealing, signing;"
        "print([m for m in ('pyhanko', 'asn1crypto', 'cryptography') if m in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    loaded = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)

    assert loaded.strip() == "[]"
