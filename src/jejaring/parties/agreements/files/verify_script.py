"""Checks an audit file of an agreement with Python alone: `python verify.py [FILE.zip] [--en]`.

Without a file name it checks the folder that it stands in. Exit code 0: all that can be checked
is true; 1: something is not. It trusts nothing but this file and Python's standard library.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

CANNOT_ID = """Yang TIDAK dapat diperiksa di sini:
- siapa pemilik sertifikat di dalam PDF; buka PDF itu dengan program pemeriksa tanda tangan dan
  bandingkan sertifikat akarnya
- apakah ada catatan lembaga yang dibuang sesudah catatan terakhir; mintakan "jejaring verify audit"
  pada pengelola
- apakah waktu pada catatan benar; waktunya dari jam server
- apakah pindaian tinta asli"""
CANNOT_EN = """What CANNOT be checked here:
- who owns the certificates inside the PDF; open it with a signature validator and compare the root
  certificate
- whether entries after the last one were dropped; ask the operator for "jejaring verify audit"
- whether the times are right; they come from the server's clock
- whether scans of ink are genuine"""
SAID = {
    "files": ("Berkas utuh", "Files whole"),
    "versions": ("Versi naskah sama dengan sidiknya", "Texts equal their fingerprints"),
    "signatures": ("Tanda tangan menunjuk naskah yang ada", "Signatures name a text that is here"),
    "pdf": ("PDF bertanda tangan tidak berubah", "Signed PDFs are unchanged"),
    "trail": ("Catatan jejak cocok dengan sidiknya", "Trail entries equal their digests"),
    "links": ("Catatan berurutan saling mengait", "Neighbouring entries hold together"),
    "told": ("Jejak menyebut naskah dan berkas yang sama", "The trail names the same texts"),
    "gaps": (
        "{} celah: di antaranya ada catatan lembaga tentang hal lain, tidak termasuk di sini",
        "{} gaps: entries of the agency about other things stand between, not part of this file",
    ),
    "true": ("BENAR: semua yang dapat diperiksa cocok.", "TRUE: all that can be checked fits."),
    "false": ("TIDAK BENAR: lihat baris di atas.", "NOT TRUE: see the lines above."),
    "cannot": (CANNOT_ID, CANNOT_EN),
}
HEAD, TAIL = rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", rb"[<>\s]"


class Source:
    """A ZIP, or the folder that it was unpacked into."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.archive = zipfile.ZipFile(path) if path.is_file() else None

    def read(self, name: str) -> bytes | None:
        """The bytes of one part; none if it is not there."""
        try:
            if self.archive is not None:
                return self.archive.read(name)
            inside = (self.path / name).resolve()
            return inside.read_bytes() if self.path.resolve() in inside.parents else None
        except (KeyError, OSError):
            return None


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def check(source: Source) -> tuple[dict[str, list[str]], int]:
    """What is wrong, by kind of check, and how many gaps the trail has."""
    wrong: dict[str, list[str]] = {}
    manifest = _json(source, "manifes.json")
    entries = _json(source, "jejak.json")
    wrong["files"] = [
        one["path"] for one in manifest["files"] if _differs(source, one["path"], one["sha256"])
    ]
    wrong["versions"] = [
        one["path"] for one in manifest["versions"] if _differs(source, one["path"], one["sha256"])
    ]
    texts = {one["sha256"] for one in manifest["versions"]}
    wrong["signatures"] = [
        one["party"] for one in manifest["signatures"] if one["sha256"] not in texts
    ]
    wrong["pdf"] = [
        one["path"]
        for one in manifest["files"]
        if one.get("kind") == "signed" and not _pdf_is_whole(source.read(one["path"]) or b"")
    ]
    wrong["trail"] = [_name(entry) for entry in entries if entry_digest(entry) != entry["digest"]]
    wrong["links"], gaps = _links(entries)
    wrong["told"] = _untold(manifest, entries)
    return wrong, gaps


def entry_digest(entry: dict[str, Any]) -> str:
    """SHA-256 over the digest before and every field, as the product writes it."""
    fields = [entry[name] for name in ("agency", "number", "at", "act", "by", "thing", "details")]
    body = json.dumps(fields, ensure_ascii=False).encode()
    return digest(bytes.fromhex(entry["before"]) + body)


def _links(entries: list[dict[str, Any]]) -> tuple[list[str], int]:
    broken, gaps = [], 0
    last: dict[int, dict[str, Any]] = {}
    for entry in sorted(entries, key=lambda one: (one["agency"], one["number"])):
        former = last.get(entry["agency"])
        if former is not None and former["number"] + 1 == entry["number"]:
            if former["digest"] != entry["before"]:
                broken.append(_name(entry))
        elif entry["number"] > 1:
            gaps += 1
        last[entry["agency"]] = entry
    return broken, gaps


def _untold(manifest: dict[str, Any], entries: list[dict[str, Any]]) -> list[str]:
    """Texts, documents and signatures of the trail that the manifest does not hold."""
    held = {one["sha256"] for one in manifest["versions"] + manifest["files"]}
    held |= {one["sha256"] for one in manifest["lost"]}
    acts = ("version_frozen", "document_added", "signature_sealed", "signed")
    return [
        _name(entry)
        for entry in entries
        if entry["act"].rpartition(".")[2] in acts
        and json.loads(entry["details"]).get("sha256") not in held
    ]


def _pdf_is_whole(pdf: bytes) -> bool:
    """Every signature in it names the digest of the bytes that it covers; the last covers all."""
    ends = []
    for found in re.finditer(HEAD, pdf):
        start, first, after, rest = (int(number) for number in found.groups())
        covered = pdf[start : start + first] + pdf[after : after + rest]
        content = re.sub(TAIL, b"", pdf[start + first : after])
        if hashlib.sha256(covered).digest() not in bytes.fromhex(content.decode("ascii")):
            return False
        ends.append(after + rest)
    return bool(ends) and max(ends) == len(pdf)


def _differs(source: Source, path: str, expected: str) -> bool:
    content = source.read(path)
    return content is None or digest(content) != expected


def _json(source: Source, name: str) -> Any:
    content = source.read(name)
    if content is None:
        sys.exit(f"{name}?")
    return json.loads(content)


def _name(entry: dict[str, Any]) -> str:
    return f"{entry['agency']}/{entry['number']} {entry['act']}"


def main(arguments: list[str]) -> int:
    """Say what is true and what is not."""
    language = int("--en" in arguments)
    named = [one for one in arguments if not one.startswith("--")]
    wrong, gaps = check(Source(Path(named[0]) if named else Path(__file__).parent))
    lines = []
    for kind, found in wrong.items():
        lines.append(f"[{'X' if found else 'v'}] {SAID[kind][language]}")
        lines += [f"      {one}" for one in found]
    lines.append(f"[i] {SAID['gaps'][language].format(gaps)}")
    is_true = not any(wrong.values())
    lines += ["", SAID["true" if is_true else "false"][language], "", SAID["cannot"][language]]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if is_true else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
