import gzip

import pytest
from django.test import RequestFactory

from jejaring.ground.ui import shells
from jejaring.ground.ui.shells import Gaps, Shell, Shells


@pytest.fixture
def gaps():
    return Gaps("name", "code")


@pytest.fixture
def shell(gaps):
    name, code = gaps.tokens["name"], gaps.tokens["code"]
    return Shell(gaps, f"<h1>{name}</h1><a href='/v/{code}/'>{code}</a>{'padding ' * 500}")


FILLED = "<h1>Rara محمد</h1><a href='/v/9R4P/'>9R4P</a>" + "padding " * 500
VALUES = {"name": "Rara محمد", "code": "9R4P"}


def get(**headers):
    return RequestFactory().get("/v/9R4P/", headers=headers)


def test_a_shell_is_filled_in_every_gap(shell):
    assert shell.filled(VALUES).decode() == FILLED


@pytest.mark.parametrize("length", [0, 1, 65535, 65536, 200_000])
def test_a_packed_page_unpacks_to_the_filled_one(shell, length):
    values = {"name": "x" * length, "code": "9R4P"}

    packed = shell.filled_and_packed(values)

    assert gzip.decompress(packed) == shell.filled(values)


def test_a_value_cannot_open_another_gap(shell, gaps):
    values = {"name": gaps.tokens["code"], "code": "9R4P"}

    assert shell.filled(values).count(b"9R4P") == 2


def test_the_answer_is_packed_for_who_can_unpack(shell):
    plain = shells.answer(get(), shell, VALUES)
    packed = shells.answer(get(accept_encoding="br, gzip"), shell, VALUES)

    assert plain.content.decode() == FILLED
    assert gzip.decompress(packed.content).decode() == FILLED
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 5
    assert plain.headers["ETag"] == packed.headers["ETag"]


def test_who_has_the_page_is_not_sent_it_again(shell):
    etag = shells.answer(get(), shell, VALUES).headers["ETag"]

    again = shells.answer(get(if_none_match=etag), shell, VALUES)
    changed = shells.answer(get(if_none_match=etag), shell, {**VALUES, "name": "Lain"})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("cookie", "shared"),
    [("bahasa=en", True), ("sessionid=x", False), ("messages=x", False), ("", True)],
)
def test_visitors_with_an_account_or_a_message_see_their_own_page(cookie, shared):
    assert shells.is_shared(get(cookie=cookie)) is shared


def test_a_request_can_be_seen_from_another_path():
    request = RequestFactory().get("/v/9R4P/?from=qr")

    moved = shells.at(request, "/v/0x1/")

    assert (moved.get_full_path(), request.get_full_path()) == ("/v/0x1/", "/v/9R4P/?from=qr")


def test_shells_are_made_once_and_again_past_the_limit(gaps):
    made, shells_kept = [], Shells(limit=2)

    def make():
        made.append(Shell(gaps, ""))
        return made[-1]

    for key in ["a", "b", "a", "c", "a"]:
        shells_kept.get(key, make)

    assert len(made) == 4
