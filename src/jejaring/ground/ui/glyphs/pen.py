"""How every drawing writes its numbers and its frame."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def short(value: float, places: int = 1) -> str:
    """A coordinate with no zeros to spare."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".") if places else str(round(value))
    return "0" if text in {"-0", ""} else text


def trusted(parts: list[str] | str) -> SafeString:
    """Shapes made of numbers and constants only; words go through `text` or `label`."""
    return mark_safe(parts if isinstance(parts, str) else "".join(parts))  # noqa: S308 - numbers only


def drawing(
    kind: str,
    box: str,
    body: SafeString,
    *,
    label: str = "",
    width: int | None = None,
    square: bool = False,
    role: str = "img",
) -> SafeString:
    """One SVG of class `kind`; without a label it is decoration and hidden from readers."""
    size = trusted("")
    if width is not None:
        size = format_html(' width="{}"', width)
        if square:
            size = format_html('{} height="{}"', size, width)
    said = (
        format_html(' role="{}" aria-label="{}"', role, label)
        if label
        else trusted(' aria-hidden="true"')
    )
    return format_html('<svg class="{}" viewBox="{}"{}{}>{}</svg>', kind, box, said, size, body)


def text(words: object, x: float, y: float, kind: str = "") -> SafeString:
    """Words inside a drawing, escaped."""
    place = format_html('x="{}" y="{}"', short(x), short(y))
    if kind:
        return format_html('<text class="{}" {}>{}</text>', kind, place, words)
    return format_html("<text {}>{}</text>", place, words)
