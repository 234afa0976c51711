"""What every page knows: its links, its language, its theme, and who reads it."""

from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from jejaring.ground.ui import navigation as links
from jejaring.ground.ui import zones
from jejaring.ground.ui.formats import initials


class Page:
    """Computed when a layout asks, so that a fragment costs nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def navigation(self) -> list[links.Link]:
        return links.resolve(links.registered().PUBLIC, self.request)

    @cached_property
    def footer(self) -> list[links.Links]:
        return links.resolve_groups(links.registered().FOOTER, self.request)

    @cached_property
    def rail(self) -> list[links.Links]:
        return links.resolve_groups(links.registered().rail(self.request), self.request)

    @cached_property
    def tabbar(self) -> list[links.Link]:
        return links.resolve(links.registered().tabbar(self.request), self.request)

    @cached_property
    def role(self) -> links.Role | None:
        role: links.Role | None = links.registered().role(self.request)
        return role

    @cached_property
    def home(self) -> str:
        return links.address(links.registered().HOME) or "/"

    @cached_property
    def sign_in(self) -> str:
        return links.address(links.registered().SIGN_IN)

    @cached_property
    def account(self) -> links.Link | None:
        """The reader's own page, or nothing for a guest; without a name, the page's."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return None
        item = links.registered().ACCOUNT
        url = links.address(item) or self.home
        name = str(getattr(user, "name", ""))
        label = name or str(item.label)
        return links.Link(label, initials(name), url, item.icon, is_current=False)

    @cached_property
    def help(self) -> links.Link | None:
        """At the same place on every page (WCAG 3.2.6), where there is such a page."""
        return next(iter(links.resolve([links.registered().HELP], self.request)), None)

    @cached_property
    def languages(self) -> list[tuple[str, str, str, bool]]:
        """Code, name in that language, link, and whether it is in force."""
        here = get_language()
        return [
            (code, name, self._choice("ui:language", code), code == here)
            for code, name in settings.LANGUAGES
        ]

    @cached_property
    def zone_link(self) -> str:
        """Where a reader changes the time zone, and comes back from."""
        return f"{reverse('ui:zone')}?{urlencode({'kembali': self.here})}"

    @cached_property
    def here(self) -> str:
        """The way back to this page; a form's answer is not a page to come back to."""
        return self.request.get_full_path() if self.request.method in {"GET", "HEAD"} else "/"

    @cached_property
    def layout(self) -> str:
        """For pages that guests and members share: each keeps the frame they came in."""
        return "ui/console.html" if self.account else "ui/public.html"

    @property
    def theme(self) -> str:
        return getattr(self.request, "theme", "")

    @property
    def zone(self) -> zones.Zone:
        return zones.of(self.request)

    @property
    def demonstration(self) -> bool:
        return bool(settings.DEMONSTRATION)

    def _choice(self, name: str, choice: str) -> str:
        return f"{reverse(name)}?{urlencode({'pilih': choice, 'kembali': self.here})}"


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor behind `{{ page }}`."""
    return {"page": Page(request)}
