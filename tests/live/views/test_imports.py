"""From a Zoom report alone to a closing that knows who was there, through the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jejaring.activities.live.models import FileImport, ImportRow, LiveSession, ReportedPresence
from jejaring.activities.live.queries import closing as closing_queries
from jejaring.activities.live.states import (
    AttendanceRule,
    ImportState,
    RowVerdict,
    SessionState,
    Verdict,
)
from tests.factories.agencies import MembershipFactory
from tests.factories.files import csv_bytes
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from tests.factories.people import EmailAddressFactory, PersonFactory
from tests.live.actions.imports.lists import answer, answers, joined, zoom

pytestmark = pytest.mark.django_db
NAME = "<script>alert('x')</script>"


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def session() -> LiveSession:
    made: LiveSession = LiveSessionFactory(
        attendance_rule=AttendanceRule.MINUTES, attendance_minimum=90
    )
    return made


@pytest.fixture
def officer(session, client):
    person = MembershipFactory(agency=session.agency).person
    client.force_login(person)
    return person


@pytest.fixture
def upload(client, session, officer):
    def uploaded(content: bytes, name: str = "laporan.csv", **fields):
        data = {"file": SimpleUploadedFile(name, content), "kind": "", **fields}
        return client.post(reverse("live:imports", args=[session.pk]), data)

    return uploaded


def page(name: str, *more: int) -> str:
    taken = FileImport.objects.get()
    return reverse(f"live:{name}", args=[taken.session_id, taken.pk, *more])


def test_a_thursday_from_a_zoom_report_alone(client, upload, session):
    EmailAddressFactory(email="rara@contoh.example", person__name="Rara Contoh")
    sent = upload(
        zoom(
            joined(start="07:55", end="08:40"),
            joined(start="08:45", end="10:01"),
            joined("Sari Contoh", "sari@contoh.example"),
            joined("Tono Contoh", "tono@contoh.example", end="08:20"),
        )
    )
    assertRedirects(sent, page("import"))
    assertContains(client.get(page("import")), "3 orang dapat dicatat hadir dari 4 baris")
    assert not ReportedPresence.objects.exists()

    applied = client.post(page("import-apply"), follow=True)

    assertContains(applied, "3 orang tercatat hadir, dari 4 baris berkas.")
    assert closing_queries.preview(session).counts == {
        Verdict.PRESENT: 2, Verdict.TOO_FEW_MINUTES: 1,
    }  # fmt: skip
    closing = client.get(reverse("live:close", args=[session.pk]))
    assertContains(closing, "Rara Contoh")
    assertContains(closing, "Sari Contoh")
    assertNotContains(closing, "Tono Contoh")

    undone = client.post(page("import-undo"), follow=True)
    assertContains(undone, "tidak seorang pun tercatat hadir")
    assert Verdict.PRESENT not in closing_queries.preview(session).counts


def test_an_answer_sheet_is_mapped_then_checked(client, upload):
    sent = upload(answers(answer(), answer("Sari Contoh", "", "sari@contoh.example")))
    assertRedirects(client.get(sent.url), page("import-columns"))
    screen = client.get(page("import-columns"))
    assertContains(screen, '<option value="email" selected>')
    assertContains(screen, "sari@contoh.example")

    refused = client.post(page("import-columns"), {"column-1": "name"})
    assertContains(refused, "tak seorang pun dicocokkan dari nama saja", status_code=422)
    done = client.post(page("import-columns"), {"column-1": "name", "column-3": "email"})

    assertRedirects(done, page("import"))
    assert set(ImportRow.objects.values_list("verdict", flat=True)) == {RowVerdict.NEW_PERSON}


def test_dates_that_can_be_read_two_ways_are_asked(client, upload, session):
    LiveSession.objects.update(starts_at="2026-08-08T01:00:00Z", ends_at="2026-08-08T03:00:00Z")
    row = joined()
    row[2:4] = ["05/11/2026 08:00:00", "05/11/2026 10:00:00"]
    upload(zoom(row))

    screen = client.get(page("import-columns"))
    assertContains(screen, "05/11/2026")
    missing = client.post(page("import-columns"), {"order": ""})
    assert missing.status_code == 422


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Berkas ini kosong"),
        (b"%PDF-1.4", "PDF"),
        (csv_bytes([["Judul", "Isi"], ["a", "b"]]), "Ini bukan laporan peserta Zoom"),
    ],
)
def test_a_wrong_file_is_refused_beside_the_field(upload, content, said):
    answered = upload(content)

    assertContains(answered, said, status_code=422)
    assertContains(answered, 'id="id_file_error"', status_code=422)


def test_a_file_over_the_limit_is_refused_beside_the_field(upload):
    assertContains(upload(b"a" * 20_000_001), "melebihi 20 MB", status_code=422)


def test_the_same_file_twice_is_refused_beside_the_field(upload, officer):
    upload(zoom(joined()))

    assertContains(upload(zoom(joined())), officer.name, status_code=422)


def test_a_row_is_decided_and_undone(client, upload, session):
    rara = PersonFactory(name="Rara Contoh")
    RegistrationFactory(session=session, person=rara)
    upload(zoom(joined("Rara HP", ""), joined("Tablet", "")))
    number = ImportRow.objects.get(name="Rara HP").number

    screen = client.get(page("import-row", number))
    assertContains(screen, rara.handle)
    client.post(page("import-row-pick", number), {"handle": rara.handle})
    assert ImportRow.objects.get(number=number).person == rara

    client.post(page("import-row-undo", number))
    assert ImportRow.objects.get(number=number).person is None


def test_a_row_becomes_a_new_person_or_nobody(client, upload):
    upload(zoom(joined("iPhone", ""), joined("Tablet", "")))
    first, second = ImportRow.objects.order_by("number").values_list("number", flat=True)

    wrong = client.post(page("import-row", first), {"email": "salah", "name": "Sari"})
    assertContains(wrong, 'id="id_email_error"', status_code=422)
    client.post(page("import-row", first), {"email": "sari@contoh.example", "name": "Sari"})
    client.post(page("import-row-leave-out", second))

    verdicts = ImportRow.objects.order_by("number").values_list("verdict", flat=True)
    assert list(verdicts) == [RowVerdict.NEW_PERSON, RowVerdict.IGNORED]


def test_people_are_looked_up_by_what_identifies_them(client, upload):
    rara = EmailAddressFactory(email="rara@contoh.example").person
    upload(zoom(joined("iPhone", "")))
    number = ImportRow.objects.get().number

    found = client.get(page("import-row", number), {"siapa": "rara@contoh.example"})
    nobody = client.get(page("import-row", number), {"siapa": rara.name})

    assertContains(found, rara.handle)
    assertNotContains(nobody, rara.handle)


def test_names_are_accepted_at_once(client, upload):
    EmailAddressFactory(email="rara@contoh.example", person__name="Bambang")
    upload(zoom(joined("Galaxy")))

    assertContains(client.get(page("import")), "Terima semuanya")
    client.post(page("import-accept-names"))

    assert ImportRow.objects.get().verdict == RowVerdict.MATCHED


def test_names_are_shown_and_taken_away_harmlessly(client, upload):
    upload(zoom(joined(NAME, "x@contoh.example"), joined("=cmd|' /C calc'!A0", "+62@c.example")))

    shown = client.get(page("import"))
    assertNotContains(shown, NAME)
    assertContains(shown, "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;")
    table = b"".join(client.get(page("import-download"))).decode()

    assert table.startswith("\ufeffBaris;Nama;")
    assert "'=cmd|' /C calc'!A0;'+62@c.example;" in table


def test_a_file_is_thrown_away(client, upload, session):
    upload(zoom(joined()))

    thrown = client.post(page("import-discard"))

    assertRedirects(thrown, reverse("live:imports", args=[session.pk]))
    assert not ImportRow.objects.exists()


def test_progress_is_polled_until_it_is_done(client, upload):
    upload(zoom(joined()))
    FileImport.objects.update(state=ImportState.CHECKING, rows_total=9, rows_done=3)
    ask = {"headers": {"HX-Request": "true"}}

    under_way = client.get(page("import") + "?kemajuan", **ask)
    FileImport.objects.update(state=ImportState.DRY_RUN)
    done = client.get(page("import") + "?kemajuan", **ask)

    assertContains(under_way, "3 dari 9 baris.")
    assertNotContains(under_way, "<html")
    assert done.headers["HX-Refresh"] == "true"


def test_a_closed_session_says_what_to_do_instead(client, session, officer):
    LiveSession.objects.update(state=SessionState.CLOSED)

    shown = client.get(reverse("live:imports", args=[session.pk]))

    assertContains(shown, "Koreksi orang satu per satu")
    assertNotContains(shown, 'type="file"')


@pytest.mark.parametrize("files", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_files(
    client, upload, session, files, django_assert_num_queries
):
    for number in range(files):
        upload(zoom(joined(f"Peserta {number}")))
    client.get("/komponen/")

    with django_assert_num_queries(6):
        client.get(reverse("live:imports", args=[session.pk]))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_costs_the_same_for_any_number_of_rows(
    client, upload, rows, django_assert_num_queries
):
    people = [EmailAddressFactory().person for _row in range(rows)]
    upload(zoom(*[joined(one.name, one.addresses.get().email) for one in people]))

    with django_assert_num_queries(9):
        client.get(page("import"))


def test_long_reports_are_paged_by_row(client, upload):
    upload(zoom(*[joined(f"Peserta {n}", f"p{n}@contoh.example") for n in range(60)]))

    first = client.get(page("import"))
    second = client.get(page("import") + "?hasil=new_person&sesudah=54")

    assertContains(first, "sesudah=54")
    assertContains(second, "Peserta 59")
    assertNotContains(second, "Peserta 49<")


def test_an_auditor_reads_and_changes_nothing(client, upload, session):
    upload(zoom(joined("iPhone", "")))
    client.force_login(MembershipFactory(agency=session.agency, auditor=True).person)
    number = ImportRow.objects.get().number

    assertNotContains(client.get(page("import")), "Terapkan")
    assertNotContains(client.get(page("import-row", number)), "Lewati baris ini")
    for name in ("import-apply", "import-discard", "import-accept-names"):
        assert client.post(page(name)).status_code == 403
    assert client.post(page("import-row-leave-out", number)).status_code == 403


def test_a_neighbour_finds_nothing(client, upload, session):
    upload(zoom(joined("iPhone", "")))
    client.force_login(MembershipFactory().person)
    number = ImportRow.objects.get().number

    assert client.get(reverse("live:imports", args=[session.pk])).status_code == 404
    for name in ("import", "import-columns", "import-download"):
        assert client.get(page(name)).status_code == 404
    assert client.get(page("import-row", number)).status_code == 404
    for name in ("import-apply", "import-undo", "import-discard", "import-accept-names"):
        assert client.post(page(name)).status_code == 404
