import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from jejaring.ground.ui.picker import OneOf, PickOne, PickSeveral, SeveralOf, adds_only, meant
from jejaring.parties.agencies.models import Agency
from tests.factories.agencies import AgencyFactory

pytestmark = pytest.mark.django_db
NAMES = [("1", "BPSDM Provinsi Jambi"), ("2", "BPSDM Provinsi Banten"), ("3", "Banten")]


class AgreementForm(forms.Form):
    """One lead, several partners, as an agreement asks for them."""

    title = forms.CharField()
    lead = PickOne(queryset=None, required=False)
    partners = PickSeveral(queryset=None, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("lead", "partners"):
            self.fields[name].queryset = Agency.objects.order_by("name")  # type: ignore[attr-defined]


@pytest.fixture
def agencies():
    return [AgencyFactory(name=f"BPSDM Provinsi {name}") for name in ("Banten", "Jambi", "Riau")]


def sent(query: str, **more) -> AgreementForm:
    data = QueryDict(query, mutable=True)
    data.update({"title": "Kerja sama", **more})
    return AgreementForm(data)


def draw(form) -> str:
    source = "{% field form.lead %}{% field form.partners %}"
    return Template(source).render(Context({"form": form}))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("bpsdm jambi", "1"),
        ("jam bps", "1"),
        ("jambi", "1"),
        (" BPSDM  provinsi JAMBI ", "1"),
        ("Banten", "3"),
        ("provinsi banten", "2"),
    ],
)
def test_part_of_a_name_is_enough_where_it_fits_one(typed, value):
    assert meant(typed, NAMES) == value


def test_several_are_ticked_and_one_more_is_typed(agencies):
    banten, jambi, riau = agencies

    form = sent(f"partners={banten.pk}&partners={jambi.pk}", partners_named="riau")

    assert form.is_valid()
    assert set(form.cleaned_data["partners"]) == {banten, jambi, riau}


def test_one_is_typed_by_name(agencies):
    form = sent("", lead="jambi")

    assert form.is_valid()
    assert form.cleaned_data["lead"] == agencies[1]


@pytest.mark.parametrize("field", ["lead", "partners"])
def test_what_names_nothing_or_several_is_refused_and_kept(agencies, field):
    name = {"lead": "lead", "partners": "partners_named"}[field]
    nothing, several = sent("", **{name: "Papua"}), sent("", **{name: "bpsdm"})

    with translation.override("en"):
        assert nothing.errors[field] == [
            "Nothing is called “Papua”. Type part of the name and choose from the list."
        ]
        names = ", ".join(agency.name for agency in agencies)
        assert several.errors[field] == [f"“bpsdm” fits several: {names}. Type more of the name."]
    assert 'value="Papua"' in draw(nothing)


def test_a_number_that_is_nobodys_is_refused(agencies):
    assert sent("partners=999999").errors.keys() == {"partners"}
    assert sent("", lead="999999").errors.keys() == {"lead"}


def test_chosen_stand_on_top_and_are_not_proposed_again(agencies):
    banten, jambi, _riau = agencies
    form = AgreementForm(initial={"lead": jambi.pk, "partners": [banten.pk]})

    page = draw(form)

    assert f'name="partners" value="{banten.pk}" checked' in page
    assert page.count('<option value="BPSDM Provinsi Banten"') == 1
    assert 'name="lead" value="BPSDM Provinsi Jambi"' in page


def test_names_are_escaped_everywhere():
    AgencyFactory(name="<script>alert(1)</script>")

    assert "<script>alert" not in draw(AgreementForm())


def test_add_stores_nothing_and_complains_of_nothing_else(agencies):
    form = sent("partners_more=1", title="", partners_named="riau")

    assert adds_only(form)
    assert not form.errors
    assert f'value="{agencies[2].pk}" checked' in draw(form)


def test_without_add_everything_is_asked_for(agencies):
    form = sent("", title="")

    assert not adds_only(form)
    assert form.errors.keys() == {"title"}


def test_nothing_changed_is_known(agencies):
    form = sent(f"partners={agencies[0].pk}")
    form.initial["partners"] = [agencies[0].pk]

    assert not form.fields["partners"].has_changed([agencies[0].pk], form["partners"].value())


def test_plain_choices_can_be_picked_as_well():
    class Plain(forms.Form):
        one = forms.ChoiceField(choices=NAMES, widget=OneOf)
        more = forms.MultipleChoiceField(choices=NAMES, widget=SeveralOf)

    form = Plain(QueryDict("one=jambi&more=2&more_named=jambi"))

    assert form.is_valid()
    assert form.cleaned_data == {"one": "1", "more": ["2", "1"]}
