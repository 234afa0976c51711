from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.parties.people.files import employee_number
from jejaring.parties.people.files.employee_number import (
    AppointedInFuture,
    AppointedTooYoung,
    EmployeeNumber,
    EmployeeNumberWrong,
    HasOtherThanDigits,
    ImpossibleAppointment,
    ImpossibleBirthDate,
    ImpossibleSex,
    PrecisionLost,
    Sex,
    WrongLength,
)
from jejaring.parties.people.states import PersonKind

TODAY = date(2026, 11, 26)
PNS = "199001012015031001"


def parse(text: str) -> EmployeeNumber:
    return employee_number.parse(text, on=TODAY)


def test_pns_number_tells_birth_appointment_and_sex():
    assert parse(PNS) == EmployeeNumber(
        digits=PNS,
        kind=PersonKind.PNS,
        born_on=date(1990, 1, 1),
        appointed_in=2015,
        appointed_month=3,
        contract_code=None,
        sex=Sex.MALE,
    )


def test_pppk_number_has_a_contract_code_in_place_of_the_month():
    assert parse("199001012024212002") == EmployeeNumber(
        digits="199001012024212002",
        kind=PersonKind.PPPK,
        born_on=date(1990, 1, 1),
        appointed_in=2024,
        appointed_month=None,
        contract_code="21",
        sex=Sex.FEMALE,
    )


def test_part_time_contract_code_is_a_pppk():
    assert parse("199001012025241002").kind == PersonKind.PPPK


@pytest.mark.parametrize(
    "text",
    [
        "19900101 201503 1 001",
        "19900101.201503.1.001",
        "19900101-201503-1-001",
        "'199001012015031001",
        "’199001012015031001",
        "  199001012015031001\n",
        "\ufeff199001012015031001\u200b",
        "1990\u00a00101\u00a02015\u00a00310\u00a001",
        "１９９００１０１２０１５０３１００１",
    ],
)
def test_separators_and_the_spreadsheet_apostrophe_are_tolerated(text):
    assert parse(text).digits == PNS


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("19900101201503100", WrongLength),
        ("1990010120150310011", WrongLength),
        ("", WrongLength),
        ("   ", WrongLength),
        ("19900101201503100O", HasOtherThanDigits),
        ("NIP 199001012015031001", HasOtherThanDigits),
        ("١٩٩٠٠١٠١٢٠١٥٠٣١٠٠١", HasOtherThanDigits),
        ("<script>alert(1)</script>", HasOtherThanDigits),
        ("1,99E+17", PrecisionLost),
        ("1.99001012015031E+17", PrecisionLost),
        ("1.99001e17", PrecisionLost),
        ("199002302015031001", ImpossibleBirthDate),
        ("199013012015031001", ImpossibleBirthDate),
        ("000001012015031001", ImpossibleBirthDate),
        ("190001012015031001", ImpossibleBirthDate),
        ("202701012015031001", ImpossibleBirthDate),
        ("199001012015001001", ImpossibleAppointment),
        ("199001012015131001", ImpossibleAppointment),
        ("199001012015201001", ImpossibleAppointment),
        ("199001012006121001", AppointedTooYoung),
        ("199001012006211001", AppointedTooYoung),
        ("199001011985031001", AppointedTooYoung),
        ("199001012026121001", AppointedInFuture),
        ("199001012027211001", AppointedInFuture),
        ("199001012015033001", ImpossibleSex),
        ("199001012015030001", ImpossibleSex),
    ],
)
def test_each_fault_has_its_own_refusal(text, refusal):
    with pytest.raises(EmployeeNumberWrong) as caught:
        parse(text)

    assert type(caught.value) is refusal
    assert caught.value.sentence


def test_seventeen_digits_are_counted_in_the_sentence():
    with pytest.raises(WrongLength, match="17"):
        parse("19900101201503100")


def test_appointment_in_the_month_of_the_seventeenth_birthday_is_sound():
    assert parse("199001312007011001").appointed_in == 2007


def test_appointment_of_this_month_is_sound():
    assert parse("199001012026111001").appointed_month == 11


def test_shown_in_the_groups_that_people_read():
    assert employee_number.shown(PNS) == "19900101 201503 1 001"
    assert employee_number.shown("") == ""


def test_masked_hides_birthday_appointment_and_sex():
    assert employee_number.masked(PNS) == "1990•••• •••••• • 001"


def told_by(text: str) -> str:
    """The digits, or the sentence that refuses them."""
    try:
        return parse(text).digits
    except EmployeeNumberWrong as refusal:
        return refusal.sentence


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_words(text):
    assert told_by(text)


@given(st.text(alphabet="0123456789", min_size=18, max_size=18))
def test_any_eighteen_digits_are_read_or_refused_in_words(text):
    assert told_by(text) == text or told_by(text).endswith(".")


@st.composite
def sound_numbers(draw):
    born_on = draw(st.dates(date(1950, 1, 1), date(2000, 12, 31)))
    year = draw(st.integers(born_on.year + 18, 2025))
    rest = draw(st.one_of(st.integers(1, 12), st.integers(21, 99)))
    sex, serial = draw(st.sampled_from("12")), draw(st.integers(0, 999))
    return f"{born_on:%Y%m%d}{year}{rest:02}{sex}{serial:03}"


@given(sound_numbers())
def test_a_sound_number_survives_being_shown_and_read_again(digits):
    number = parse(employee_number.shown(digits))

    assert number.digits == digits
    assert number.born_on == date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}")
    assert (number.kind == PersonKind.PPPK) == (int(digits[12:14]) >= 21)
