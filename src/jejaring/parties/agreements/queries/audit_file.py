"""The audit file of an agreement: all that shows what was agreed, by whom, and what came of it."""

import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from jejaring.ground.audit import export
from jejaring.ground.paper import vault
from jejaring.parties.agreements.files import verify_script
from jejaring.parties.agreements.models import Agreement, Clause, Document, Signature, TextVersion
from jejaring.parties.agreements.queries import paper
from jejaring.parties.agreements.queries.documents import ROOM
from jejaring.parties.people import queries as people

FORMAT = "jejaring audit file 1"
README = """Berkas audit kerja sama {code}: {title}
Dibuat {made_at}.

Periksa dengan Python 3.9 atau lebih baru, tanpa memasang apa pun:
    python verify.py            (di dalam folder hasil ekstrak)
    python verify.py --en       (English)

manifes.json  daftar berkas, versi naskah, dan tanda tangan, masing-masing dengan SHA-256
isi.json      para pihak dan surat kuasa, tahap, klausul dan capaiannya, rencana aksi dan bukti
jejak.json    catatan jejak tentang kerja sama ini; tiap catatan memuat sidik catatan sebelumnya
naskah/       naskah beku (JSON kanonis) dan cetakannya (PDF)
dokumen/      berkas yang diserahkan dan PDF bertanda tangan, termasuk yang sudah ditarik
"""


def audit_file(agreement: Agreement, at: datetime) -> IO[bytes]:
    """A ZIP, written to disk so that hundreds of documents do not fill the memory."""
    made: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        versions = _versions(archive, agreement)
        files, lost = _documents(archive, agreement)
        trail = export.told(f"{Agreement._meta.label}:{agreement.pk}")  # noqa: SLF001
        content = _content(agreement, {entry["by"] for entry in trail if entry["by"]})
        files += [
            _added(archive, "isi.json", _json(content), kind="content"),
            _added(archive, "jejak.json", _json(trail), kind="trail"),
        ]
        manifest = {
            "format": FORMAT,
            "agreement": agreement.code,
            "title": agreement.title,
            "made_at": at.isoformat(timespec="seconds"),
            "versions": versions,
            "signatures": [_signature(one) for one in _signatures(agreement)],
            "files": files,
            "lost": lost,
        }
        archive.writestr("manifes.json", _json(manifest))
        archive.writestr("verify.py", Path(verify_script.__file__).read_bytes())
        facts = {"code": agreement.code, "title": agreement.title, "made_at": manifest["made_at"]}
        archive.writestr("BACA.txt", README.format(**facts))
    made.seek(0)
    return made


def _versions(archive: zipfile.ZipFile, agreement: Agreement) -> list[dict[str, Any]]:
    told = []
    for version in TextVersion.objects.filter(agreement=agreement).order_by("number"):
        version.agreement = agreement
        path = f"naskah/{version.number}.json"
        archive.writestr(path, version.canonical.encode())
        archive.writestr(f"naskah/{version.number}.pdf", paper.pdf_of(version))
        told.append(
            {
                "number": version.number,
                "path": path,
                "sha256": version.sha256,
                "at": version.at.isoformat(),
                "note": version.note,
            }
        )
    return told


def _documents(
    archive: zipfile.ZipFile, agreement: Agreement
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those that are there, and those that the disk has lost."""
    files, lost = [], []
    documents = Document.objects.filter(agreement=agreement).select_related("party")
    for document in documents.order_by("at", "pk"):
        about = {
            "kind": document.kind,
            "name": document.name,
            "party": document.party.name if document.party else None,
            "at": document.at.isoformat(),
            "withdrawn_at": document.withdrawn_at.isoformat() if document.withdrawn_at else None,
        }
        try:
            content = vault.content_of(document.sha256, room=ROOM)
        except vault.FileLost:
            lost.append({**about, "sha256": document.sha256})
            continue
        ending = document.name.rpartition(".")[2]
        path = f"dokumen/{document.pk}-{document.kind}.{ending}"
        files.append(_added(archive, path, content, **about))
    return files, lost


def _added(archive: zipfile.ZipFile, path: str, content: bytes, **about: Any) -> dict[str, Any]:
    archive.writestr(path, content)
    return {
        "path": path,
        "sha256": verify_script.digest(content),
        "size": len(content),
        **about,
    }


def _signatures(agreement: Agreement) -> Iterable[Signature]:
    given = Signature.objects.filter(agreement=agreement).order_by("at", "pk")
    return given.select_related("party", "person", "version", "document")


def _signature(one: Signature) -> dict[str, Any]:
    return {
        "party": one.party.name,
        "signatory": one.party.signatory_name,
        "office": one.party.signatory_office,
        "capacity": one.party.capacity,
        "mandate": one.party.mandate_number,
        "method": one.method,
        "version": one.version.number,
        "sha256": one.sha256,
        "at": one.at.isoformat(),
        "sealed_at": one.sealed_at.isoformat() if one.sealed_at else None,
        "document": one.document.sha256 if one.document else None,
    }


def _content(agreement: Agreement, person_ids: set[int]) -> dict[str, Any]:
    plain = ("code", "kind", "title", "state", "signed_on", "starts_on", "ends_on", "terminates_on")
    parties = agreement.parties.order_by("position").values(
        *("name", "agency__code", "number", "registered_at", "signatory_name", "signatory_office"),
        *("capacity", "mandate_number", "mandate_on", "gives", "gets"),
    )
    steps = agreement.steps.order_by("opened_at", "pk").values(
        *("kind", "agency__name", "opened_at", "closed_at", "closed_by__name", "outcome", "reason")
    )
    return {
        "agreement": {name: getattr(agreement, name) for name in plain},
        "parties": list(parties),
        "steps": list(steps),
        "clauses": [_clause(one) for one in agreement.clauses.select_related("giver", "receiver")],
        "plan": list(
            agreement.lines.order_by("year", "position").values(
                "title", "year", "due_on", "state", "state_reason", "moved_at"
            )
        ),
        "evidence": [
            row
            for line in agreement.lines.order_by("year", "position")
            for row in line.evidence.values("line__title", "title", "source", "document", "at")
        ],
        "people": {str(pk): name for pk, name in people.names_of(person_ids).items()},
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "giver": clause.giver.name,
        "receiver": clause.receiver.name,
        "resource": clause.resource,
        "promised": clause.quantity,
        "unit": clause.unit,
        "scheduled": clause.scheduled,
        "delivered": clause.delivered,
        "movements": list(clause.movements.values("kind", "quantity", "source", "title", "at")),
    }


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1, default=str).encode()
