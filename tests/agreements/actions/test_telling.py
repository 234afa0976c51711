"""What people read in their notices and in the trail."""

import pytest
from django.template.loader import render_to_string

from jejaring.parties.agreements.actions import telling
from jejaring.parties.agreements.states import StepKind
from jejaring.parties.notices import queries as notices
from jejaring.parties.notices.models import Notice
from tests.agreements import walking

pytestmark = pytest.mark.django_db
FACTS = {
    "party": "BPSDM Contoh",
    "reason": "Kursi kurang.",
    "terminates_on": "2027-02-24",
    "ends_on": "2027-02-24",
    "starts_on": "2026-11-26",
    "days": 60,
}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("in_force", "Berlaku mulai Kamis, 26 November 2026."),
        ("suspended", "BPSDM Contoh menangguhkan"),
        ("resumed", "BPSDM Contoh melanjutkan"),
        ("disputed", "BPSDM Contoh menyatakan sengketa"),
        ("settled", "menyatakan sengketa selesai"),
        ("notice_given", "tidak berlaku lagi mulai Rabu, 24 Februari 2027"),
        ("notice_taken_back", "BPSDM Contoh menarik pemberitahuannya"),
        ("terminated", "Kerja sama ini tidak berlaku lagi."),
        ("ends_soon", "Tersisa 60 hari"),
    ],
)
def test_each_notice_to_the_sides_says_what_happened(network, agreement, now, kind, words):
    officer = network.officer()
    telling.tell_sides(agreement=agreement, kind=kind, at=now, **FACTS)

    said = notices.words_of(Notice.objects.get(person=officer), officer)

    assert words in said.body
    assert agreement.title in said.subject
    assert said.path.endswith("/tahap/")


@pytest.mark.parametrize("kind", ["waits", "waits_long"])
def test_each_step_asks_for_itself_in_words(network, agreement, now, kind):
    walking.to_review(network, agreement, now)
    step = walking.open_step(agreement, StepKind.TKKSD)
    reviewer = network.taker(step)
    telling.tell_takers(step=step, kind=kind, reason="Perbaiki.", at=now)

    said = notices.words_of(Notice.objects.get(person=reviewer), reviewer)

    assert "Buka untuk bertindak" in said.body
    assert "TKKSD" in f"{said.subject} {said.body}"


@pytest.mark.parametrize("kind", StepKind)
def test_every_step_has_a_name_in_letters(kind):
    assert render_to_string("agreements/step_name.txt", {"step": kind}) == kind.label
