"""The dry run: what becomes of every row, and that nothing else is touched."""

import pytest

from jejaring.activities.live import tasks
from jejaring.activities.live.actions import imports as actions
from jejaring.activities.live.actions.imports.checking import CHUNK
from jejaring.activities.live.files.problems import ProblemKind
from jejaring.activities.live.models import FileImport, ImportRow, Registration, ReportedPresence
from jejaring.activities.live.queries.imports import report
from jejaring.activities.live.states import ImportKind, ImportState, RowReason, RowVerdict
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.people.models import Person
from tests.factories.agencies import MembershipFactory
from tests.factories.files import csv_bytes, xlsx_bytes
from tests.factories.people import EmailAddressFactory, PersonFactory
from tests.live.actions.imports.lists import ANSWERS, answer, answers, joined, told, zoom

pytestmark = pytest.mark.django_db
MATCHED, NEW = RowVerdict.MATCHED, RowVerdict.NEW_PERSON
UNRESOLVED, REFUSED, IGNORED = RowVerdict.UNRESOLVED, RowVerdict.REFUSED, RowVerdict.IGNORED
SOUND = "199001012015011001"


def person(name="Rara Contoh", email="rara@contoh.example", **traits) -> Person:
    made = PersonFactory(name=name, address=None, **traits)
    EmailAddressFactory(person=made, email=email)
    return made


def test_a_report_is_matched_by_email_and_writes_nothing_else(check):
    rara = person()

    done = check(zoom(joined(), joined("Sari Contoh", "sari@contoh.example")))

    assert told(done) == [(MATCHED, RowReason.FOUND_BY_EMAIL), (NEW, RowReason.NO_ACCOUNT)]
    assert (done.state, done.kind) == (ImportState.DRY_RUN, ImportKind.ZOOM_REPORT)
    assert ImportRow.objects.get(verdict=MATCHED).person == rara
    assert not Registration.objects.exists()
    assert not ReportedPresence.objects.exists()
    assert Person.objects.count() == 2  # Rara and the officer


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"block": []},
        {"delimiter": ";"},
        {"encoding": "utf-8-sig", "end": "\r\n"},
        {"encoding": "utf-16", "delimiter": "\t"},
    ],
)
def test_reports_are_read_however_they_were_saved(check, form):
    person(name="Nur'aini Ñ Contoh")

    assert told(check(zoom(joined("Nur'aini Ñ Contoh"), **form))) == [
        (MATCHED, RowReason.FOUND_BY_EMAIL)
    ]


def test_either_address_of_a_person_finds_them(check):
    rara = person()
    EmailAddressFactory(person=rara, email="rara@lain.example", is_primary=False)

    done = check(zoom(joined(), joined("Rara Contoh", "RARA@lain.example")))

    assert told(done) == [(MATCHED, RowReason.FOUND_BY_EMAIL)] * 2
    assert report.figures(done).people == 1


def test_waiting_room_and_host_are_left_out(check):
    rows = [
        joined(wait="Yes"),
        joined("Panitia", "panitia@contoh.example"),
        joined("BPSDM Contoh (Host)", "lain@contoh.example"),
    ]

    assert told(check(zoom(*rows))) == [
        (IGNORED, RowReason.WAITING_ROOM),
        (IGNORED, RowReason.HOST),
        (IGNORED, RowReason.HOST),
    ]


def test_nobody_is_matched_by_name_alone(check):
    person()

    assert told(check(zoom(joined(email="")))) == [(UNRESOLVED, ProblemKind.NO_IDENTITY)]


def test_a_row_that_spoils_its_only_identity_is_refused(check):
    rows = [
        answer(number="", email="rara(at)contoh"),
        answer(number="19900101201501100", email=""),
        answer(number="1.99001E+17", email=""),
    ]

    assert told(check(answers(*rows))) == [
        (REFUSED, ProblemKind.EMAIL_WRONG),
        (REFUSED, ProblemKind.EMPLOYEE_NUMBER_WRONG),
        (REFUSED, ProblemKind.EMPLOYEE_NUMBER_ROUNDED),
    ]


def test_a_spoilt_number_does_not_hide_a_sound_address(check):
    person()

    done = check(answers(answer(number="19900101201501100")))

    assert told(done) == [(MATCHED, RowReason.FOUND_BY_EMAIL)]
    assert ImportRow.objects.get().problems == [["employee_number_wrong", "19900101201501100"]]


def test_employee_numbers_of_pns_and_pppk_find_their_holders(check):
    pns = PersonFactory(pns=True, employee_no=SOUND, name="Rara Contoh")
    pppk = PersonFactory(pppk=True, employee_no="199001012023211001", name="Sari Contoh")

    done = check(
        answers(
            answer("Rara Contoh", "19900101 201501 1 001", ""),
            answer("Sari Contoh", "199001012023211001", "baru@contoh.example"),
        )
    )

    assert told(done) == [(MATCHED, RowReason.FOUND_BY_NUMBER)] * 2
    assert set(ImportRow.objects.values_list("person", flat=True)) == {pns.pk, pppk.pk}


def test_a_number_nobody_has_waits_for_a_person(check):
    assert told(check(answers(answer(number=SOUND, email="")))) == [
        (UNRESOLVED, RowReason.NUMBER_UNKNOWN)
    ]


def test_number_of_another_person_waits_for_a_person(check):
    person()
    PersonFactory(pns=True, employee_no=SOUND, name="Rara Contoh")

    assert told(check(answers(answer(number=SOUND)))) == [(UNRESOLVED, RowReason.NUMBER_OF_ANOTHER)]


def test_another_number_than_in_the_profile_waits_for_a_person(check):
    person(pns=True, employee_no=SOUND)

    assert told(check(answers(answer(number="199001012015011002")))) == [
        (UNRESOLVED, RowReason.NUMBER_DIFFERS)
    ]


def test_a_name_that_differs_strongly_waits_for_a_person(check):
    person(name="Bambang Sutrisno")

    done = check(zoom(joined("Galaxy A12")))

    assert told(done) == [(UNRESOLVED, RowReason.NAME_DIFFERS)]
    assert report.line(ImportRow.objects.get(), may_decide=False).reasons == [
        "Akun yang ditemukan atas nama “Bambang Sutrisno”."
    ]


@pytest.mark.parametrize(
    "written", ["BAMBANG SUTRISNO, S.Sos.", "sutrisno bambang", "BKD_Jatim_Bambang", "Bambng", ""]
)
def test_names_may_differ_a_little(check, written):
    person(name="Dr. Bambang Sutrisno, M.Si.")

    assert told(check(zoom(joined(written)))) == [(MATCHED, RowReason.FOUND_BY_EMAIL)]


def test_closed_accounts_wait_for_a_person(check):
    person(is_active=False)

    assert told(check(zoom(joined()))) == [(UNRESOLVED, RowReason.ACCOUNT_CLOSED)]


def test_one_new_person_by_two_addresses_is_united_by_number(check):
    done = check(answers(answer(number=SOUND), answer(number=SOUND, email="rara@kantor.example")))

    assert told(done) == [(NEW, RowReason.NO_ACCOUNT), (NEW, RowReason.UNITED)]
    assert report.figures(done).people == 1


def test_an_unknown_address_joins_the_account_with_the_same_number_in_the_file(check):
    rara = person()

    done = check(answers(answer(number=SOUND, email="rara@kantor.example"), answer(number=SOUND)))

    assert told(done) == [(MATCHED, RowReason.UNITED), (MATCHED, RowReason.FOUND_BY_EMAIL)]
    assert set(ImportRow.objects.values_list("person", flat=True)) == {rara.pk}


def test_one_number_for_two_names_waits_for_a_person(check):
    rows = [answer("Bambang Sutrisno", SOUND, "b@contoh.example"),
            answer("Wayan Aryani", SOUND, "w@contoh.example")]  # fmt: skip

    assert told(check(answers(*rows))) == [(UNRESOLVED, RowReason.NUMBER_SHARED)] * 2


def test_one_new_address_for_two_people_waits_for_a_person(check):
    rows = [
        answer("Bambang Sutrisno", SOUND, "kantor@contoh.example"),
        answer("Bambang Sutrisno", "199001012015011002", "kantor@contoh.example"),
        answer("Wayan Aryani", "", "bersama@contoh.example"),
        answer("Made Kusuma", "", "bersama@contoh.example"),
    ]

    assert told(check(answers(*rows))) == [(UNRESOLVED, RowReason.ADDRESS_SHARED)] * 4


@pytest.mark.parametrize("name", ["محمد نور", "D’Arcy O'Neil", "Ṣafiyyah Ḥakīm"])
def test_names_in_any_script_make_new_people(check, name):
    done = check(answers(answer(name)))

    assert told(done) == [(NEW, RowReason.NO_ACCOUNT)]
    assert ImportRow.objects.get().name == name


def test_a_name_that_no_certificate_can_bear_waits_for_a_person(check):
    done = check(answers(answer("<script>alert(1)</script>")))

    assert told(done) == [(UNRESOLVED, RowReason.NAME_UNUSABLE)]


def test_columns_are_found_in_any_order_under_titles_in_a_workbook(check):
    person()

    def merged(book, sheet) -> None:
        sheet.merge_range(0, 0, 0, 3, "Daftar hadir ASN Belajar", book.add_format())
        sheet.write_formula(3, 3, "=1+1", None, 2)

    rows: list[list[object]] = [
        ["", "", "", ""],
        ["Instansi", "Alamat Email", "Nama Lengkap", "Nilai"],
        ["BKD", "rara@contoh.example", "Rara Contoh", 1],
        ["BKD", "sari@contoh.example", "Sari Contoh", 1],
    ]

    done = check(xlsx_bytes(rows, merged), "jawaban.xlsx")

    assert told(done) == [(MATCHED, RowReason.FOUND_BY_EMAIL), (NEW, RowReason.NO_ACCOUNT)]


def test_verdicts_of_long_files_come_in_chunks(check, django_assert_max_num_queries):
    rows = [answer(f"Peserta {n}", "", f"p{n}@contoh.example") for n in range(2 * CHUNK + 1)]
    taken = check(csv_bytes([ANSWERS, *rows]))
    assert (taken.state, taken.rows_total) == (ImportState.CHECKING, 2 * CHUNK + 1)

    with django_assert_max_num_queries(35):
        tasks.carry_on_import.func(taken.pk)

    done = FileImport.objects.get()
    assert (done.state, done.rows_done) == (ImportState.DRY_RUN, 2 * CHUNK + 1)
    assert report.figures(done).people == 2 * CHUNK + 1


def test_a_check_that_was_cut_off_starts_over(check, session, officer, after):
    taken = check(answers(answer()))
    FileImport.objects.update(state=ImportState.CHECKING, rows_done=1, beat_at=after)

    again = actions.run_check(file_import=taken, at=after)

    assert (again.state, ImportRow.objects.count()) == (ImportState.DRY_RUN, 1)


def test_cut_off_imports_are_queued_again(check, after):
    check(answers(answer()))
    FileImport.objects.update(state=ImportState.CHECKING, beat_at="2020-01-01T00:00:00Z")

    assert tasks.resume_imports() == 1


def test_a_file_lost_on_disk_stops_the_check_in_words(check, settings, tmp_path, after):
    taken = check(answers(answer()))
    FileImport.objects.update(state=ImportState.CHECKING, beat_at=after)
    settings.MEDIA_ROOT = tmp_path / "elsewhere"

    tasks.carry_on_import.func(taken.pk)

    stopped = FileImport.objects.get()
    assert (stopped.state, "hilang" in stopped.failure) == (ImportState.MAPPING, True)


def test_the_check_is_in_the_trail(check, officer):
    check(zoom(joined()))

    assert list(Entry.objects.filter(by=officer.pk).values_list("act", flat=True)) == [
        "live.import_uploaded", "live.import_check_started", "live.import_checked",
    ]  # fmt: skip


def test_an_organiser_of_a_neighbour_agency_may_not_check(check, after):
    taken = check(zoom(joined()))
    neighbour = MembershipFactory().person

    with pytest.raises(NotPermitted):
        actions.queue_check(file_import=taken, by=neighbour, at=after)


def test_only_one_check_at_a_time(check, officer, after):
    taken = check(zoom(joined()))
    FileImport.objects.update(state=ImportState.CHECKING)

    with pytest.raises(actions.AlreadyUnderWay):
        actions.queue_check(file_import=taken, by=officer, at=after)
