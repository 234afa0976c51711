from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory

from jejaring.activities.live.models import (
    Arrival,
    CheckInWindow,
    FileImport,
    LiveSession,
    Programme,
    Registration,
    ReportedPresence,
    RunDownItem,
    SessionSpeaker,
    Speaker,
)
from jejaring.activities.live.states import ImportKind, ImportState, SessionState
from tests.factories.agencies import AgencyFactory
from tests.factories.hours import RuleFactory
from tests.factories.people import PersonFactory

STARTS_AT = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
"""Thursday 26 November 2026, 08.00 WIB."""


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """ASN Belajar: every Thursday 08.00-10.00 WIB."""

    class Meta:
        model = Programme

    agency = factory.SubFactory(AgencyFactory)
    slug = factory.Sequence(lambda n: f"asn-belajar-{n}")
    name = "ASN Belajar"
    started_on = date(2022, 1, 6)


class LiveSessionFactory(factory.django.DjangoModelFactory):
    """An announced session of two hours, worth 2 JP."""

    class Meta:
        model = LiveSession

    programme = factory.SubFactory(ProgrammeFactory)
    agency = factory.SelfAttribute("programme.agency")
    slug = factory.Sequence(lambda n: f"2026-11-26-{n}")
    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    title = "Pembelajaran mandiri dan terintegrasi"
    starts_at = STARTS_AT
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + timedelta(hours=2))
    first_starts_at = factory.SelfAttribute("starts_at")
    state = SessionState.ANNOUNCED
    announced_at = STARTS_AT - timedelta(days=7)
    hours_rule = factory.SubFactory(RuleFactory)
    jp = Decimal(2)

    class Params:
        draft = factory.Trait(state=SessionState.DRAFT, announced_at=None)


class CheckInWindowFactory(factory.django.DjangoModelFactory):
    """A window of twenty minutes; the nth opens n half hours after the start."""

    class Meta:
        model = CheckInWindow

    session = factory.SubFactory(LiveSessionFactory)
    position = 1
    opens_at = factory.LazyAttribute(
        lambda window: window.session.starts_at + timedelta(minutes=30 * (window.position - 1) + 10)
    )
    closes_at = factory.LazyAttribute(lambda window: window.opens_at + timedelta(minutes=20))
    code = factory.Sequence(lambda n: f"K{n:05d}"[:6])


class RegistrationFactory(factory.django.DjangoModelFactory):
    """Someone's place."""

    class Meta:
        model = Registration

    session = factory.SubFactory(LiveSessionFactory)
    person = factory.SubFactory(PersonFactory)
    registered_at = STARTS_AT - timedelta(days=1)


class ArrivalFactory(factory.django.DjangoModelFactory):
    """A press in a window, straight into the table."""

    class Meta:
        model = Arrival

    at = STARTS_AT + timedelta(minutes=15)


class SpeakerFactory(factory.django.DjangoModelFactory):
    """Someone invited to speak."""

    class Meta:
        model = Speaker

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Narasumber Contoh {n}")


class FileImportFactory(factory.django.DjangoModelFactory):
    """An applied participant report."""

    class Meta:
        model = FileImport

    session = factory.SubFactory(LiveSessionFactory)
    kind = ImportKind.ZOOM_REPORT
    state = ImportState.APPLIED
    file_name = "peserta.csv"
    digest = factory.Sequence(lambda n: f"{n:064x}")
    uploaded_by = factory.SubFactory(PersonFactory)
    uploaded_at = STARTS_AT + timedelta(hours=2)


class ReportedPresenceFactory(factory.django.DjangoModelFactory):
    """What an import says of one person."""

    class Meta:
        model = ReportedPresence

    file_import = factory.SubFactory(FileImportFactory)
    session = factory.SelfAttribute("file_import.session")
    person = factory.SubFactory(PersonFactory)
    minutes = 110


class SessionSpeakerFactory(factory.django.DjangoModelFactory):
    """A speaker's part in a session."""

    class Meta:
        model = SessionSpeaker

    session = factory.SubFactory(LiveSessionFactory)
    speaker = factory.SubFactory(SpeakerFactory)


class RunDownItemFactory(factory.django.DjangoModelFactory):
    """A line of the run-down."""

    class Meta:
        model = RunDownItem

    session = factory.SubFactory(LiveSessionFactory)
    offset = 0
    title = factory.Sequence(lambda n: f"Paparan contoh {n}")
