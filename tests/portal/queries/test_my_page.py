from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from jejaring.registers.hours import actions as hours
from jejaring.surfaces.portal.queries.my_page import my_page, thursdays_left
from tests.factories.agencies import AgencyFactory, EmploymentFactory
from tests.factories.hours import RuleFactory
from tests.factories.live import STARTS_AT, LiveSessionFactory, RegistrationFactory
from tests.factories.notices import NoticeFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
"""Sunday 22 November 2026, 15.00 WIB: three Thursdays and three more are left."""


def earn(person, jp, *, source="live.session", form="seminar", on=None, number=1):
    started_at = on or datetime(2026, 2, 5, 1, 0, tzinfo=UTC) + timedelta(days=number)
    hours.post(
        occasion=hours.Occasion(
            source=source,
            source_id=number,
            revision=1,
            title=f"Contoh {number}",
            started_at=started_at,
            ended_at=started_at + timedelta(hours=2),
            rule=RuleFactory(form=form),
            agency_id=AgencyFactory().pk,
        ),
        lines=[hours.Line(person.pk, None, None, 90, Decimal(jp))],
        by=None,
        at=SUNDAY,
    )


def test_a_pns_below_the_target_is_told_how_many_thursdays_are_enough():
    person = PersonFactory(pns=True, name="Rara Contoh")
    earn(person, 14)

    mine = my_page(person, SUNDAY)

    assert mine.greeting == "Selamat sore, Rara. Kurang 6 JP lagi tahun ini."
    assert mine.advice == ("Tiga Kamis lagi sudah cukup. Masih ada enam Kamis sampai akhir tahun.")
    assert (mine.total, mine.total_words, mine.target) == (20, "dari 20 JP", 20)


def test_when_the_thursdays_left_are_too_few_nothing_false_is_promised():
    mine = my_page(PersonFactory(pns=True), SUNDAY)

    assert mine.advice == "Masih ada enam Kamis sampai akhir tahun."


def test_a_pns_at_the_target_is_told_so():
    person = PersonFactory(pns=True)
    earn(person, 22)

    mine = my_page(person, SUNDAY)

    assert mine.conclusion == "Anda sudah mencapai 20 JP tahun ini."
    assert mine.advice == "Semua yang Anda pelajari setelah ini tetap tercatat."


def test_a_pppk_is_counted_by_contract_year_and_warned_never_blocked():
    person = PersonFactory(pppk=True)
    EmploymentFactory(person=person, contract_started_on=date(2026, 3, 1))
    earn(person, 10, number=1)
    earn(person, 20, number=60)

    below = my_page(person, SUNDAY)
    earn(person, 6, number=70)
    over = my_page(person, SUNDAY)

    assert below.conclusion == "Masih ada ruang 4 JP dalam tahun kontrak Anda."
    assert (below.total, below.total_words) == (24, "batas 24 JP")
    assert [source.jp for source in below.sources] == [Decimal(20)]
    assert over.conclusion == "Anda 2 JP di atas batas tahun kontrak."
    assert "tetap dapat dilanjutkan" in over.advice
    assert over.target is None


def test_a_pppk_without_the_day_the_contract_began_is_asked_for_it():
    assert my_page(PersonFactory(pppk=True), SUNDAY).lacks_contract_date


def test_others_have_no_target():
    person = PersonFactory(name="")
    earn(person, 3)

    mine = my_page(person, SUNDAY)

    assert mine.greeting == "Selamat sore. 3 JP tahun ini."
    assert (mine.total, mine.total_words, mine.target) == (20, "JP tahun ini", None)


def test_the_first_day_is_welcomed():
    mine = my_page(PersonFactory(), SUNDAY)

    assert mine.is_new
    assert mine.conclusion == "Kamis pertama Anda menanti."


def test_ring_and_chart_tell_the_same_sources_by_the_same_colours():
    person = PersonFactory(pns=True)
    earn(person, 2, source="claims", form="self_development", number=1)
    earn(person, 4, number=2)
    earn(person, 2, number=3)

    mine = my_page(person, SUNDAY)

    assert [(source.name, source.jp) for source in mine.sources] == [
        ("ASN Belajar", Decimal(6)),
        ("Pengembangan mandiri", Decimal(2)),
    ]
    assert mine.beads == [(1, 6.0), (2, 2.0)]
    assert [(step.hours, step.source) for step in mine.steps] == [(2.0, 2), (4.0, 1), (2.0, 1)]


def test_joined_sessions_are_the_plan():
    person = PersonFactory(pns=True)
    RegistrationFactory(person=person, session=LiveSessionFactory(jp=Decimal(2)))
    RegistrationFactory(person=person, cancelled_at=SUNDAY)

    mine = my_page(person, SUNDAY)

    assert [(step.on, step.hours) for step in mine.planned] == [(date(2026, 11, 26), 2.0)]
    assert mine.chart_label.endswith("2 JP direncanakan.")
    assert [step.state for step in mine.climb] == ["", "now"]


def test_only_ones_own_things_are_shown():
    person, stranger = PersonFactory(pns=True), PersonFactory(pns=True)
    earn(stranger, 5)
    RegistrationFactory(person=stranger)
    NoticeFactory(person=stranger, due_at=SUNDAY)

    mine = my_page(person, SUNDAY)

    assert (mine.standing.jp, list(mine.ahead), mine.unread) == (Decimal(0), [], 0)


@pytest.mark.parametrize(
    ("hour", "hello"), [(0, "pagi"), (4, "siang"), (8, "sore"), (12, "malam"), (20, "pagi")]
)
def test_the_greeting_follows_the_readers_clock(hour, hello):
    at = SUNDAY.replace(hour=hour)

    assert my_page(PersonFactory(), at).greeting.startswith(f"Selamat {hello}, Peserta.")


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 11, 22), 6),
        (date(2026, 11, 26), 5),
        (date(2026, 12, 30), 1),
        (date(2026, 12, 31), 0),
        (date(2026, 1, 1), 52),
    ],
)
def test_thursdays_after_today(today, left):
    assert thursdays_left(today) == left


def test_a_session_that_is_on_is_not_planned_any_more():
    person = PersonFactory()
    RegistrationFactory(person=person)

    mine = my_page(person, STARTS_AT + timedelta(minutes=5))

    assert len(mine.ahead) == 1
    assert mine.planned == []


def test_titles_are_no_name_to_greet_by():
    person = PersonFactory(pns=True, name="Prof. Dr. Siti Contoh, M.Si.")

    assert my_page(person, SUNDAY).greeting.startswith("Selamat sore, Siti.")


def test_english_sentences_begin_with_a_capital():
    with translation.override("en"):
        assert my_page(PersonFactory(pns=True), SUNDAY).advice.startswith("There are six Thursdays")
