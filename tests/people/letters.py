"""Reading codes out of letters, as a person does."""

import re

from django.core.mail import EmailMessage


def code_in(letter: EmailMessage) -> str:
    """The six digits that begin a letter."""
    found = re.match(r"\d{6}", str(letter.body))
    assert found
    return found.group()


def another(code: str) -> str:
    """Six digits that are not these."""
    return f"{(int(code) + 1) % 1_000_000:06d}"
