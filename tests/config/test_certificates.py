"""`jejaring verify certificate`: a code, a proof file, a PDF, and what was done to them."""

import pytest

from jejaring.activities.live.actions import closing
from jejaring.config import certificates
from jejaring.ground.kernel.refusals import Refusal
from jejaring.registers.credentials import actions as credentials
from jejaring.registers.credentials.models import Certificate
from tests.factories.agencies import MembershipFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return MembershipFactory().person


@pytest.fixture
def certificate(officer, now):
    agency = officer.memberships.get().agency
    session = LiveSessionFactory(programme__agency=agency)
    RegistrationFactory(
        session=session, person__name="Rara Contoh", vouched_at=now, vouched_by=officer,
        vouched_reason="Hadir.",
    )  # fmt: skip
    begun = closing.close(session=session, by=officer, at=now)
    while closing.advance(closing=begun, at=now):
        pass
    return Certificate.objects.get()


@pytest.fixture
def downloaded(client, certificate, tmp_path):
    """Save what a page gives for download."""

    def saved(address: str, name: str):
        client.force_login(certificate.person)
        answer = client.get(address)
        assert answer.status_code == 200
        content = b"".join(answer) if answer.streaming else answer.content
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return saved


def test_a_valid_code_holds_however_it_is_typed(certificate, capsys):
    assert certificates.check(f"jjr {certificate.code.lower()}") == 0

    told = capsys.readouterr().out
    assert "Rara Contoh: Sertifikat ini sah." in told
    assert "NO" not in told


def test_an_unknown_code_is_told_in_one_line(capsys):
    assert certificates.check("JJR-0000-0000-0000") == 2

    assert capsys.readouterr().err == (
        "jejaring: no certificate has the code JJR-0000-0000-0000.\n"
    )


def test_a_revoked_certificate_does_not_hold(certificate, officer, now, capsys):
    credentials.revoke(certificate=certificate, reason="Salah orang.", by=officer, at=now)

    assert certificates.check(certificate.code) == 1
    assert "NO   neither revoked nor replaced" in capsys.readouterr().out


def test_an_altered_record_does_not_hold(certificate, capsys):
    Certificate.objects.update(name="Rara Palsu")

    assert certificates.check(certificate.code) == 1
    assert "NO   content unchanged" in capsys.readouterr().out


def test_a_proof_holds_by_itself_and_an_altered_one_does_not(certificate, downloaded, capsys):
    path = downloaded(f"/v/{certificate.code}.json", "bukti.json")

    assert certificates.check(str(path)) == 0
    path.write_text(path.read_text().replace("Rara Contoh", "Rara Palsu"))
    assert certificates.check(str(path)) == 1
    assert "Do not trust this proof." in capsys.readouterr().out


def test_a_file_that_is_no_proof_is_refused_in_words(tmp_path):
    (tmp_path / "lain.json").write_text("[1, 2")

    with pytest.raises(Refusal, match="bukan bukti sertifikat"):
        certificates.check(str(tmp_path / "lain.json"))


def test_a_paper_holds_and_one_flipped_bit_does_not(certificate, downloaded, capsys):
    path = downloaded(f"/saya/sertifikat/{certificate.code}.pdf", "sertifikat.pdf")
    assert certificates.check(str(path)) == 0

    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(bytes(content))

    assert certificates.check(str(path)) == 1
    assert "NO   the paper is" in capsys.readouterr().out
