"""What the layouts link to; the links themselves are told by `settings.NAVIGATION`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import ModuleType
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Item:
    """A link by URL name; `query` is appended, `within` lights it on every path that begins so."""

    label: str | Promise
    to: str
    icon: str = ""
    args: Sequence[object] = ()
    within: bool = True
    query: dict[str, str] = field(default_factory=dict)
    short: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading."""

    label: str | Promise
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Role:
    """The card on top of the rail: who is at work here, and for whom."""

    name: str | Promise
    place: str | Promise
    mark: str
    switch_to: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An item that leads somewhere, ready to draw."""

    label: str
    short: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Links:
    """A group of which at least one item leads somewhere."""

    label: str
    links: list[Link]


@cache
def registered() -> ModuleType:
    """The module that lists navigation, rail, tab bar and footer."""
    return import_module(settings.NAVIGATION)


def resolve(items: Sequence[Item], request: HttpRequest) -> list[Link]:
    """Items whose page exists, in order; the longest path that fits is the current one."""
    found = [(item, url) for item in items if (url := address(item))]
    here = request.path
    fitting = [
        url
        for item, url in found
        if here == url or (item.within and url != "/" and here.startswith(url))
    ]
    current = max(fitting, key=len, default="")
    return [
        Link(
            label=str(item.label),
            short=str(item.short or item.label),
            url=f"{url}?{urlencode(item.query)}" if item.query else url,
            icon=item.icon,
            is_current=url == current,
        )
        for item, url in found
    ]


def resolve_groups(groups: Sequence[Group], request: HttpRequest) -> list[Links]:
    """Groups that still have a link."""
    drawn = [Links(str(group.label), resolve(group.items, request)) for group in groups]
    return [group for group in drawn if group.links]


def address(item: Item) -> str:
    """The path of an item, or nothing where no such page exists."""
    try:
        return reverse(item.to, args=list(item.args))
    except NoReverseMatch:
        return ""
