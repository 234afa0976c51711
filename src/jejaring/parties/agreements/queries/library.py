"""The clause library and the templates in which an agreement begins."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jejaring.parties.agreements.models import Agreement, CooperationField, LibrarySection
from jejaring.parties.agreements.states import AgreementKind


@dataclass(frozen=True, slots=True)
class Template:
    """A beginning: the kind, what it is for, and the fields of cooperation it opens with."""

    slug: str
    kind: AgreementKind
    name: str | Promise
    about: str | Promise
    fields: tuple[int, ...] = ()
    announced: int | None = None


TEMPLATES = {
    template.slug: template
    for template in (
        Template(
            "mou-daerah",
            AgreementKind.MOU,
            _("Regional MoU"),
            _(
                "Heads of region agree on an umbrella. Agencies then agree on what is done "
                "under it."
            ),
        ),
        Template(
            "pks-lembaga",
            AgreementKind.IMPLEMENTING,
            _("PKS between learning agencies"),
            _(
                "Seven named fields of cooperation, and others as you agree. Stands under an MoU "
                "of the two governments."
            ),
            fields=(1, 2, 3, 4, 5, 6, 7),
        ),
        Template(
            "sinergi",
            AgreementKind.SYNERGY,
            _("Synergy of centre and region"),
            _(
                "A ministry or its regional centre with a region. Carries its action plan, needs "
                "no further agreement."
            ),
        ),
        Template(
            "pihak-ketiga",
            AgreementKind.THIRD_PARTY,
            _("University, LSP, business or association"),
            _("Cooperation of a region with somebody who is not a region."),
        ),
    )
}
"""Kinds of PP 28/2018; the seven fields are those that S0 names, an eighth is never invented."""


def template_by_slug(slug: str) -> Template | None:
    """One of the four."""
    return TEMPLATES.get(slug)


def sections_for(kind: AgreementKind | str) -> list[LibrarySection]:
    """Everything the library offers for this kind, in its order."""
    return [row for row in LibrarySection.objects.order_by("position", "slug") if row.fits(kind)]


def sections_offered(agreement: Agreement) -> list[LibrarySection]:
    """Library sections that do not stand in the text yet, by their heading."""
    standing = set(
        agreement.sections.filter(removed_at__isnull=True).values_list("heading", flat=True)
    )
    return [row for row in sections_for(agreement.kind) if row.heading not in standing]


def fields_of(template: Template) -> QuerySet[CooperationField]:
    """The fields a template opens with."""
    return CooperationField.objects.filter(number__in=template.fields).order_by("number")
