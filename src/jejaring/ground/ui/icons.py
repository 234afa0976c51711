"""Icons, drawn into the page where they stand, in the colour of the words beside them."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SYMBOL = re.compile(r'<symbol id="([a-z-]+)" viewBox="0 0 256 256">(.*?)</symbol>')


class UnknownIconError(LookupError):
    """icons.svg holds no drawing of that name."""


@cache
def drawings() -> dict[str, SafeString]:
    """Every icon of icons.svg by name."""
    source = Path(__file__).with_name("icons.svg").read_text("utf-8")
    return {name: mark_safe(shape) for name, shape in SYMBOL.findall(source)}  # noqa: S308 - our own file


def icon(name: str, kind: str = "") -> SafeString:
    """Decoration beside words; a button of an icon alone carries its own aria-label."""
    if name not in drawings():
        raise UnknownIconError(name)
    style = f"icon {kind}" if kind else "icon"
    return format_html(
        '<svg class="{}" viewBox="0 0 256 256" aria-hidden="true">{}</svg>', style, drawings()[name]
    )
