import pytest

from jejaring.ground.seals import wrapping


def test_what_is_wrapped_opens_for_its_purpose_only():
    stored = wrapping.wrapped(b"rahasia", purpose=b"contoh")

    assert b"rahasia" not in stored
    assert wrapping.unwrapped(stored, purpose=b"contoh") == b"rahasia"
    with pytest.raises(wrapping.CannotUnwrap):
        wrapping.unwrapped(stored, purpose=b"lain")


@pytest.mark.parametrize("spoil", [lambda b: b[:-1], lambda b: b"\x02" + b[1:], lambda _: b""])
def test_what_is_damaged_does_not_open(spoil):
    stored = wrapping.wrapped(b"rahasia", purpose=b"contoh")

    with pytest.raises(wrapping.CannotUnwrap):
        wrapping.unwrapped(spoil(stored), purpose=b"contoh")
