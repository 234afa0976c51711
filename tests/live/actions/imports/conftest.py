from collections.abc import Callable
from datetime import timedelta

import pytest

from jejaring.activities.live import tasks
from jejaring.activities.live.models import FileImport, LiveSession
from jejaring.activities.live.queries.imports import reading
from jejaring.activities.live.states import AttendanceRule, ImportState
from jejaring.parties.people.models import Person
from tests.factories.agencies import MembershipFactory
from tests.factories.live import LiveSessionFactory


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def session() -> LiveSession:
    return LiveSessionFactory(attendance_rule=AttendanceRule.MINUTES, attendance_minimum=90)


@pytest.fixture
def officer(session) -> Person:
    made: Person = MembershipFactory(agency=session.agency).person
    return made


@pytest.fixture
def after(now):
    return now + timedelta(hours=3)


@pytest.fixture
def check(session, officer, after) -> Callable[..., FileImport]:
    """Upload a file and check it with the columns that are proposed."""

    def checked(content: bytes, name: str = "berkas.csv", kind: str = "") -> FileImport:
        taken = tasks.take_in(
            session=session, content=content, name=name, kind=kind, by=officer, at=after
        )
        if taken.state == ImportState.MAPPING:
            sheet = reading.opened(taken)
            columns = {int(k): v for k, v in reading.proposed_mapping(sheet).items()}
            taken = tasks.map_columns(
                file_import=taken, columns=columns, order="", by=officer, at=after
            )
        return taken

    return checked
