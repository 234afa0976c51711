import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PAGES = ["/komponen/", "/menu/"]
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def violations(page):
    report = Axe().run(page, options=RULES).response
    assert report["passes"]
    found = report["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(open_page, path, width, theme):
    assert violations(open_page(path, width=width, theme=theme)) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390, 640, 832, 960, 1280, 1440])
def test_a_page_never_scrolls_sideways(open_page, path, width):
    page = open_page(path, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_language_changes_without_script(open_page):
    page = open_page("/komponen/", script=False)

    page.get_by_role("link", name="EN", exact=True).click()

    assert page.get_by_role("heading", level=1).inner_text() == "Components"
    assert page.url.endswith("/komponen/")


def test_zone_changes_without_script(open_page):
    page = open_page("/zona/?kembali=/komponen/", script=False)

    page.get_by_label("WITA").check()
    page.get_by_role("button", name="Pakai zona ini").click()

    assert page.locator(".zones .own dt").inner_text() == "WITA"


def test_errors_are_told_first_and_lead_to_the_field(open_page):
    page = open_page("/komponen/")

    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.get_by_role("link", name="NIP terdiri dari 18 angka").click()
    assert page.evaluate("document.activeElement.id") == "id_employee_no"
