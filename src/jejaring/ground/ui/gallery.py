"""Samples for the gallery: one of each component, in the states it can have."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.ground.ui import fields, zones
from jejaring.ground.ui.components import Step
from jejaring.ground.ui.glyphs import map as province_map
from jejaring.ground.ui.glyphs.minutes_chart import Mark, Minute
from jejaring.ground.ui.glyphs.year_chart import Step as Gain
from jejaring.ground.ui.picker import OneOf, SeveralOf

COUNTS = {
    "AC": 477, "SU": 715, "SB": 559, "RI": 495, "KR": 211, "JA": 1027, "SS": 587, "BB": 174,
    "BE": 238, "LA": 541, "BT": 926, "JK": 348, "JB": 880, "JT": 1174, "YO": 284, "JI": 3860,
    "KB": 394, "KT": 348, "KS": 660, "KI": 422, "KU": 128, "BA": 358, "NB": 514, "NT": 468,
    "SA": 312, "GO": 193, "ST": 303, "SR": 165, "SN": 633, "SG": 266, "MU": 147, "MA": 220,
    "PD": 64, "PB": 83, "PA": 138, "PT": 44, "PE": 28, "PS": 48,
}  # fmt: skip
LEVELS = (100, 300, 600, 1000)
ARRIVALS = [
    0,
    2,
    3,
    5,
    8,
    14,
    21,
    40,
    62,
    88,
    240,
    620,
    907,
    840,
    700,
    560,
    430,
    350,
    280,
    240,
    210,
    190,
]
SEA_COLOURS = ("sea", "deep", "turmeric", "ink", "paper", "leaf", "red", "indigo")


AGENCIES = [
    (str(number), f"BPSDM Provinsi {name}")
    for number, name in enumerate(("Banten", "Gorontalo", "Jambi", "Jawa Timur", "Maluku"))
]


class SampleForm(forms.Form):
    """Every shape of field once."""

    employee_no = forms.CharField(
        label=gettext_lazy("Employee number"),
        help_text=gettext_lazy("18 digits, spaces are allowed."),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea({"rows": 3})
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        widget=forms.RadioSelect,
        choices=[(name, name) for name in zones.ZONES],
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"),
        choices=[("a", "UPT Contoh"), ("b", "Dinas Contoh")],
        required=False,
    )
    report = forms.FileField(
        label=gettext_lazy("Participant report"),
        help_text=gettext_lazy("CSV, at most 10 MB."),
        required=False,
    )
    lead = forms.ChoiceField(
        label=gettext_lazy("Leading agency"), choices=AGENCIES, widget=OneOf, required=False
    )
    partners = forms.MultipleChoiceField(
        label=gettext_lazy("Together with"), choices=AGENCIES, widget=SeveralOf, required=False
    )
    agree = forms.BooleanField(label=gettext_lazy("Remind me by e-mail"), required=False)

    def clean_employee_no(self) -> str:
        """As the sample in the design: sixteen digits are too few."""
        raise forms.ValidationError(_("An employee number has 18 digits, here are 16"))


def context() -> dict[str, Any]:
    """Everything the gallery page shows."""
    today = timezone.localdate()
    starts_at = datetime(2026, 11, 26, 1, 0, tzinfo=zones.WIB.tz).replace(hour=8)
    return {
        "form": None,
        "sample_form": SampleForm(
            {"employee_no": "1990 0101 2015 0110", "zone": "WITA", "agree": "on"}
            | {"lead": "3", "partners": ["2", "0"]}
        ),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "until": timezone.now() + timedelta(days=3, hours=14, minutes=22),
        "ring": [(1, 8), (3, 4), (2, 2)],
        "whole_ring": [(1, 20)],
        "steps": _steps(),
        "counts": COUNTS,
        "levels": LEVELS,
        "lit": ["JI", "JA", "BT"],
        "links": [province_map.Link("JI", "JA"), province_map.Link("JI", "BT", "dashed")],
        "names": [
            province_map.Name("JI", "Jawa Timur", 8, 20),
            province_map.Name("JA", "Jambi", 10, -6),
        ],
        "colours": SEA_COLOURS,
        "fields": _fields(),
        **_charts(today, starts_at),
        **_certificate(),
    }


def _steps() -> list[Step]:
    return [
        Step(_("Registered"), "done", text="22 November"),
        Step(_("Present"), "done", text=_("Code recorded")),
        Step(_("Closing"), "now", text=_("Today")),
        Step(_("Certificate"), text=_("By itself")),
    ]


def _fields() -> list[tuple[int, str]]:
    return [(field.number, str(field.name)) for field in fields.FIELDS]


def _charts(today: date, starts_at: datetime) -> dict[str, Any]:
    first = starts_at.replace(hour=7, minute=58)
    year = today.year
    gains = [
        (1, 29, 2, 1),
        (3, 12, 2, 1),
        (4, 19, 1, 3),
        (6, 18, 2, 1),
        (7, 28, 2, 2),
        (9, 3, 2, 1),
        (10, 19, 3, 3),
    ]
    steps = [Gain(date(year, month, day), hours, source) for month, day, hours, source in gains]
    minutes = [
        Minute(first + timedelta(minutes=index), count, count // 10 if index % 3 == 0 else 0)
        for index, count in enumerate(ARRIVALS)
    ]
    mark = Mark(first + timedelta(minutes=11), _("Code shown 08.09"))
    return {"today": today, "gains": steps, "minutes": minutes, "marks": [mark]}


def _certificate() -> dict[str, Any]:
    return {
        "petals": [1, 2],
        "petals_named": [(1, _("Digital learning")), (2, _("Corp-U implementation"))],
        "issuers": ["BPSDM Provinsi Jawa Timur", "bersama BPSDM Provinsi Jambi"],
        "words": _(
            "took part in ASN Belajar on the subject of Independent and integrated learning, "
            "Thursday, 26 November 2026, 08.00–10.00 WIB, equal to 2 learning hours."
        ),
    }
