from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation

from jejaring.ground.ui import icons, zones
from jejaring.ground.ui.components import Step, UnknownKindError, countdown, remaining

HOSTILE = "<script>alert('x')</script>"
START = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


def draw(source, **context):
    return Template(source).render(Context(context))


class Registration(forms.Form):
    employee_no = forms.CharField(label="NIP", help_text="18 angka")
    nick = forms.CharField(required=False)
    zone = forms.ChoiceField(choices=[("WIB", "WIB"), ("WIT", "WIT")], widget=forms.RadioSelect)
    remind = forms.BooleanField(required=False, label="Ingatkan saya")
    report = forms.FileField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_icon_is_drawn_in_place_and_hidden_from_readers():
    svg = draw('{% icon "calendar-plus" "big" %}')

    assert svg.startswith(
        '<svg class="icon big" viewBox="0 0 256 256" aria-hidden="true"><path d="'
    )


def test_an_unknown_icon_is_an_error_of_the_program():
    with pytest.raises(icons.UnknownIconError):
        draw('{% icon "unicorn" %}')


@pytest.mark.parametrize("kind", ["", "yes", "going", "warning", "refused", "info", "live"])
def test_pill_escapes_its_text(kind):
    assert draw("{% pill kind text %}", kind=kind, text=HOSTILE) == (
        f'<span class="{f"pill {kind}".strip()}">'
        "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;</span>"
    )


def test_pills_and_notes_have_only_the_kinds_of_the_design():
    with pytest.raises(UnknownKindError):
        draw('{% pill "purple" "x" %}')
    with pytest.raises(UnknownKindError):
        draw('{% note "purple" "x" %}')


@pytest.mark.parametrize(
    "source", ["{% note 'yes' text %}", "{% empty text text %}", "{% progress 1 2 text %}"]
)
def test_components_escape_what_they_are_given(source):
    drawn = draw(source, text=HOSTILE)

    assert HOSTILE not in drawn
    assert "&lt;script&gt;" in drawn


def test_zones_show_three_clocks_and_light_the_readers_own():
    with timezone.override(zones.WITA.tz):
        drawn = draw("{% zones start end %}", start=START, end=START + timedelta(hours=2))

    assert "<div><dt>WIB</dt><dd>08.00–10.00</dd></div>" in drawn
    assert '<div class="own"><dt>WITA</dt><dd>09.00–11.00</dd></div>' in drawn
    assert "<div><dt>WIT</dt><dd>10.00–12.00</dd></div>" in drawn


def test_countdown_is_words_from_the_server():
    until = START + timedelta(days=3, hours=14, minutes=22)

    drawn = draw("{% countdown until at %}", until=until, at=START)

    assert "<dt>hari</dt><dd>3</dd>" in drawn
    assert "<dt>jam</dt><dd>14</dd>" in drawn
    assert "<dt>menit lagi</dt><dd>22</dd>" in drawn


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=3, hours=5), "3 hari lagi"),
        (timedelta(hours=14), "14 jam lagi"),
        (timedelta(seconds=61), "2 menit lagi"),
        (timedelta(0), "sekarang"),
    ],
)
def test_remaining_names_the_largest_unit(left, words):
    assert remaining(START + left, START) == words


def test_remaining_counts_one_in_english():
    with translation.override("en"):
        assert remaining(START + timedelta(days=1), START) == "1 day to go"


@pytest.mark.parametrize("left", [timedelta(0), timedelta(seconds=-1)])
def test_countdown_says_nothing_once_the_moment_has_come(left):
    assert countdown(START + left, START) == []
    assert "<dl" not in draw("{% countdown until at %}", until=START + left, at=START)


def test_a_whole_hour_is_not_sixty_minutes():
    assert countdown(START + timedelta(minutes=59, seconds=30), START) == [
        (1, "jam"),
        (0, "menit lagi"),
    ]


def test_cord_marks_the_step_under_way():
    steps = [
        Step("Terdaftar", "done"),
        Step("Hadir", "now", text=HOSTILE),
        Step("Sertifikat", url="/sertifikat/"),
    ]

    drawn = draw("{% cord steps 'flat' 'Langkah' %}", steps=steps)

    assert drawn.count('aria-current="step"') == 1
    assert '<li class="done">' in drawn
    assert '<a href="/sertifikat/">Sertifikat</a>' in drawn
    assert HOSTILE not in drawn


@pytest.mark.parametrize(
    ("value", "total", "width"), [(62, 100, "62.0%"), (5, 0, "0.0%"), (30, 20, "100.0%")]
)
def test_progress_stays_within_its_bar(value, total, width):
    assert f"width:{width}" in draw("{% progress value total 'x' %}", value=value, total=total)


def test_field_ties_label_hint_and_error_together():
    drawn = draw("{% field form.employee_no %}", form=Registration({}))

    assert '<label for="id_employee_no">NIP</label>' in drawn
    assert '<p class="hint" id="id_employee_no_hint">18 angka</p>' in drawn
    assert 'aria-describedby="id_employee_no_hint id_employee_no_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert '<p class="error" id="id_employee_no_error">' in drawn


def test_field_says_what_may_be_left_empty():
    assert "(boleh dikosongkan)" in draw("{% field form.nick %}", form=Registration())


def test_field_keeps_what_was_typed_escaped():
    drawn = draw("{% field form.nick %}", form=Registration({"nick": HOSTILE}))

    assert HOSTILE not in drawn
    assert "&lt;script&gt;" in drawn


def test_choices_are_a_group_with_a_legend():
    drawn = draw("{% field form.zone %}", form=Registration({}))

    assert drawn.count('<fieldset class="field choices" id="id_zone"') == 1
    assert drawn.count('type="radio"') == 2
    assert 'aria-describedby=" id_zone_error"' in drawn


def test_a_check_stands_inside_its_label():
    drawn = draw("{% field form.remind %}", form=Registration())

    assert '<label for="id_remind"><input type="checkbox"' in drawn


def test_whole_forms_render_in_the_design():
    drawn = draw("{{ form }}", form=Registration({"token": "t"}))

    assert 'class="error-summary"' in drawn
    assert drawn.count('class="field') == 5
    assert '<input type="hidden" name="token" value="t" id="id_token">' in drawn
    assert draw("{{ form.nick.as_field_group }}", form=Registration()).count('class="input"') == 1


def test_error_summary_links_to_each_field_and_counts():
    drawn = draw("{% error_summary form %}", form=Registration({}))

    assert "2 isian perlu diperbaiki" in drawn
    assert '<a href="#id_employee_no">' in drawn
    assert '<a href="#id_zone">' in drawn


def test_error_summary_of_a_sound_form_is_nothing():
    assert "<div" not in draw(
        "{% error_summary form %}", form=Registration({"employee_no": "1", "zone": "WIB"})
    )


def test_every_icon_is_drawable():
    assert len(icons.drawings()) > 50
