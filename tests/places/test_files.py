from datetime import date

from jejaring.parties.places import files
from jejaring.parties.places.models import ZoneName


def test_38_provinces_each_with_its_own_code_and_tile():
    rows = files.provinces()

    assert len(rows) == 38
    assert len({row.code for row in rows}) == 38
    assert len({row.iso for row in rows}) == 38
    assert len({(row.tile_row, row.tile_column) for row in rows}) == 38
    assert {row.zone for row in rows} == set(ZoneName.values)


def test_capitals_lie_in_indonesia_and_zones_follow_the_longitude():
    for row in files.provinces():
        assert 94 < row.longitude < 142
        assert -11.1 < row.latitude < 6.2
    west = max(row.longitude for row in files.provinces() if row.zone == ZoneName.WIB)
    east = min(row.longitude for row in files.provinces() if row.zone == ZoneName.WIT)
    assert west < 114
    assert east > 127


def test_514_regencies_of_which_98_are_cities():
    codes = [row.code for row in files.regencies()]

    assert len(codes) == len(set(codes)) == 514
    assert sum(int(code[-2:]) >= 71 for code in codes) == 98
    assert [row.name for row in files.regencies() if row.name.startswith("Kab.")] == []


def test_every_regency_code_begins_with_its_province():
    assert [r.code for r in files.regencies() if not r.code.startswith(f"{r.province_code}.")] == []


def test_southwest_papua_has_the_codes_of_2024():
    names = {row.code: row.name for row in files.regencies() if row.province_code == "96"}

    assert names == {
        "96.01": "Kabupaten Sorong",
        "96.04": "Kabupaten Sorong Selatan",
        "96.05": "Kabupaten Raja Ampat",
        "96.09": "Kabupaten Tambrauw",
        "96.10": "Kabupaten Maybrat",
        "96.71": "Kota Sorong",
    }


def test_holidays_of_2026_name_the_decree():
    rows = [row for row in files.holidays() if row.date.year == 2026]

    assert len(rows) == 25
    assert len({row.date for row in rows}) == 25
    assert rows[0] == (
        date(2026, 1, 1),
        "Tahun Baru 2026 Masehi",
        "SKB 3 Menteri (Menag, Menaker, MenPAN-RB) Nomor 1497, 2, 5 Tahun 2025",
    )
