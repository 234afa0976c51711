"""The statement as a PDF: drawn from its frozen facts, sealed by the agency that signed, kept."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.ground.kernel import codes
from jejaring.ground.paper import qr, store
from jejaring.ground.paper.typeset import StatementPaper, typeset
from jejaring.ground.seals import signing
from jejaring.ground.seals.sealing import sealer
from jejaring.ground.ui.formats import language, number, plain_date, short_date
from jejaring.parties.people.states import PersonKind
from jejaring.registers.hours.models import TARGET_JP, Statement
from jejaring.registers.hours.rules.statements import PREFIX
from jejaring.registers.hours.states import LearningForm


def statement_pdf(statement: Statement) -> bytes:
    """The paper in the reader's language; the same bytes until templates or seals change."""
    key = f"jp statement {statement.code} {language()} {sealer().level}"
    return store.rendered(key, lambda: _made(statement))


def _made(statement: Statement) -> bytes:
    pdf = typeset("statement", paper_of(statement), language=language(), dated=statement.made_at)
    if statement.agency is None:
        return pdf
    return sealer().seal(
        pdf,
        agency_code=statement.agency.code,
        agency_name=statement.facts["issuer"],
        reason=_("Statement of learning hours"),
    )


def paper_of(statement: Statement) -> StatementPaper:
    """Every text on the paper, in the reader's language."""
    facts = statement.facts
    jp = Decimal(facts["jp"])
    path = reverse("hours:check", args=[statement.code])
    paper: StatementPaper = {
        "title": _("Statement of learning hours %(year)s") % {"year": facts["year"]},
        "issuers": [facts["issuer"]] if facts["issuer"] else [],
        "name": facts["name"],
        "about": _about(statement),
        "conclusion": _conclusion(statement, jp),
        "columns": [_("Date"), _("Activity"), _("Organiser"), _("Form"), _("JP")],
        "rows": [
            [
                short_date(date.fromisoformat(row["on"])),
                row["title"],
                row["issuer"],
                str(LearningForm(row["form"]).label),
                number(Decimal(row["jp"])),
            ]
            for row in facts["postings"]
        ],
        "empty": _("No learning hours were posted in this year."),
        "total": (_("Total"), f"{number(jp)} JP"),
        "address": settings.PUBLIC_ADDRESS.split("://")[-1] + "/v/jp",
        "code": codes.grouped(statement.code, PREFIX),
        "qr": qr.symbol(settings.PUBLIC_ADDRESS + path).svg,
        "signed": _signed(statement),
        "signatory": facts["signatory"] or "Jejaring",
        "office": "",
        "fingerprint": (signing.short_fingerprint(statement.key.public) if statement.key else "–"),
        "notes": _notes(statement),
    }
    if facts["person_kind"] == PersonKind.PNS:
        paper["ring"] = {
            "done": min(int(jp), TARGET_JP),
            "of": TARGET_JP,
            "big": number(jp),
            "small": _("of %(target)s JP") % {"target": TARGET_JP},
        }
    return paper


def _about(statement: Statement) -> list[tuple[str, str]]:
    facts = statement.facts
    rows = [
        (_("Employee number"), facts["employee_no"]),
        (_("Kind"), str(PersonKind(facts["person_kind"]).label)),
        (_("Employer"), facts["employer"]),
        (_("Unit"), facts["unit"]),
        (_("Year"), str(facts["year"])),
    ]
    return [(label, value) for label, value in rows if value]


def _conclusion(statement: Statement, jp: Decimal) -> str:
    facts = statement.facts
    values = {"jp": number(jp), "year": facts["year"], "target": TARGET_JP}
    if facts["person_kind"] == PersonKind.PNS and jp >= TARGET_JP:
        return _("%(jp)s JP were posted in %(year)s: the %(target)s JP due are complete.") % values
    if facts["person_kind"] == PersonKind.PNS:
        values["missing"] = number(TARGET_JP - jp)
        return (
            _("%(jp)s JP were posted in %(year)s: %(missing)s JP short of the %(target)s JP due.")
            % values
        )
    return _("%(jp)s JP were posted in %(year)s.") % values


def _signed(statement: Statement) -> str:
    day = {"day": plain_date(statement.made_at)}
    if statement.signature is None:
        return _("Made on %(day)s, without electronic signature") % day
    return _("Signed electronically, %(day)s") % day


def _notes(statement: Statement) -> list[str]:
    notes = [_("As the ledger stood on %(day)s.") % {"day": plain_date(statement.made_at)}]
    if statement.agency is not None and sealer().level == "test":
        notes.append(f"{sealer().label}.")
    if statement.facts["is_demonstration"]:
        notes.append(_("Demonstration data."))
    return notes
