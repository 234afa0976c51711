import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("fault", "status", "sentence"),
    [
        ("refusal", 409, "Sesi ini sudah ditutup. &lt;b&gt;Hubungi&lt;/b&gt; penyelenggara."),
        ("not-permitted", 403, "Hanya penyelenggara yang boleh menutup sesi."),
        ("not-found", 404, "Kode itu tidak ada."),
        ("too-many", 429, "Terlalu banyak kode salah."),
    ],
)
def test_a_refusal_is_a_page_with_its_sentence(visitor, fault, status, sentence):
    response = visitor.get(f"/uji/{fault}/")

    assert response.status_code == status
    assert f'<p class="lead">{sentence}</p>' in response.text
    assert 'class="masthead"' in response.text


@pytest.mark.parametrize(
    ("before", "shown"),
    [("http://testserver/asn-belajar/", True), ("https://evil.example/", False), ("", False)],
)
def test_a_refusal_leads_back_to_our_own_pages_only(visitor, before, shown):
    text = visitor.post("/uji/refusal/", headers={"referer": before}).text

    assert ("Kembali ke halaman tadi" in text) is shown
    assert "evil.example" not in text


def test_too_many_says_how_long_to_wait(visitor):
    response = visitor.get("/uji/too-many/")

    assert response.headers["Retry-After"] == "90"
    assert "Tunggu 2 menit" in response.text


@pytest.mark.parametrize(
    ("fault", "status"), [("refusal", 409), ("not-permitted", 403), ("too-many", 429)]
)
def test_a_refusal_to_a_fragment_is_a_notice(visitor, fault, status):
    response = visitor.get(f"/uji/{fault}/", headers={"hx-request": "true"})

    assert response.status_code == status
    assert (response.headers["HX-Retarget"], response.headers["HX-Reswap"]) == (
        "#toasts",
        "beforeend",
    )
    assert response.text.lstrip().startswith('<div class="toast refused stay"')


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        ("denied", 403, "Akun ini tidak berwenang"),
        ("too-big", 413, "Kiriman Anda terlalu besar"),
        ("database", 503, "Penyimpanan data belum menjawab"),
        ("bug", 500, "Ada gangguan di pihak kami"),
    ],
)
def test_errors_say_what_to_do(visitor, fault, status, words):
    response = visitor.get(f"/uji/{fault}/")

    assert response.status_code == status
    assert words in response.text
    assert "secret detail" not in response.text
    assert '<a class="button" href="/"' in response.text


def test_a_bug_gives_a_number_that_stands_in_the_log(visitor, caplog):
    response = visitor.get("/uji/bug/")

    reference = response.text.split('<span class="code">')[1].split("<")[0]
    assert f"reference {reference}" in caplog.text


def test_a_busy_database_asks_to_come_back(visitor):
    assert visitor.get("/uji/database/").headers["Retry-After"] == "30"


def test_an_unknown_address_is_a_designed_page_in_both_languages(visitor):
    assert "Tidak ada halaman di alamat ini" in visitor.get("/tidak-ada/").text
    visitor.cookies["bahasa"] = "en"
    assert "There is nothing at this address" in visitor.get("/tidak-ada/").text


def test_a_form_from_elsewhere_is_refused_in_words():
    response = Client(enforce_csrf_checks=True).post("/zona/", {"pilih": "WIB"})

    assert response.status_code == 403
    assert "Kirim sekali lagi" in response.text


def test_an_unknown_language_is_indonesian(visitor):
    visitor.cookies["bahasa"] = "fr"

    assert visitor.get("/menu/").headers["Content-Language"] == "id"
