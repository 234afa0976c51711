"""Rooms for signatures in a PDF: made before the first one, filled one by one."""

from collections.abc import Sequence
from io import BytesIO


def prepared(pdf: bytes, names: Sequence[str]) -> bytes:
    """The same PDF with an empty, invisible signature field for each name."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    for name in names:
        append_signature_field(writer, SigFieldSpec(name))
    made = BytesIO()
    writer.write(made)  # type: ignore[no-untyped-call]
    return made.getvalue()


def signed_fields(pdf: bytes) -> list[str]:
    """The names of the fields that hold a signature, in the order of signing."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    return [signature.field_name for signature in PdfFileReader(BytesIO(pdf)).embedded_signatures]
