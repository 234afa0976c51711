"""Sealing in a process and a database of its own: `python -m tests.agreements.cut_off ACT`.

`prepare` has three sides sign, `seal` seals until nothing waits, `report` says what stands.
"""

import json
import os
import signal
import sys
from io import BytesIO

SIDES = 3


class StopsBeforeTheRow:
    """A sealer that makes the second signature and then never returns: the worker is killed."""

    def __init__(self):
        from jejaring.ground.seals.authority import LocalTestSealer

        self._real = LocalTestSealer()
        self.label, self.level = self._real.label, self._real.level

    def sign(self, pdf, **said):
        from jejaring.ground.seals.fields import signed_fields

        made = self._real.sign(pdf, **said)
        print(f"made {len(signed_fields(made))}", flush=True)
        if len(signed_fields(made)) == 2:
            signal.pause()
        return made


def prepare() -> None:
    """An approved text of three sides, signed by each of them."""
    from django.core.management import call_command
    from django.utils import timezone

    from jejaring.parties.agreements.actions import signing
    from jejaring.parties.agreements.models import TextVersion
    from jejaring.parties.agreements.queries import canonical
    from jejaring.parties.agreements.states import AgreementState
    from tests.factories.agencies import AgencyFactory
    from tests.factories.agreements import SectionFactory, pact
    from tests.factories.people import PersonFactory
    from tests.people.apps import enrolled

    call_command("migrate", verbosity=0)
    at = timezone.now()
    agreement = pact(*(AgencyFactory() for _ in range(SIDES)), state=AgreementState.APPROVED)
    SectionFactory(agreement=agreement)
    for party in agreement.parties.all():
        party.signatory = PersonFactory()
        party.signatory_name = party.signatory.name
        party.save()
    text = canonical.canonical_of(agreement)
    digest = canonical.sha256_of(text)
    TextVersion.objects.create(agreement=agreement, number=1, canonical=text, sha256=digest, at=at)
    for party in agreement.parties.all():
        code = enrolled(party.signatory, at).digits(at)
        signing.sign(
            party=party,
            seen_sha256=digest,
            code=code,
            by=party.signatory,
            at=at,
        )


def seal() -> None:
    """What the worker does."""
    from jejaring.parties.agreements.models import TextVersion
    from jejaring.parties.agreements.tasks import sealing

    sealing.seal.call(version_id=TextVersion.objects.get().pk)


def report() -> None:
    """What stands in the database and in the PDF."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature

    from jejaring.ground.audit import trail
    from jejaring.ground.audit.models import Entry
    from jejaring.parties.agreements.actions.sealing import field_of
    from jejaring.parties.agreements.models import Document, Signature, TextVersion
    from jejaring.parties.agreements.queries import documents, signing

    file = signing.signed_file(TextVersion.objects.get())
    pdf = documents.download(file).content if file else b""
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures if pdf else []
    wanted = {field_of(one.party) for one in Signature.objects.select_related("party")}
    told = {
        "signed": len(found),
        "each_side_once": {one.field_name for one in found} == wanted,
        "intact": all(validate_pdf_signature(one).intact for one in found),
        "sealed": Signature.objects.filter(sealed_at__isnull=False).count(),
        "documents": Document.objects.count(),
        "told": Entry.objects.filter(act="agreements.signature_sealed").count(),
        "breaks": sum(len(list(trail.breaks(chain))) for chain in trail.chains()),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")
    import django

    django.setup()
    {"prepare": prepare, "seal": seal, "report": report}[sys.argv[1]]()
