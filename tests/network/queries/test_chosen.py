from dataclasses import replace

import pytest
from django.http import QueryDict

from jejaring.surfaces.network.queries.chosen import CENTRE, Chosen, chosen

ALL = Chosen("mou", 3, 2022, "berlaku", "JI", CENTRE)


def test_what_is_chosen_stands_in_the_address_and_comes_back():
    assert ALL.query == ("?jenis=mou&bidang=3&tahun=2022&keadaan=berlaku&provinsi=JI&dengan=pusat")
    assert chosen(QueryDict(ALL.query[1:]).dict()) == ALL
    assert Chosen().query == ""
    assert not Chosen().is_anything


@pytest.mark.parametrize(
    "address",
    [
        "jenis=rahasia&bidang=nol&tahun=dua&keadaan=baik&provinsi=ZZ&dengan=",
        "bidang=0&tahun=1000",
        "bidang=100&tahun=99999999999999999999",
        "bidang=-1&tahun=20%2022",
        "bidang=%D9%A3",
    ],
)
def test_what_is_unknown_counts_as_not_chosen(address):
    assert chosen(QueryDict(address).dict()) == Chosen()


def test_the_lit_province_does_not_cut_agreements_out():
    assert ALL.of_agreements == replace(ALL, province="", partner="")
