"""Taking a file in: by its content, once, and not a byte of it where the web can see."""

import stat

import pytest

from jejaring.activities.live.actions import imports as actions
from jejaring.activities.live.files import refusals
from jejaring.activities.live.models import FileImport, LiveSession
from jejaring.activities.live.queries.imports.reading import AnotherDay, UnknownKind
from jejaring.activities.live.states import ImportKind, ImportState, SessionState
from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from tests.factories.agencies import MembershipFactory
from tests.factories.files import csv_bytes, zip_bytes
from tests.factories.live import LiveSessionFactory
from tests.live.actions.imports.lists import ANSWERS, ZOOM, answer, answers, joined, zoom

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(session, officer, after):
    def uploaded(content: bytes, **changes) -> FileImport:
        told = {"session": session, "name": "berkas.csv", "kind": "", "by": officer, "at": after}
        return actions.upload(content=content, **{**told, **changes})

    return uploaded


def test_a_file_is_kept_by_its_digest_for_nobody_else(upload, tmp_path):
    taken = upload(zoom(joined()), name="C:\\Users\\x\\../../laporan\u202egnp.csv")

    kept = tmp_path / "imports" / taken.digest
    assert kept.read_bytes() == zoom(joined())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert (taken.file_name, taken.kind, taken.state) == (
        "laporangnp.csv", ImportKind.ZOOM_REPORT, ImportState.MAPPING,
    )  # fmt: skip
    assert Entry.objects.get().act == "live.import_uploaded"


def test_columns_of_an_answer_sheet_are_proposed(upload):
    taken = upload(answers(answer()))

    assert taken.kind == ImportKind.ANSWER_SHEET
    assert taken.mapping == {
        "0": "timestamp", "1": "name", "2": "employee_number", "3": "email", "4": "agency",
    }  # fmt: skip


def test_the_same_file_twice_names_the_first_import(upload, officer):
    upload(zoom(joined()))

    with pytest.raises(actions.AlreadyImported, match=officer.name):
        upload(zoom(joined()), name="lain.csv")


def test_the_same_file_may_come_to_another_session(upload, session, officer):
    other = LiveSessionFactory(programme=session.programme)
    upload(zoom(joined()))

    upload(zoom(joined()), session=other)

    assert FileImport.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", refusals.NothingInside),
        (b"%PDF-1.7 laporan", refusals.NotATable),
        (b"\x89PNG\r\n", refusals.NotATable),
        (zip_bytes({"xl/workbook.xml": b"0" * 60_000_000}), refusals.UnpacksTooBig),
        (b"x" * 20_000_001, refusals.TooBig),
        (csv_bytes([ZOOM]), refusals.NothingInside),
        (csv_bytes([["a"]] * 100_002), refusals.TooManyRows),
        (csv_bytes([["Judul", "Isi"], ["a", "b"]]), UnknownKind),
    ],
    ids=["empty", "pdf", "picture", "bomb", "big", "headings-only", "rows", "neither"],
)
def test_what_is_no_list_is_refused_and_not_kept(upload, tmp_path, content, refusal):
    with pytest.raises(refusal):
        upload(content)

    assert not FileImport.objects.exists()
    assert not (tmp_path / "imports").exists()


def test_the_wrong_kind_is_refused_in_words(upload):
    with pytest.raises(refusals.HeadingsNotFound):
        upload(answers(answer()), kind=ImportKind.ZOOM_REPORT)


def test_a_report_of_another_day_is_refused(upload):
    row = joined()
    row[2:4] = ["11/19/2026 08:00:00", "11/19/2026 10:00:00"]

    with pytest.raises(AnotherDay, match="19 November 2026"):
        upload(zoom(row))


def test_neighbours_and_auditors_may_not_upload(upload, session):
    auditor = MembershipFactory(agency=session.agency, role=Role.AUDITOR).person

    for person in (auditor, MembershipFactory().person):
        with pytest.raises(NotPermitted):
            upload(zoom(joined()), by=person)


def test_a_closed_session_takes_no_file(upload):
    LiveSession.objects.update(state=SessionState.CLOSED)

    with pytest.raises(actions.SessionClosed):
        upload(zoom(joined()))


def test_columns_without_an_identity_are_refused(upload, officer, after):
    taken = upload(answers(answer()))

    with pytest.raises(refusals.IdentityNotMapped):
        actions.choose_columns(
            file_import=taken, columns={1: "name"}, date_order="", by=officer, at=after
        )


def test_dates_that_can_be_read_two_ways_ask_the_officer(upload, officer, after):
    row = ["05/11/2026 10:00:00", "Rara Contoh", "", "rara@contoh.example", ""]
    LiveSession.objects.update(starts_at="2026-08-08T01:00:00Z", ends_at="2026-08-08T03:00:00Z")
    taken = upload(csv_bytes([ANSWERS, row]), session=LiveSession.objects.get())
    columns = {0: "timestamp", 3: "email"}

    chosen = actions.choose_columns(
        file_import=taken, columns=columns, date_order="month_first", by=officer, at=after
    )

    assert chosen.date_order == "month_first"


def test_choosing_columns_again_voids_the_check(check, officer, after):
    done = check(answers(answer()))

    again = actions.choose_columns(
        file_import=done, columns={3: "email"}, date_order="", by=officer, at=after
    )

    assert (again.state, again.rows.count()) == (ImportState.MAPPING, 0)


def test_columns_of_an_applied_file_stay(check, officer, after):
    done = check(answers(answer()))
    actions.apply(file_import=done, by=officer, at=after)

    with pytest.raises(actions.AlreadyUnderWay):
        actions.choose_columns(
            file_import=done, columns={3: "email"}, date_order="", by=officer, at=after
        )
