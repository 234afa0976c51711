"""A certification authority of this installation's own, for trying out: it certifies nobody.

Root and sealing keys lie in DATA_DIR/authority, each with its certificate in one file that appears
whole or not at all. Keys that are lost are made anew: nothing of value depends on them.
"""

import fcntl
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from jejaring.ground.seals import identities
from jejaring.ground.seals.fields import signed_fields
from jejaring.ground.seals.identities import DISCLAIMER, Identity
from jejaring.ground.seals.sealing import FieldTaken, Level, SealUnavailable, Signatory

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

log = logging.getLogger(__name__)

SIGNATURE_ROOM = 8192
"""Characters kept for the signature; saying so spares pyHanko a trial signature each time."""


class LocalTestSealer:
    """Seals with keys made on this machine: valid in form, trusted by nobody else."""

    level: Level = "test"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or settings.DATA_DIR / "authority"
        self._signers: dict[tuple[str, str], tuple[int, SimpleSigner]] = {}

    @property
    def label(self) -> str:
        """Printed on every paper, so that nobody takes the seal for a certified one."""
        return _("Test seal, not a certified electronic signature")

    def prepare(self) -> None:
        """Make the root if there is none, and load what takes a second to load."""
        import pyhanko.sign.signers  # noqa: F401

        self.root_certificate()

    def root_certificate(self) -> bytes:
        """The root's certificate in PEM, for those who want to check a seal."""
        from cryptography.hazmat.primitives.serialization import Encoding

        with _in_words():
            return self._root()[1].public_bytes(Encoding.PEM)

    def seal(self, pdf: bytes, *, agency_code: str, agency_name: str, reason: str) -> bytes:
        """PAdES B-B, certifying with no changes allowed: whatever is added later shows."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
        from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

        with _in_words():
            signer = self._signer(agency_code, agency_name)
        about = signers.PdfSignatureMetadata(
            field_name="Segel",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=f"{agency_name} ({DISCLAIMER})",
            reason=reason,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        sealed = signers.sign_pdf(
            IncrementalPdfFileWriter(BytesIO(pdf)),
            about,
            signer=signer,
            bytes_reserved=SIGNATURE_ROOM,
        )
        return bytes(sealed.getvalue())

    def sign(self, pdf: bytes, *, field: str, signatory: Signatory, reason: str) -> bytes:
        """PAdES B-B as one of several: the prepared field is filled, what was signed stays."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
        from pyhanko.sign.fields import SigSeedSubFilter

        if field in signed_fields(pdf):
            raise FieldTaken(field)
        with _in_words():
            signer = self._signer(
                f"{signatory.agency_code} {signatory.handle}",
                signatory.agency_name,
                person=signatory.name,
            )
        about = signers.PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=f"{signatory.name}, {signatory.agency_name} ({DISCLAIMER})",
            reason=reason,
        )
        signed = signers.sign_pdf(
            IncrementalPdfFileWriter(BytesIO(pdf)),
            about,
            signer=signer,
            existing_fields_only=True,
            bytes_reserved=SIGNATURE_ROOM,
        )
        return bytes(signed.getvalue())

    def _signer(self, code: str, name: str, *, person: str = "") -> "SimpleSigner":
        path = self._folder / "agencies" / f"{quote(code, safe='')}.pem"
        known = self._signers.get((code, f"{name} {person}"))
        if known and known[0] == _changed_at(path):
            return known[1]
        root = self._root()
        identity = _kept(
            path,
            make=lambda: identities.sealing_identity(name, root=root, person=person),
            fits=lambda kept: identities.is_usable(kept, name, root=root, person=person),
        )
        signer = signer_for(identity, root)
        self._signers[code, f"{name} {person}"] = _changed_at(path), signer
        return signer

    def _root(self) -> Identity:
        return _kept(self._folder / "root.pem", make=identities.new_root, fits=lambda _root: True)


@contextmanager
def _in_words() -> Iterator[None]:
    """What the disk or a damaged file says goes to the log; the person gets a sentence."""
    try:
        yield
    except (OSError, ValueError) as error:
        log.exception("The sealing keys cannot be read or made.")
        raise SealUnavailable from error


def _kept(
    path: Path, *, make: Callable[[], Identity], fits: Callable[[Identity], bool]
) -> Identity:
    """The identity in this file; made anew where it does not fit, by one process at a time."""
    kept = _read(path)
    if kept and fits(kept):
        return kept
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (path.parent / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = _read(path)
        if kept and fits(kept):
            return kept
        made = make()
        _write(path, identities.to_pem(made))
        return made


def _read(path: Path) -> Identity | None:
    try:
        return identities.from_pem(path.read_bytes())
    except FileNotFoundError:
        return None


def _write(path: Path, pem: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:  # mode 0600
        try:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def _changed_at(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def signer_for(identity: Identity, root: Identity) -> "SimpleSigner":
    from asn1crypto.keys import PrivateKeyInfo
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key, certificate = identity
    own, issuer = (
        Certificate.load(each.public_bytes(Encoding.DER)) for each in (certificate, root[1])
    )
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple([own, issuer])
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(own, PrivateKeyInfo.load(private), store)
