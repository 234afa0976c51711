"""The picture of a certificate and the page of a check, put together for their templates."""

from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from time import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jejaring.ground.paper.typeset import CertificatePaper
from jejaring.ground.ui import formats, shells
from jejaring.registers.credentials import http
from jejaring.registers.credentials.forms import CodeForm
from jejaring.registers.credentials.queries import Examined, Verdict
from jejaring.registers.credentials.queries import sheet as sheets
from jejaring.registers.credentials.queries.sheet import Printed
from jejaring.registers.credentials.queries.verification import moment, shared_facts

GAPS = shells.Gaps(*Printed._fields, "checked")
SHELLS = shells.Shells(limit=256)
"""One for each batch, language and theme that was asked for: about 40 KB each."""


def found(request: HttpRequest, examined: Examined) -> HttpResponse:
    """The page of a check. What is the same for everybody is rendered once for a batch."""
    one = sheets.printed(examined.found)
    checked = _now()
    if examined.verdict != Verdict.VALID or not shells.is_shared(request):
        context = page(examined, one, checked)
        response = render(request, "credentials/result.html", context)
        response.headers["Cache-Control"] = "no-cache, private"
        return response
    key = (
        *(examined.found.facts, examined.found.sealed_at, examined.found.public_key),
        *(examined.found.contact, translation.get_language(), getattr(request, "theme", "")),
    )
    shell = SHELLS.get(key, lambda: _shell(request, examined))
    values = {name: escape(value) for name, value in zip(Printed._fields, one, strict=True)}
    return shells.answer(request, shell, {**values, "checked": checked})


def page(examined: Examined, one: Printed, checked: str) -> dict[str, Any]:
    """What the template of a check shows."""
    shared, _digest = shared_facts(examined.found.facts)
    paper = sheets.sheet(examined.found, shared, one)
    return {
        "examined": examined,
        "verdict": examined.verdict,
        "code": one.code,
        "checked": checked,
        "details": sheets.details(shared, one),
        "changed_at": moment(examined.found.state_changed_at),
        "new_code": http.shown(examined.found.replaced_by) if examined.found.replaced_by else "",
        **picture(paper, one, _linked_symbol(one.code)),
        "form": CodeForm(initial={"kode": one.code}),
    }


def picture(paper: CertificatePaper, one: Printed, qr: SafeString) -> dict[str, Any]:
    """The paper for ui/certificate.html."""
    with translation.override(sheets.PAPER_LANGUAGE):
        names = ", ".join(field["name"] for field in paper["fields"])
    return {
        "paper": paper,
        "fit": one.fit,
        "qr": qr,
        "text": format_html_join(
            "", "{}", ((_run(run["text"], strong=run["strong"]),) for run in paper["sentence"])
        ),
        "petals": [field["number"] for field in paper["fields"]],
        "petals_label": f"Bidang: {names}" if names else "",
        "petals_named": [(field["number"], field["name"]) for field in paper["fields"]],
        "notes": " ".join(paper["notes"]),
    }


def _now() -> str:
    return _told(int(time() // 60), formats.language(), timezone.get_current_timezone_name())


@lru_cache(maxsize=8)
def _told(minutes: int, language: str, _zone: str) -> str:
    """The minute in words, worked out once for all who check in it."""
    minute = datetime.fromtimestamp(minutes * 60, UTC)
    return f"{formats.long_date(minute)} {formats.AT[language]} {formats.clock_zone(minute)}"


def _run(text: str, *, strong: bool) -> SafeString:
    return format_html("<b>{}</b>", text) if strong else format_html("{}", text)


def _linked_symbol(code: str) -> SafeString:
    """The QR symbol as a picture of its own, loaded when it comes into view."""
    address = reverse("credentials:symbol", args=["CODE"]).replace("CODE", code)
    return format_html('<img src="{}" alt="" width="33" height="33" loading="lazy">', address)


def _shell(request: HttpRequest, examined: Examined) -> shells.Shell:
    gaps = Printed(**{name: GAPS.tokens[name] for name in Printed._fields})
    path = reverse("credentials:result", args=["CODE"]).replace("CODE", gaps.code)
    context = page(examined, gaps, GAPS.tokens["checked"])
    html = render_to_string("credentials/result.html", context, shells.at(request, path))
    return shells.Shell(GAPS, html)
