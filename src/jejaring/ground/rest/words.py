"""What is wrong with one field, as a sentence: pydantic's kinds of errors in our words."""

from typing import Any

from django.utils.translation import gettext as _

PLACES = {"body", "query", "path", "form", "given"}
"""Where ninja read it, and what our endpoints call it; the reader knows only the field."""


def said(error: dict[str, Any]) -> tuple[str, str]:
    """The field's name and the sentence about it."""
    place = [str(part) for part in error["loc"] if str(part) not in PLACES]
    field = ".".join(place) or "body"
    return field, _sentence(error) % {"field": field, **_limits(error)}


def _sentence(error: dict[str, Any]) -> str:
    kind = error["type"]
    for beginning, sentence in _sentences().items():
        if kind.startswith(beginning):
            return sentence
    return _("“%(field)s” cannot be read. Compare it with the schema.")


def _sentences() -> dict[str, str]:
    """By the beginning of pydantic's name for the error; the first that fits."""
    return {
        "missing": _("“%(field)s” is missing."),
        "extra_forbidden": _("“%(field)s” is not known here. Leave it out."),
        "string_too_short": _("“%(field)s” is empty or too short."),
        "string_too_long": _("“%(field)s” has more than %(max_length)s characters."),
        "too_long": _("“%(field)s” has more than %(max_length)s entries."),
        "too_short": _("“%(field)s” needs at least %(min_length)s entries."),
        "enum": _("“%(field)s” must be one of: %(expected)s."),
        "literal_error": _("“%(field)s” must be one of: %(expected)s."),
        "greater_than_equal": _("“%(field)s” must be %(ge)s or more."),
        "less_than_equal": _("“%(field)s” must be %(le)s or less."),
        "int": _("“%(field)s” must be a whole number."),
        "bool": _("“%(field)s” must be true or false."),
        "string": _("“%(field)s” must be text."),
        "timezone": _("“%(field)s” must be a moment with its zone, as 2026-11-26T08:00:00+07:00."),
        "datetime": _("“%(field)s” must be a moment with its zone, as 2026-11-26T08:00:00+07:00."),
        "date": _("“%(field)s” must be a day, as 2026-11-26."),
        "list": _("“%(field)s” must be a list."),
    }


def _limits(error: dict[str, Any]) -> dict[str, Any]:
    """What the error names, with nothing in place of what it does not."""
    known = {"max_length": "", "min_length": "", "ge": "", "le": "", "expected": ""}
    return known | {name: str(value) for name, value in (error.get("ctx") or {}).items()}
