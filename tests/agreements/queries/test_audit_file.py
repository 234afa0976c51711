import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest

from jejaring.ground.paper import vault
from jejaring.parties.agreements.actions import documents
from jejaring.parties.agreements.queries.audit_file import audit_file
from jejaring.parties.agreements.queries.documents import ROOM
from tests.factories.uploads import pdf_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(ready, network, now, tmp_path):
    """The unpacked audit file of an agreement that both signed, one document withdrawn."""
    ready.sign(0, now)
    ready.sign(1, now + timedelta(seconds=30))
    ready.seal(now)
    for number in range(2):
        document = documents.upload(
            agreement=ready.agreement,
            kind="minutes",
            content=pdf_bytes(b"%d" % number),
            name=f"Notula {number}.pdf",
            by=network.officer(),
            at=now,
        )
    documents.withdraw(document=document, by=network.officer(), at=now)
    unpacked = tmp_path / "berkas"
    with audit_file(ready.agreement, now) as made, zipfile.ZipFile(made) as archive:
        archive.extractall(unpacked)
    return unpacked


def verify(*arguments, cwd=None):
    """As a stranger runs it: without anything installed."""
    command = [sys.executable, "-I", "-S", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def spoil(folder, name, before, after):
    path = folder / name
    content = path.read_bytes()
    assert before in content
    path.write_bytes(content.replace(before, after, 1))


def test_a_stranger_finds_all_true_with_python_alone(folder):
    done = verify(folder / "verify.py")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "BENAR: semua yang dapat diperiksa cocok." in done.stdout
    assert "[X]" not in done.stdout
    assert "TIDAK dapat diperiksa" in done.stdout
    assert "CANNOT be checked" in verify(folder / "verify.py", "--en").stdout


def test_the_zip_itself_is_checked_too(ready, network, now, tmp_path):
    ready.sign(0, now)
    ready.seal(now)
    made = tmp_path / "a.zip"
    with audit_file(ready.agreement, now) as file:
        made.write_bytes(file.read())
    with zipfile.ZipFile(made) as archive:
        archive.extract("verify.py", tmp_path)

    assert verify(tmp_path / "verify.py", made).returncode == 0


def test_it_holds_versions_signatures_documents_and_the_trail(folder, ready):
    manifest = json.loads((folder / "manifes.json").read_text())
    content = json.loads((folder / "isi.json").read_text())

    assert [one["sha256"] for one in manifest["versions"]] == [ready.version.sha256]
    assert [one["method"] for one in manifest["signatures"]] == ["electronic"] * 2
    kinds = sorted(one["kind"] for one in manifest["files"])
    assert kinds == ["content", "minutes", "minutes", "signed", "signed", "trail"]
    assert [party["signatory_office"] for party in content["parties"]] == [
        "Kepala BPSDM Contoh Timur",
        "Kepala BPSDM Contoh Barat",
    ]
    assert ready.people[0].name in content["people"].values()
    acts = {entry["act"] for entry in json.loads((folder / "jejak.json").read_text())}
    assert {"agreements.signed", "agreements.document_withdrawn"} <= acts
    assert (folder / "naskah" / "1.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("naskah/1.json", b"sepakat", b"sepakap", "Versi naskah"),
        ("jejak.json", b"agreements.approved", b"agreements.approveD", "cocok dengan sidiknya"),
        ("isi.json", b'"clauses"', b'"clausez"', "Berkas utuh"),
        ("manifes.json", b'"electronic"', b'"wet_ink__"', None),
    ],
)
def test_one_changed_byte_is_found(folder, name, before, after, said):
    spoil(folder, name, before, after)

    done = verify(folder / "verify.py")

    assert done.returncode == (1 if said else 0)
    if said:
        assert any(line.startswith("[X]") and said in line for line in done.stdout.splitlines())


def test_a_changed_pdf_is_found_even_if_the_manifest_was_changed_with_it(folder):
    import hashlib

    manifest = json.loads((folder / "manifes.json").read_text())
    one = next(file for file in manifest["files"] if file["kind"] == "signed")
    path = folder / one["path"]
    path.write_bytes(path.read_bytes().replace(b"/MediaBox", b"/mediaBox", 1))
    one["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifes.json").write_text(json.dumps(manifest))

    done = verify(folder / "verify.py")

    assert done.returncode == 1
    assert "[X] PDF bertanda tangan tidak berubah" in done.stdout
    assert "[X] Jejak menyebut naskah dan berkas yang sama" in done.stdout


def test_an_entry_taken_out_of_the_trail_leaves_a_text_untold_or_a_gap(folder):
    entries = json.loads((folder / "jejak.json").read_text())
    kept = [entry for entry in entries if entry["act"] != "agreements.signed"]
    (folder / "jejak.json").write_text(json.dumps(kept))

    done = verify(folder / "verify.py")

    assert "[X] Berkas utuh" in done.stdout


def test_a_document_that_the_disk_lost_is_said_to_be_lost(ready, network, now):
    document = documents.upload(
        agreement=ready.agreement,
        kind="note",
        content=pdf_bytes(),
        name="a.pdf",
        by=network.officer(),
        at=now,
    )
    vault.forget(document.sha256, room=ROOM)

    with audit_file(ready.agreement, now) as made:
        manifest = json.loads(zipfile.ZipFile(BytesIO(made.read())).read("manifes.json"))

    assert [one["name"] for one in manifest["lost"]] == ["a.pdf"]
