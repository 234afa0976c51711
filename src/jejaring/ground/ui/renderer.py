"""Plain Django forms in the design, without a word about it in the form."""

from typing import Any

from django.forms import BoundField, widgets
from django.forms.renderers import TemplatesSetting
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jejaring.ground.ui.picker import SeveralOf

CHOOSERS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


class Renderer(TemplatesSetting):
    """Named by `settings.FORM_RENDERER`: whole forms and single fields use our templates."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/form_field.html"


def kind(bound: BoundField) -> str:
    """Which shape a field has: hidden, check, choices, file or input."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    if isinstance(widget, CHOOSERS):
        return "choices"
    if isinstance(widget, widgets.FileInput):
        return "file"
    return "group" if isinstance(widget, (widgets.MultiWidget, SeveralOf)) else "input"


def field(bound: BoundField, style: str = "", label: str = "", hint: str = "") -> SafeString:
    """Label, hint, the field itself and its error, tied together for those who cannot see them."""
    shape = kind(bound)
    said = hint or str(bound.help_text)
    control = bound.as_widget(attrs=_attributes(bound, shape, style, said))
    context = {
        "field": bound,
        "shape": shape,
        "control": control,
        "label": label or bound.label,
        "hint": said,
        "id": bound.id_for_label or bound.auto_id,
        "errors": sentences(bound),
    }
    return mark_safe(render_to_string("ui/field.html", context))  # noqa: S308 - a rendered template


def sentences(bound: BoundField) -> list[str]:
    """What is wrong, in whole sentences; an empty field is named, for a summary stands alone."""
    said = []
    for error in bound.errors.as_data():
        if error.code == "required":
            said.append(_("%(field)s is not filled in yet.") % {"field": bound.label})
        else:
            said += [str(message) for message in error.messages]
    return said


def _attributes(bound: BoundField, shape: str, style: str, hint: str) -> dict[str, Any]:
    attributes: dict[str, Any] = {}
    own = str(bound.field.widget.attrs.get("class", ""))
    if shape in {"input", "file", "group"}:
        attributes["class"] = " ".join(part for part in ("input", own, style) if part)
    said = [f"{bound.auto_id}_hint"] if hint else []
    said += [f"{bound.auto_id}_error"] if bound.errors else []
    if said and shape not in {"choices", "hidden"}:
        attributes["aria-describedby"] = " ".join(said)
    return attributes
