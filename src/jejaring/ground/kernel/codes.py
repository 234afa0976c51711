"""Codes that people read, type and cannot guess: no I, L, O or U (Crockford's base 32)."""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NOT_CODE = re.compile("[^0-9A-Z]")
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_code(length: int) -> str:
    """`length` random characters, five bits each."""
    return "".join(ALPHABET[byte & 31] for byte in secrets.token_bytes(length))


def normalised(text: str) -> str:
    """What was typed, with spaces and dashes dropped and misread letters put right."""
    return _NOT_CODE.sub("", text.upper()).translate(_MISREAD)


def grouped(code: str, prefix: str = "") -> str:
    """In fours, for reading aloud: JJR-9R4P-26NV-7K2M."""
    parts = [code[start : start + 4] for start in range(0, len(code), 4)]
    return "-".join([prefix, *parts] if prefix else parts)
