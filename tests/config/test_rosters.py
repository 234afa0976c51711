"""`jejaring import roster`: the same sentence as in the browser, and exit codes."""

import pytest

from jejaring.activities.live.models import FileImport, ImportRow, ReportedPresence
from jejaring.activities.live.states import AttendanceRule, ImportState
from jejaring.config import rosters
from jejaring.ground.kernel.refusals import NotFound, NotPermitted, Refusal
from tests.factories.agencies import MembershipFactory
from tests.factories.live import LiveSessionFactory
from tests.factories.people import EmailAddressFactory, PersonFactory
from tests.live.actions.imports.lists import answer, answers, joined, zoom

pytestmark = pytest.mark.django_db
BY = "petugas@contoh.example"


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def session():
    session = LiveSessionFactory(slug="2026-11-26", attendance_rule=AttendanceRule.MINUTES)
    officer = MembershipFactory(agency=session.agency, person=PersonFactory(address=None)).person
    EmailAddressFactory(person=officer, email=BY)
    return session


@pytest.fixture
def bring(session, tmp_path):
    def brought(content: bytes, **changes) -> int:
        file = tmp_path / "laporan.csv"
        file.write_bytes(content)
        return rosters.bring_in(
            **{"file": file, "session": "2026-11-26", "by": BY, "apply": False, **changes}
        )

    return brought


def test_a_dry_run_tells_and_keeps_nothing(bring, capsys, tmp_path):
    assert bring(zoom(joined(), joined("\x1b[31miPhone", ""))) == 0

    told = capsys.readouterr().out
    assert "1 person can be reported present, from 2 rows: 0 with an account, 1 new." in told
    assert "iPhone" in told
    assert "nobody is matched by name alone" in told
    assert "\x1b" not in told
    assert not FileImport.objects.exists()
    assert list((tmp_path / "uploads" / "imports").iterdir()) == []


def test_an_answer_sheet_is_applied_with_the_columns_proposed(bring, capsys):
    assert bring(answers(answer()), apply=True) == 0

    told = capsys.readouterr().out
    assert "1 person is reported present, from 1 rows of the file." in told
    assert ReportedPresence.objects.get().has_answered
    assert FileImport.objects.get().state == ImportState.APPLIED


def test_applied_twice_is_refused(bring):
    bring(zoom(joined()), apply=True)

    with pytest.raises(Refusal, match="nothing was done twice"):
        bring(zoom(joined()), apply=True)


def test_long_lists_of_problems_are_cut(bring, capsys):
    bring(zoom(*[joined(f"Layar {n}", "") for n in range(45)]))

    assert "and 5 more" in capsys.readouterr().out


@pytest.mark.parametrize(
    "changes", [{"session": "lain"}, {"by": "lain@contoh.example"}, {"file": None}]
)
def test_what_is_not_there_is_refused(bring, tmp_path, changes):
    if "file" in changes:
        changes = {"file": tmp_path / "tidak-ada.csv"}

    with pytest.raises(NotFound):
        bring(zoom(joined()), **changes)


def test_a_neighbour_is_refused_and_nothing_stays(bring):
    neighbour = EmailAddressFactory(email="tetangga@contoh.example").person
    MembershipFactory(person=neighbour)

    with pytest.raises(NotPermitted):
        bring(zoom(joined()), by="tetangga@contoh.example", apply=True)

    assert not ImportRow.objects.exists()
