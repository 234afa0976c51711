import io
import re
from datetime import date, timedelta

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from jejaring.parties.agreements.actions import doors
from jejaring.parties.agreements.queries import periods, report, report_paper
from jejaring.parties.agreements.queries.periods import Period
from jejaring.parties.agreements.states import AgreementState
from tests.agreements.planned import line_of, planned
from tests.conftest import NOW
from tests.factories.agreements import ClauseFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
SECOND_HALF = Period(date(2026, 7, 1), date(2026, 12, 31))


@pytest.fixture
def pact():
    return planned(announced_lines=8, title="PKS Contoh")


def text_of(pdf):
    """All that a reader can copy out of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"\s+", " ", " ".join(pages)).replace("\u200b", "")


def deliver(pact, quantity, at, source="live.LiveSession:1", clause=None):
    clause = clause or ClauseFactory(
        agreement=pact.agreement, giver=pact.ours.agency, receiver=pact.theirs.agency,
        quantity=200,
    )  # fmt: skip
    said = {"clause_id": clause.pk, "source": source, "title": "Seri 7", "by": None, "at": at}
    doors.take(**said, quantity=quantity)
    doors.deliver(**said, quantity=quantity)
    return clause


def made(pact, period=SECOND_HALF):
    return report.report_of(pact.agreement, period, NOW)


def test_half_years_are_those_of_the_calendar(pact):
    found = periods.periods_until(pact.agreement, TODAY)

    assert found == [SECOND_HALF, Period(date(2026, 1, 1), date(2026, 6, 30))]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (12, Period(date(2026, 1, 1), date(2026, 12, 31))),
        (3, Period(date(2026, 10, 1), date(2026, 12, 31))),
        (5, Period(date(2026, 11, 1), date(2026, 12, 31))),
        (1, Period(date(2026, 11, 1), date(2026, 11, 30))),
    ],
)
def test_the_period_is_a_setting(pact, months, expected):
    pact.agreement.report_months = months

    assert periods.period_of(pact.agreement, TODAY) == expected


def test_periods_are_cut_to_the_term():
    pact = planned(starts_on=date(2026, 3, 15), ends_on=date(2026, 10, 20))

    assert periods.periods_until(pact.agreement, TODAY) == [
        Period(date(2026, 7, 1), date(2026, 10, 20)),
        Period(date(2026, 3, 15), date(2026, 6, 30)),
    ]


@pytest.mark.parametrize(
    "wanted", [{"state": AgreementState.PROPOSED}, {"starts_on": None}, {"starts_on": TODAY}]
)
def test_before_it_begins_no_report_is_due(wanted):
    pact = planned(**wanted)

    assert periods.periods_until(pact.agreement, TODAY - timedelta(days=1)) == []


def test_every_figure_is_counted_in_its_period_and_names_its_source(pact):
    clause = deliver(pact, 30, NOW - timedelta(days=200))
    deliver(pact, 50, NOW, "live.LiveSession:2", clause)

    found = made(pact).figures[0]

    assert (found.delivered, found.in_period, found.scheduled) == (80, 50, 80)
    assert found.source == f"agreements.Clause:{clause.pk} / agreements.Movement (4)"
    first = made(pact, Period(date(2026, 1, 1), date(2026, 6, 30))).figures[0]
    assert (first.delivered, first.in_period, first.scheduled) == (30, 30, 30)


def test_a_delivery_just_before_midnight_belongs_to_the_day_in_jakarta(pact):
    at = NOW.replace(month=6, day=30, hour=16, minute=59)
    clause = deliver(pact, 3, at)
    deliver(pact, 5, at + timedelta(minutes=1), "live.LiveSession:2", clause)

    assert made(pact).figures[0].in_period == 5


def test_paper_and_workbook_say_the_same(pact):
    deliver(pact, 50, NOW)
    line_of(pact.agreement, title="=HYPERLINK(1)", due_on=date(2026, 11, 14))

    paper, book = report_paper.as_pdf(made(pact)), report_paper.as_workbook(made(pact))

    text = text_of(paper.content)
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book.content))
    assert paper.name == "laporan-pks-contoh-2026-12-31.pdf"
    assert len(sheets.sheet_names) == 4
    cells = [
        str(cell)
        for name in sheets.sheet_names
        for row in sheets.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    for said in (
        "Laporan pelaksanaan kepada TKKSD",
        "PKS Contoh",
        "0 dari 1 program selesai. 1 lewat tenggat.",
        "8 program diumumkan, 1 tercatat.",
        "=HYPERLINK(1)",
        "Lewat 12 hari",
        "live.LiveSession:1",
        "Seri 7",
    ):
        assert said in text
        assert said in cells
    assert "50.0" in cells


def test_an_empty_report_says_so(pact):
    text = text_of(report_paper.as_pdf(made(pact)).content)

    assert "Tidak ada kegiatan terlaksana dalam periode ini." in text
    assert "Tidak ada program direncanakan pada tahun ini." in text


@pytest.mark.parametrize("rows", [1, 3])
def test_nine_queries_however_much_was_moved(pact, django_assert_num_queries, rows):
    for number in range(rows):
        deliver(pact, 5, NOW, f"live.LiveSession:{number}")
        line_of(pact.agreement, position=number)

    with django_assert_num_queries(9):
        assert made(pact).tables
