import json
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from jejaring.ground.seals.facts import Fact, NotAFact, canonical, leaf

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
FACTS = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


class Kind(models.TextChoices):
    LEARNING = "learning", "Learning"


def test_canonical_sorts_names_and_keeps_letters():
    facts: dict[str, Fact] = {
        "nama": "Rara ‘Contoh’ محمد",
        "jp": 2,
        "bidang": [1, 2],
        "dicabut": None,
    }

    assert canonical(facts) == (
        '{"bidang":[1,2],"dicabut":null,"jp":2,"nama":"Rara ‘Contoh’ محمد"}'.encode()
    )


def test_canonical_writes_a_choice_as_its_value():
    assert canonical({"kind": Kind.LEARNING}) == b'{"kind":"learning"}'


@given(st.dictionaries(TEXTS, FACTS))
def test_canonical_is_read_back_and_does_not_depend_on_order(facts):
    backwards = dict(reversed(facts.items()))

    assert json.loads(canonical(facts)) == facts
    assert canonical(backwards) == canonical(facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"jp": 2.0},
        {"jp": float("nan")},
        {"jp": Decimal(2)},
        {"list": [1, {"deep": 0.5}]},
        {1: "number as a name"},
        {"deep": {1: "number as a name"}},
        {"half": "\ud800"},
        {"set": {1}},
        {"bytes": b"x"},
    ],
)
def test_what_machines_write_differently_is_refused(facts):
    with pytest.raises(NotAFact):
        canonical(facts)


def test_leaf_is_the_hash_of_prefix_and_json():
    assert leaf({"a": 1}) == sha256(b'\x00jejaring facts 1\n{"a":1}').digest()


def test_leaf_tells_text_from_number():
    assert leaf({"jp": "2"}) != leaf({"jp": 2})
