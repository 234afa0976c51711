import re

import pytest
from django.conf import settings
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["ui:gallery", "ui:menu"])
@pytest.mark.parametrize(
    ("language", "words"), [("id", "Langsung ke isi"), ("en", "Skip to content")]
)
def test_public_pages_render_in_both_languages(client, name, language, words):
    client.cookies["bahasa"] = language

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in response.text
    assert words in response.text


def test_gallery_is_indonesian_whatever_the_browser_prefers(client):
    response = client.get(reverse("ui:gallery"), headers={"accept-language": "en"})

    assert response.headers["Content-Language"] == "id"
    assert "<title>Komponen — Jejaring</title>" in response.text


def test_gallery_has_one_h1_and_no_inline_script_or_style(client):
    text = client.get(reverse("ui:gallery")).text

    assert text.count("<h1") == 1
    assert "<style" not in text
    assert re.findall(r"<script(?! src=)", text) == []
    assert len(re.findall(r' id="([^"]+)"', text)) == len(set(re.findall(r' id="([^"]+)"', text)))


@pytest.mark.parametrize(
    ("name", "cookie", "choice"),
    [
        ("ui:language", "bahasa", "en"),
        ("ui:zone", "zona", "WIT"),
        ("ui:theme", "tema", "dark"),
        ("ui:theme", "tema", "auto"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_choice_is_kept_and_leads_back(client, name, cookie, choice, method):
    response = getattr(client, method)(
        reverse(name), {"pilih": choice, "kembali": "/komponen/?a=1"}
    )

    assert (response.status_code, response.url) == (302, "/komponen/?a=1")
    assert response.cookies[cookie].value == choice
    assert response.cookies[cookie]["samesite"] == "Lax"
    assert response.cookies[cookie]["httponly"]


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "",
    ],
)
def test_the_way_back_stays_on_this_host(client, back):
    response = client.post(reverse("ui:zone"), {"pilih": "WIB", "kembali": back})

    assert response.url == "/"


@pytest.mark.parametrize("choice", ["", "xx", "<script>"])
def test_an_unknown_choice_offers_the_known_ones(client, choice):
    response = client.get(reverse("ui:zone"), {"pilih": choice})

    assert response.status_code == 200
    assert "zona" not in response.cookies
    assert 'value="WITA"' in response.text


def test_a_choice_may_not_be_deleted(client):
    assert client.delete(reverse("ui:zone")).status_code == 405


def test_the_chosen_zone_lights_the_clocks(client):
    client.cookies["zona"] = "WIT"

    assert '<div class="own"><dt>WIT</dt>' in client.get(reverse("ui:gallery")).text


@pytest.mark.parametrize(
    ("cookie", "attribute"), [("dark", ' data-theme="dark"'), ("auto", ""), ('"><script>', "")]
)
def test_the_chosen_theme_is_on_the_page(client, cookie, attribute):
    client.cookies["tema"] = cookie

    assert f'<html lang="id"{attribute}>' in client.get(reverse("ui:menu")).text


def test_pages_in_two_languages_are_not_mixed_up_by_a_cache(client):
    assert "Cookie" in client.get(reverse("ui:gallery")).headers["Vary"]


def test_demonstration_is_said_in_words(client, settings):
    settings.DEMONSTRATION = True

    assert "data contoh" in client.get(reverse("ui:menu")).text


def test_the_menu_repeats_the_way_back_escaped(client):
    text = client.get(reverse("ui:menu"), {"kembali": '/"><script>'}).text

    assert "<script>" not in text.replace("<script src", "")


def test_first_view_stays_within_the_budget(client):
    """60 KB compressed for everything a first page loads, of which the style sheet takes 16 KB."""
    import gzip

    static = settings.ROOT / "src" / "jejaring" / "ground" / "ui" / "static" / "ui"
    style = len(gzip.compress((static / "jejaring.css").read_bytes(), 9))
    font = (static / "jakarta-400-800.woff2").stat().st_size
    script = len((static / "jejaring.js").read_bytes())
    page = len(gzip.compress(client.get(reverse("ui:menu")).content, 9))

    assert style <= 16 * 1024
    assert script < 3 * 1024
    assert style + font + script + page < 36 * 1024
