from jejaring.activities.live import tasks
from jejaring.activities.live.actions import imports as actions
from jejaring.activities.live.models import FileImport, ImportRow, Registration, ReportedPresence
from jejaring.activities.live.states import ImportState
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people.models import Person
from tests.live.actions.imports.lists import joined, zoom
from tests.live.actions.test_concurrency import OFFICERS, at_once

CONTENT = zoom(*[joined(f"Peserta Baru {n}", f"p{n}@contoh.example") for n in range(20)])


def test_of_officers_who_apply_at_once_one_wins(unguarded, check, session, officer, after):
    taken = check(CONTENT)

    def apply(_number):
        return tasks.apply_import(
            file_import=FileImport.objects.get(pk=taken.pk), by=officer, at=after
        )

    answers = at_once(apply)

    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert [type(one) for one in refused] == [actions.AlreadyApplied] * (OFFICERS - 1)
    assert ReportedPresence.objects.count() == Registration.objects.count() == 20
    assert Person.objects.filter(name__startswith="Peserta Baru").count() == 20
    assert list(trail.breaks(session.agency_id)) == []


def test_of_officers_who_upload_one_file_at_once_one_wins(
    unguarded, session, officer, after, tmp_path
):
    def upload(_number):
        return tasks.take_in(
            session=session, content=CONTENT, name="a.csv", kind="", by=officer, at=after
        )

    answers = at_once(upload)

    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert [type(one) for one in refused] == [actions.AlreadyImported] * (OFFICERS - 1)
    assert ImportRow.objects.count() == 20
    assert len(list((tmp_path / "imports").iterdir())) == 1


def test_checks_that_run_at_once_write_every_row_once(unguarded, check, after):
    taken = check(CONTENT)
    FileImport.objects.update(state=ImportState.CHECKING, rows_done=0)

    at_once(lambda _number: actions.run_check(file_import=taken, at=after))

    assert ImportRow.objects.count() == 20
    assert FileImport.objects.get().state == ImportState.DRY_RUN


def test_an_import_undone_and_applied_at_once_ends_in_one_state(unguarded, check, officer, after):
    taken = check(CONTENT)
    actions.apply(file_import=taken, by=officer, at=after)

    at_once(lambda _number: actions.undo(file_import=taken, by=officer, at=after))

    assert FileImport.objects.get().state == ImportState.UNDONE
    assert not Registration.objects.filter(cancelled_at__isnull=True).exists()
    assert not Person.objects.filter(name__startswith="Peserta Baru", is_active=True).exists()
