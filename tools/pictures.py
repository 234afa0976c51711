"""Makes the pictures of the README and the guide: `make pictures`, while `make up` runs."""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import browser

PLACE = Path(__file__).resolve().parents[1] / "docs" / "pictures"
ADDRESS = os.environ.get("JEJARING_ADDRESS", "http://127.0.0.1:8000")
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def sign_in(page: Page, name: str) -> None:
    """As one of the ready accounts of the demonstration."""
    page.goto(f"{ADDRESS}/masuk/")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def first_link(page: Page, path: str, within: str) -> str:
    """Where the first link below `within` on a page leads."""
    page.goto(ADDRESS + path)
    return str(page.locator(f"main a[href*='{within}']").first.get_attribute("href"))


def main() -> None:
    """Public pages as a stranger, my page and a certificate as a learner, the console as Andi."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])

        def take(name: str, path: str, size: dict[str, int], who: str = "", to: str = "") -> None:
            context = chromium.new_context(viewport=size)  # type: ignore[arg-type]
            page = context.new_page()
            if who:
                sign_in(page, who)
            page.goto(ADDRESS + (first_link(page, path, to) if to else path))
            page.screenshot(path=PLACE / f"{name}.png")
            print(name)
            context.close()

        take("home", "/", DESKTOP)
        take("session-phone", "/asn-belajar/", PHONE, to="/asn-belajar/20")
        take("my-page", "/saya/", DESKTOP, "Rara Contoh")
        take("certificate", "/saya/sertifikat/", DESKTOP, "Rara Contoh", to="/saya/sertifikat/JJR")
        take("console", "/kelola/", DESKTOP, "Andi Contoh")
        take("board", "/kelola/", DESKTOP, "Andi Contoh", to="/papan/")
        chromium.close()


if __name__ == "__main__":
    main()
