import pytest
from django.test import RequestFactory

from jejaring.ground.ui.navigation import Group, Item, address, resolve, resolve_groups


def at(path):
    return RequestFactory().get(path)


def test_an_item_without_a_page_is_left_out():
    items = [Item("Komponen", "ui:gallery"), Item("Masa depan", "future:page")]

    assert [link.label for link in resolve(items, at("/"))] == ["Komponen"]


def test_a_group_without_links_is_left_out():
    groups = [
        Group("Kosong", [Item("Masa depan", "future:page")]),
        Group("Ada", [Item("Menu", "ui:menu")]),
    ]

    assert [group.label for group in resolve_groups(groups, at("/"))] == ["Ada"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/komponen/", "Komponen"),
        ("/komponen/tombol/", "Komponen"),
        ("/zona/", "Zona"),
        ("/x/", None),
    ],
)
def test_one_link_is_the_current_one(path, current):
    items = [Item("Komponen", "ui:gallery"), Item("Zona", "ui:zone", query={"a": "b c"})]

    links = resolve(items, at(path))

    assert [link.label for link in links if link.is_current] == ([current] if current else [])
    assert links[1].url == "/zona/?a=b+c"


def test_a_home_link_is_not_lit_by_what_lies_below_it():
    links = resolve([Item("Komponen", "ui:gallery", within=False)], at("/komponen/tombol/"))

    assert not links[0].is_current


def test_a_missing_page_has_no_address():
    assert address(Item("Masa depan", "future:page")) == ""
