from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from jejaring.ground.ui.glyphs import (
    archipelago,
    certificate,
    circle,
    columns,
    minutes_chart,
    ring,
    rosette,
    tiles,
    year_chart,
)
from jejaring.ground.ui.glyphs import map as province_map

HOSTILE = "<script>alert('x')</script> & \"O'Brien\""


def tree(svg):
    return ET.fromstring(str(svg))  # noqa: S314 - our own drawing


def kinds(svg, tag="path"):
    return [element.get("class") for element in tree(svg).iter(tag)]


def words(svg):
    return [element.text for element in tree(svg).iter("text")]


def test_rosette_lights_the_fields_given_and_keeps_their_direction():
    svg = rosette.rosette([1, 6], label="Dua bidang")

    assert kinds(svg) == ["p f1", "p", "p", "p", "p", "p f6", "p", "p"]
    assert [path.get("transform") for path in tree(svg).iter("path")][5] == "rotate(225)"
    assert tree(svg).get("aria-label") == "Dua bidang"


def test_rosette_without_fields_is_grey_decoration():
    svg = rosette.rosette([], size=64)

    assert set(kinds(svg)) == {"p"}
    assert (tree(svg).get("aria-hidden"), tree(svg).get("width")) == ("true", "64")


def test_petal_turns_to_its_field():
    assert tree(rosette.petal(3))[0].get("transform") == "rotate(90)"


def test_logo_has_one_turmeric_petal():
    assert kinds(rosette.logo()).count("b") == 1


def test_ring_draws_one_bead_a_jp_in_the_colour_of_its_source():
    svg = ring.ring([(1, 8), (3, 4), (2, 2)], 20, big="14", sub="dari 20 JP", label="14 dari 20 JP")

    beads = kinds(svg)
    assert beads == ["m m1"] * 8 + ["m m3"] * 4 + ["m m2"] * 2 + ["m m0"] * 6
    assert words(svg) == ["14", "dari 20 JP"]


@pytest.mark.parametrize(
    ("segments", "lit"), [([(1, 25)], 20), ([(1, 1.5)], 1), ([(1, 1.5), (2, 0.5)], 2), ([], 0)]
)
def test_ring_never_shows_more_than_the_total_nor_part_of_a_bead(segments, lit):
    svg = ring.ring(segments, 20, label="JP")

    assert [kind != "m m0" for kind in kinds(svg)].count(True) == lit


def test_ring_bears_a_target_of_nothing():
    assert kinds(ring.ring([], 0, label="JP")) == ["m m0"]


def test_label_and_words_are_escaped():
    svg = ring.ring([(1, 2)], 4, big=HOSTILE, sub=HOSTILE, label=HOSTILE)

    assert tree(svg).get("aria-label") == HOSTILE
    assert words(svg) == [HOSTILE, HOSTILE]


def test_archipelago_has_38_provinces_in_three_zones_each_on_its_own_tile():
    provinces = archipelago.provinces().values()

    assert len(provinces) == 38
    assert {province.zone for province in provinces} == {"WIB", "WITA", "WIT"}
    assert len({(province.column, province.row) for province in provinces}) == 38


def test_map_draws_cords_and_knots():
    svg = province_map.archipelago_map(
        label="Peta",
        links=[
            province_map.Link("JI", "JA"),
            province_map.Link("JI", "BT", "dashed"),
            province_map.Link("JI", "??"),
        ],
        active=["JA"],
        hub=["JI"],
        names=[province_map.Name("JI", HOSTILE)],
        zones=True,
        dark=True,
    )

    assert [kind for kind in kinds(svg) if kind and kind.startswith("link")] == [
        "link ",
        "link dashed",
    ]
    dots = kinds(svg, "circle")
    assert (len(dots), dots.count("dot active"), dots.count("dot hub")) == (38, 1, 1)
    assert words(svg) == ["WIB", "WITA", "WIT", HOSTILE]
    assert tree(svg).get("class") == "map dark"


def test_tiles_darken_with_each_level_and_name_every_province():
    svg = tiles.tiles(
        {"JI": 3860, "PE": 28, "BA": 358}, [100, 300, 600, 1000], label="Kehadiran", lit=["JI"]
    )

    groups = {group.find("title").text: group.get("class") for group in tree(svg).iter("g")}
    assert groups["Jawa Timur: 3.860"] == "t4 lit"
    assert groups["Papua Pegunungan: 28"] == "t0"
    assert groups["Bali: 358"] == "t2"
    assert len(groups) == 38
    assert "3,9rb" in words(svg)


def test_certificate_ground_is_a_whole_file_of_its_own():
    drawn = tree(certificate.ground_file())

    assert drawn.get("viewBox") == "0 0 297 210"
    assert len(certificate.ground()) < 12_000


YEAR = [year_chart.Step(date(2026, 1, 29), 2), year_chart.Step(date(2026, 7, 28), 12, 2)]


def test_year_chart_climbs_to_today_and_names_the_target():
    svg = year_chart.year_chart(
        YEAR, year=2026, today=date(2026, 11, 22), target=20, label="14 dari 20 JP"
    )

    assert kinds(svg, "circle") == ["knot k1", "knot k2", "knot today"]
    assert {"20 JP", "14 JP, hari ini", "Mei"} <= set(words(svg))
    ticks = [kind for kind in kinds(svg) if kind and kind.startswith("tick")]
    assert (len(ticks), ticks.count("tick came"), ticks.count("tick next")) == (53, 1, 6)


def test_year_chart_dots_what_is_planned():
    planned = [year_chart.Step(date(2026, 12, 3), 2)]

    svg = year_chart.year_chart(
        YEAR, year=2026, today=date(2026, 11, 22), target=None, label="JP", planned=planned
    )

    assert kinds(svg).count("plan") == 1
    assert kinds(svg).count("target") == 0
    assert kinds(svg, "circle").count("knot planned") == 1


@pytest.mark.parametrize("year", [2025, 2026])
def test_year_chart_of_nothing_is_still_a_chart(year):
    svg = year_chart.year_chart(
        [], year=year, today=date(2026, 1, 1), target=20, label="Belum ada JP"
    )

    assert tree(svg).get("aria-label") == "Belum ada JP"


def test_minutes_chart_marks_late_arrivals_and_moments():
    first = datetime(2026, 11, 26, 1, 8, tzinfo=UTC)
    minutes = [
        minutes_chart.Minute(first + timedelta(minutes=index), count, late)
        for index, (count, late) in enumerate([(2, 0), (907, 7), (40, 40)])
    ]

    svg = minutes_chart.minutes_chart(
        minutes,
        label="Puncak 907",
        marks=[minutes_chart.Mark(first + timedelta(minutes=1), HOSTILE)],
    )

    assert kinds(svg, "rect") == ["column", "column", "column now", "column now"]
    assert HOSTILE in words(svg)
    assert "08.10" in words(svg)


def test_minutes_chart_before_the_first_arrival_is_an_empty_axis():
    assert kinds(minutes_chart.minutes_chart([], label="Belum ada yang hadir")) == ["axis base"]


def test_circle_holds_every_province_once_in_seven_islands():
    svg = circle.circle(
        label=HOSTILE,
        centre=["Pusat", HOSTILE],
        chords=[circle.Chord("JI", "JA"), circle.Chord("JI", "BT", "dashed")],
        joined=["PA"],
        partners=["JA", "BT"],
        hub=["JI"],
    )

    assert sorted(code for _n, _s, codes in circle.ISLANDS for code in codes.split()) == sorted(
        archipelago.provinces()
    )
    assert [kind for kind in kinds(svg) if kind.startswith("chord")] == ["chord", "chord dashed"]
    assert kinds(svg, "circle").count("knot hub") == 1
    assert kinds(svg, "circle").count("knot partner") == 2
    assert kinds(svg, "circle").count("knot with-centre") == 1
    assert HOSTILE in words(svg)
    assert tree(svg).get("aria-label") == HOSTILE


def test_columns_write_the_sum_on_top_and_keep_the_last_sixteen():
    rows = [columns.Column(str(2000 + n), n, 1) for n in range(20)]

    svg = columns.columns(rows, label="Per tahun")

    assert kinds(svg, "rect").count("lower") == 16
    assert words(svg)[-2:] == ["20", "2019"]
    assert words(columns.columns([columns.Column("2022", 0, 0)], label="x")) == ["0", "2022"]


def test_tiles_that_lead_somewhere_are_a_group_of_links():
    svg = tiles.tiles({"JI": 2}, [1], label="Mitra", links={"JI": "?provinsi=JI"})

    assert tree(svg).get("role") == "group"
    assert [link.get("href") for link in tree(svg).iter("a")] == ["?provinsi=JI"]
