"""Headings as people write them, brought to a form in which they can be compared."""

import re
import unicodedata

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 200
"""Characters; what is longer is an answer and no heading."""


def folded(heading: str) -> str:
    """Lower case, without brackets and what they hold, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", _BRACKETS.sub(" ", heading[:_LONGEST])).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_LETTERS.sub(" ", letters).strip()
