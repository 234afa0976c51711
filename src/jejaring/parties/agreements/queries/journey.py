"""The way of an agreement by its real dates: occasion, MoU, signing, delivery, report, end."""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.ground.ui import formats
from jejaring.ground.ui.components import Step
from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.queries import periods
from jejaring.parties.agreements.queries.meter import Meter
from jejaring.parties.agreements.states import AgreementKind, AgreementState


def journey_of(meter: Meter) -> list[Step]:
    """Knots from the first meeting to the end; the first that is not done is now."""
    agreement, on = meter.agreement, meter.on
    steps = [
        *_occasion(agreement, on),
        *_parent(agreement),
        _signing(agreement, meter),
        _delivery(agreement, meter),
        *_report(agreement, on),
        _end(agreement, on),
    ]
    for place, step in enumerate(steps):
        if step.state != "done":
            now = "" if agreement.state == AgreementState.WITHDRAWN else "now"
            return [
                *(replace(one, state="done") for one in steps[:place]),
                replace(step, state=now),
                *(replace(one, state="") for one in steps[place + 1 :]),
            ]
    return steps


def _occasion(agreement: Agreement, on: date) -> list[Step]:
    held = agreement.occasion
    if held is None:
        return []
    place = ", ".join(part for part in (held.venue, held.city) if part)
    state = "done" if held.on <= on else ""
    return [Step(held.name, state, formats.plain_date(held.on), place)]


def _parent(agreement: Agreement) -> list[Step]:
    parent = agreement.parent
    if parent is None:
        return []
    state = "done" if parent.signed_on else ""
    when = formats.plain_date(parent.signed_on) if parent.signed_on else _("Date unknown")
    url = reverse("agreements:agreement", args=[parent.code])
    return [Step(_("MoU"), state, when, parent.title, url)]


def _signing(agreement: Agreement, meter: Meter) -> Step:
    titles = {
        AgreementKind.MOU: _("MoU"),
        AgreementKind.IMPLEMENTING: _("PKS"),
        AgreementKind.SYNERGY: _("Synergy"),
        AgreementKind.THIRD_PARTY: _("Agreement"),
    }
    title = titles[AgreementKind(agreement.kind)]
    if agreement.signed_on is None and agreement.is_drafted:
        state = str(AgreementState(agreement.state).label)
        return Step(title, "", state, _("Not signed yet"))
    offices = [side.signatory_office for side in meter.sides if side.signatory_office]
    when = formats.plain_date(agreement.signed_on) if agreement.signed_on else _("Date unknown")
    signed = agreement.signed_on is not None or agreement.is_from_past
    text = ", ".join(offices) or str(AgreementState(agreement.state).label)
    return Step(title, "done" if signed else "", when, text)


def _delivery(agreement: Agreement, meter: Meter) -> Step:
    first, last = agreement.starts_on, agreement.last_day
    years = [str(day.year) for day in (first, last) if day]
    when = "–".join(dict.fromkeys(years)) or _("Dates unknown")
    events = sum(one.events for one in meter.clauses)
    counts = [
        ngettext(
            "%(done)d of %(count)d programme", "%(done)d of %(count)d programmes",
            len(meter.programmes),
        )
        % {"done": meter.finished, "count": len(meter.programmes)},
        ngettext("%(count)d event", "%(count)d events", events) % {"count": events},
    ]  # fmt: skip
    begun = first is not None and first <= meter.on and not agreement.is_drafted
    moved = begun and bool(events or meter.finished)
    return Step(_("Delivery"), "done" if moved else "", when, ", ".join(counts))


def _report(agreement: Agreement, on: date) -> list[Step]:
    period = periods.period_of(agreement, on)
    if period is None:
        return []
    when = _("Until %(day)s") % {"day": formats.plain_date(period.last)}
    url = reverse("agreements:reports", args=[agreement.code])
    return [Step(_("Report"), "", when, _("To the TKKSD of each side"), url)]


def _end(agreement: Agreement, on: date) -> Step:
    last = agreement.last_day
    if last is None:
        known = _("Unknown") if agreement.is_from_past else _("No end fixed")
        return Step(_("End"), "", known, _("Until it is ended by notice"))
    state = "done" if last < on else ""
    text = _("It has ended") if state else _("Renew, or let it end")
    return Step(_("Renewal"), state, formats.plain_date(last), text)
