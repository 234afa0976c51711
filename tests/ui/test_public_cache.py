import gzip

import pytest

from jejaring.ground.ui.public_cache import FAILURE_SECONDS, REFRESH_SECONDS, PublicCache


class Page:
    """An application that counts how often it is asked."""

    def __init__(self):
        self.asked = 0
        self.status = "200 OK"
        self.headers = [("Cache-Control", "public, max-age=5"), ("Content-Type", "text/html")]
        self.body = b"<p>Kamis</p>"

    def __call__(self, _environ, start_response):
        self.asked += 1
        start_response(self.status, list(self.headers))
        return [self.body + str(self.asked).encode()]


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def page():
    return Page()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def get(page, clock):
    cached = PublicCache(page, private=["sessionid", "messages"], entries=3, clock=clock)

    def ask(path="/", method="GET", query="", **headers):
        said = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, **headers}
        body = b"".join(cached(environ, lambda *answer: said.append(answer)))
        status, sent = said[-1][:2]
        return status, dict(sent), body

    return ask


def test_a_public_page_is_asked_for_once_in_its_time(page, get, clock):
    first, again = get(), get()
    clock.now += 5
    later = get()

    assert first == again
    assert later[2] == b"<p>Kamis</p>2"
    assert page.asked == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "bahasa=id; messages=abc"},
        {"HTTP_AUTHORIZATION": "Bearer abc"},
        {"HTTP_HX_REQUEST": "true"},
    ],
)
def test_what_is_somebodys_own_is_never_kept_nor_shown(page, get, headers):
    get()
    own = get(**headers)

    assert own[2] == b"<p>Kamis</p>2"
    assert get()[2] == b"<p>Kamis</p>1"
    assert page.asked == 2


def test_posting_goes_through(page, get):
    get()
    get(method="POST")

    assert page.asked == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"path": "/"}, {"path": "/asn-belajar/"}),
        ({}, {"query": "tahun=2026"}),
        ({"HTTP_COOKIE": "bahasa=id"}, {"HTTP_COOKIE": "bahasa=en"}),
        ({"HTTP_COOKIE": "zona=WIB"}, {"HTTP_COOKIE": "zona=WIT"}),
        ({"HTTP_COOKIE": "tema=dark"}, {}),
        ({"HTTP_ACCEPT_ENCODING": "gzip, br"}, {}),
        ({"HTTP_HOST": "a.example"}, {"HTTP_HOST": "b.example"}),
    ],
)
def test_pages_that_differ_are_kept_apart(page, get, one, other):
    assert get(**one)[2] != get(**other)[2]
    assert page.asked == 2


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", [("Cache-Control", "public, max-age=5")]),
        ("302 Found", [("Cache-Control", "public, max-age=5")]),
        ("200 OK", [("Cache-Control", "private")]),
        ("200 OK", []),
        ("200 OK", [("Cache-Control", "public, max-age=5"), ("Set-Cookie", "csrftoken=1")]),
        ("200 OK", [("Cache-Control", "public, max-age=x")]),
    ],
)
def test_only_good_answers_that_say_so_are_kept(page, get, status, headers):
    page.status, page.headers = status, headers

    assert [get()[0], get()[0]] == [status, status]
    assert page.asked == 2


def test_whoever_has_the_page_gets_an_empty_answer(page, get):
    tag = get()[1]["ETag"]

    status, headers, body = get(HTTP_IF_NONE_MATCH=tag)

    assert (status, body, page.asked) == ("304 Not Modified", b"", 1)
    assert headers["ETag"] == tag
    assert "Content-Type" not in headers


def test_asking_for_the_headers_alone_keeps_the_page_too(page, get):
    assert get(method="HEAD")[2] == b""
    assert get()[2] == b"<p>Kamis</p>1"
    assert page.asked == 1


def test_when_the_application_fails_the_page_before_is_shown(page, get, clock):
    good = get()
    page.status = "503 Service Unavailable"
    clock.now += 5 + REFRESH_SECONDS

    assert get() == good
    clock.now += FAILURE_SECONDS
    assert get()[0] == "503 Service Unavailable"


def test_a_failure_without_a_page_before_is_passed_on(page, get):
    page.status = "500 Internal Server Error"

    assert get()[0] == "500 Internal Server Error"


def test_while_one_asks_anew_the_others_see_the_page_before(page, clock):
    seen = []

    def slow(environ, start_response):
        if page.asked == 1:
            seen.append(b"".join(cached(dict(environ), lambda *_: None)))
        return page(environ, start_response)

    cached = PublicCache(slow, private=["sessionid"], clock=clock)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": ""}
    first = b"".join(cached(dict(environ), lambda *_: None))
    clock.now += 6
    anew = b"".join(cached(dict(environ), lambda *_: None))

    assert seen == [first]
    assert anew != first


def test_it_keeps_no_more_pages_than_it_may(page, get):
    for number in range(5):
        get(path=f"/{number}")
    asked = page.asked

    get(path="/4")
    get(path="/0")

    assert page.asked == asked + 1


def test_endless_addresses_and_bodies_are_not_kept(page, get):
    get(query="x" * 1000)
    get(query="x" * 1000)
    assert page.asked == 2
    page.body = gzip.compress(b"") + b"x" * 300_000
    get(path="/besar")
    get(path="/besar")
    assert page.asked == 4


def test_files_are_left_to_whoever_serves_files(page, get):
    get(path="/static/ui/jejaring.css")
    get(path="/static/ui/jejaring.css")

    assert page.asked == 2
