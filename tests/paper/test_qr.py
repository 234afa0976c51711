import re

import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from jejaring.ground.paper.qr import QUIET_ZONE, symbol

CODES = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ-", min_size=8, max_size=20)


def modules(drawn):
    """The dark modules of the path, by walking its rectangles."""
    dark = set()
    for x, y, width, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", drawn.path):
        assert width == back
        dark |= {(int(x) + step, int(y)) for step in range(int(width))}
    return dark


@settings(max_examples=40, deadline=None)
@given(CODES)
def test_another_decoder_reads_what_was_written(code):
    address = f"https://jejaring.example/v/{code}"
    drawn = symbol(address)
    side = drawn.size + 2 * QUIET_ZONE
    picture = Image.new("L", (side, side), 255)
    for x, y in modules(drawn):
        picture.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0)

    (found,) = zxingcpp.read_barcodes(
        picture.resize((side * 4, side * 4), Image.Resampling.NEAREST)
    )

    assert found.text == address
    assert found.ec_level == "M"


def test_the_path_is_the_symbol():
    drawn = symbol("https://jejaring.example/v/JJR-9R4P-26NV")
    made = segno.make_qr(
        "https://jejaring.example/v/JJR-9R4P-26NV", error="m", boost_error=False, mask=0
    )

    assert drawn.size == 29
    assert modules(drawn) == {
        (x, y) for y, row in enumerate(made.matrix) for x, module in enumerate(row) if module
    }


def test_the_picture_keeps_its_quiet_zone():
    drawn = symbol("https://jejaring.example/v/JJR-9R4P-26NV")

    assert drawn.box == "-4 -4 37 37"
    assert drawn.svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 37 37">')
    assert drawn.path in drawn.svg


def test_what_is_written_cannot_leave_the_path():
    assert set(symbol('"/><script>alert(1)</script>').path) <= set("Mhvz-0123456789 ")
