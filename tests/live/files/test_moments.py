from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.activities.live.files import moments
from jejaring.activities.live.files.moments import DateOrder
from jejaring.activities.live.files.refusals import DateOrderUnclear

JAKARTA = ZoneInfo("Asia/Jakarta")
DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


def moment(text: str, order: DateOrder = DAY) -> datetime | None:
    return moments.moment(text, order=order, zone=JAKARTA)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("11/26/2026 08:03:11 AM", MONTH),
        ("11/26/2026 8:03:11 am", MONTH),
        ("26/11/2026 08.03.11", DAY),
        ("26/11/2026 8:03:11", DAY),
        ("26-11-2026, 08:03:11", DAY),
        ("26.11.26 08:03:11", DAY),
        ("2026-11-26 08:03:11", DAY),
        ("2026-11-26T08:03:11", MONTH),
        ("2026-11-26T08:03:11.123", MONTH),
        ("2026-11-26T01:03:11Z", DAY),
        ("2026-11-26T08:03:11+07:00", DAY),
        ("2026/11/26 8:03:11 AM GMT+7", DAY),
        ("26 November 2026 08.03.11", DAY),
        ("Kamis, 26 November 2026 pukul 08.03.11 WIB", DAY),
        ("26 Nov 2026 08:03:11", MONTH),
        ("Nov 26, 2026 08:03:11 AM", DAY),
    ],
)
def test_one_moment_as_many_programs_write_it(text, order):
    assert moment(text, order) == datetime(2026, 11, 26, 8, 3, 11, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("26/11/2026 12:05 AM", 0),
        ("26/11/2026 12:05 PM", 12),
        ("26/11/2026 1:05 PM", 13),
        ("26/11/2026 1:05 p.m.", 13),
    ],
)
def test_halves_of_the_day(text, hour):
    assert moment(text) == datetime(2026, 11, 26, hour, 5, tzinfo=JAKARTA)


def test_a_date_alone_is_its_midnight():
    assert moment("26/11/2026") == datetime(2026, 11, 26, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    "text",
    ["", "--", "08:03", "31/02/2026 08:00", "26/13/2026", "26/11/2026 25:00", "kemarin pagi",
     "26 Pebruwari 2026x", "2026-11-26T08:03:11+99:99", "9" * 5000],
)  # fmt: skip
def test_what_means_no_moment(text):
    assert moment(text) is None


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["05/11/2026 08:00", "26/11/2026 08:00"], DAY),
        (["11/05/2026 08:00", "11/26/2026 08:00"], MONTH),
        (["11/11/2026 08:00"], DAY),
        (["2026-11-26 08:00", "--", ""], DAY),
        ([], DAY),
        (["26/11/2026", "27/11/2026", "11/28/2026"], DAY),
    ],
)
def test_the_whole_column_tells_the_order(texts, order):
    assert moments.order_of(texts, near=None) is order


@pytest.mark.parametrize(
    ("text", "held_on", "order"),
    [
        ("05/11/2026", date(2026, 11, 5), DAY),
        ("11/05/2026", date(2026, 11, 5), MONTH),
        ("11/12/2026", date(2026, 11, 12), MONTH),
        ("12/11/2026", date(2026, 11, 12), DAY),
    ],
)
def test_the_day_of_the_session_settles_what_the_column_does_not(text, held_on, order):
    assert moments.order_of([text], near=held_on) is order


def test_an_unclear_column_is_refused_with_its_example():
    with pytest.raises(DateOrderUnclear, match="05/11/2026") as caught:
        moments.order_of(["11/11/2026 08:00", "5/11/2026 08:00"], near=None)

    assert caught.value.example == "05/11/2026"


def test_the_organisers_choice_settles_an_unclear_column():
    assert moments.order_of(["05/11/2026"], near=None, chosen=MONTH) is MONTH


def test_a_choice_that_the_column_contradicts_is_not_followed():
    assert moments.order_of(["26/11/2026"], near=None, chosen=MONTH) is DAY


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)), st.sampled_from(DateOrder))  # noqa: DTZ001
def test_every_moment_survives_either_order(told, order):
    day = f"{told:%d/%m/%Y}" if order is DAY else f"{told:%m/%d/%Y}"

    read = moments.moment(f"{day} {told:%I.%M.%S %p}", order=order, zone=ZoneInfo("UTC"))

    assert read == told.replace(microsecond=0, tzinfo=UTC)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    found = moment(text)

    assert found is None or found.tzinfo is not None
