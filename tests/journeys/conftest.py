"""A real browser against a real server. Left out, with a word, where there is no browser."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tools import browser as browsers

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop in this thread
WIDE, PHONE = 1280, 390


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browsers.find()
    if path is None:
        pytest.skip("No browser on this machine: tools/browser.py installs one.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def open_page(browser, live_server) -> Iterator[Callable[..., Page]]:
    """Open a path of the server at a width and theme; the console must stay silent."""
    contexts = []
    complaints: list[str] = []

    def opened(
        path: str,
        *,
        width: int = WIDE,
        theme: str = "light",
        script: bool = True,
        hears_errors: bool = True,
        **options,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=script,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page: Page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if hears_errors:  # not where pages that are not found are looked at
            page.on(
                "console",
                lambda said: complaints.append(said.text) if said.type == "error" else None,
            )
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
