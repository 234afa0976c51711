"""`jejaring verify certificate`: a code, a proof file or a PDF, each checked in words."""

import re
import sys
from io import BytesIO
from pathlib import Path

from jejaring.ground.seals.authority import LocalTestSealer
from jejaring.registers.credentials import queries
from jejaring.registers.credentials.files import proof

CODE = re.compile(r"JJR(?:-[0-9A-Z]{4}){3}")


def check(what: str) -> int:
    """0 if all holds, 1 if something does not, 2 if there is nothing to check."""
    path = Path(what)
    if path.is_file():
        content = path.read_bytes()
        return _paper(content) if content.startswith(b"%PDF-") else _proof(content)
    return _code(what)


def _say(is_well: bool, told: str) -> bool:
    print(f"{'yes' if is_well else 'NO '}  {told}")
    return is_well


def _code(text: str) -> int:
    found = queries.examined(text)
    if found is None:
        print(f"jejaring: no certificate has the code {text}.", file=sys.stderr)
        return 2
    checks = found.checks
    answers = [
        _say(checks.is_recorded, "recorded by the issuer"),
        _say(checks.has_signature, "signature matches"),
        _say(checks.is_unchanged, "content unchanged since it was issued"),
        _say(checks.is_in_force, "neither revoked nor replaced"),
    ]
    print(f"{found.found.number}, {found.found.name}: {found.verdict.label}.")
    return 0 if all(answers) else 1


def _proof(content: bytes) -> int:
    given = proof.read(content)
    found = proof.findings(given)
    answers = [
        _say(found.has_batch_facts, "the shared facts are those that were signed"),
        _say(found.has_leaf, "the certificate's facts are those of its leaf"),
        _say(found.has_path, "the leaf leads to the signed root"),
        _say(found.has_signature, "the signature is the agency's"),
    ]
    print("The proof holds by itself." if all(answers) else "Do not trust this proof.")
    print(f"When it was saved, the certificate was {given.state}.")
    return 0 if all(answers) else 1


def _paper(content: bytes) -> int:
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    try:
        reader = PdfFileReader(BytesIO(content))
        seals = list(reader.embedded_signatures)
    except PdfError:
        print("NO   the paper is damaged: it cannot be read.")
        return 1
    if not seals:
        print("jejaring: this PDF carries no seal.", file=sys.stderr)
        return 2
    roots = list(load_certs_from_pemder_data(LocalTestSealer().root_certificate()))
    trusted = ValidationContext(trust_roots=roots)
    status = validate_pdf_signature(seals[0], trusted)
    answers = [
        _say(status.intact and status.valid, "the paper is as it was sealed"),
        _say(status.trusted, "the seal is this installation's"),
        _say(len(seals) == 1, "nothing was added after the seal"),
    ]
    code = CODE.search(str(reader.trailer_view["/Info"].get("/Keywords", "")))
    if code is None:
        print("jejaring: this PDF names no certificate.", file=sys.stderr)
        return 2
    return max(_code(code.group()), 0 if all(answers) else 1)
