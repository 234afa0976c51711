from xml.etree import ElementTree as ET

import pytest

from jejaring.ground.paper import ornament


@pytest.mark.parametrize("name", ["border", "guilloche"])
def test_the_drawing_that_ships_is_the_one_that_the_formulas_give(name):
    drawn = getattr(ornament, name)()

    assert (ornament.FOLDER / f"{name}.svg").read_text() == drawn
    assert ET.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own
    assert len(drawn) < 8_000
