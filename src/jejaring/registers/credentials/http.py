"""Where a certificate is found by strangers, and what its file is called."""

from django.conf import settings
from django.urls import reverse

from jejaring.ground.kernel.codes import grouped, normalised
from jejaring.registers.credentials.models import CODE_PREFIX
from jejaring.registers.credentials.models.certificate import CODE_LENGTH

STATEMENT_PREFIX = "JPS"
"""Codes of yearly hour statements, which another package answers under STATEMENTS."""

STATEMENTS = "jp/"
LONGEST_NAME = 120


def shown(code: str) -> str:
    """As printed: JJR-9R4P-26NV-7K2M."""
    return grouped(code, CODE_PREFIX)


def path_of(code: str) -> str:
    """The page of verification, as in QR symbols."""
    return reverse("credentials:result", args=[shown(code)])


def address_of(code: str) -> str:
    """The same for the world outside."""
    return f"{settings.PUBLIC_ADDRESS}{path_of(code)}"


def place_to_check() -> str:
    """What is printed beside the QR symbol: jejaring.example/v."""
    return f"{settings.PUBLIC_ADDRESS.partition('://')[2]}{reverse('credentials:verify')}".rstrip(
        "/"
    )


def path_for(typed: str) -> str:
    """Where to look for what was typed: a certificate, or a statement of hours."""
    text = normalised(typed.rstrip("/ ").rpartition("/")[2])
    if text.startswith(STATEMENT_PREFIX) and len(text) == len(STATEMENT_PREFIX) + CODE_LENGTH:
        code = grouped(text.removeprefix(STATEMENT_PREFIX), STATEMENT_PREFIX)
        return f"{reverse('credentials:verify')}{STATEMENTS}{code}/"
    code = text.removeprefix(CODE_PREFIX) if len(text) > CODE_LENGTH else text
    return path_of(code or "-")


def file_name(*parts: str, kind: str = "pdf") -> str:
    """A name that a person finds again: Sertifikat ASN Belajar 2026-11-26 Rara Contoh.pdf."""
    words = " ".join(" ".join(parts).translate(str.maketrans('/\\:*?"<>|', " " * 9)).split())
    return f"{words[:LONGEST_NAME].strip()}.{kind}"
