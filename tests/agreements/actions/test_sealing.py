import hashlib
from io import BytesIO

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from jejaring.config import worker
from jejaring.ground.audit.models import Entry
from jejaring.ground.paper import vault
from jejaring.ground.seals.fields import signed_fields
from jejaring.parties.agreements.actions import sealing
from jejaring.parties.agreements.models import Document
from jejaring.parties.agreements.queries import documents as kept
from jejaring.parties.agreements.queries import signing as queries
from jejaring.parties.agreements.tasks import sealing as tasks
from tests.agreements.actions.test_signing import upload

pytestmark = pytest.mark.django_db


def pdf_of(ready):
    document = queries.signed_file(ready.version)
    assert document is not None
    return kept.download(document).content


def test_each_signature_is_sealed_once_into_the_one_pdf(ready, now):
    ready.sign(0, now)
    assert ready.seal(now) == 1
    first = pdf_of(ready)
    ready.sign(1, now)
    assert ready.seal(now) == 1
    assert ready.seal(now) == 0

    assert pdf_of(ready).startswith(first)
    assert signed_fields(pdf_of(ready)) == [sealing.field_of(party) for party in ready.parties]
    assert Entry.objects.filter(act="agreements.signature_sealed").count() == 2


def test_the_list_shows_the_newest_pdf_only_and_the_older_one_stays(ready, now):
    ready.sign(0, now)
    ready.sign(1, now)
    ready.seal(now)

    assert [one.kind for one in kept.documents_of(ready.agreement)] == ["signed"]
    assert Document.objects.count() == 2
    first, second = queries.signatures_of(ready.version)
    assert first.document.withdrawn_at is not None
    assert second.document == queries.signed_file(ready.version)


def test_the_pdf_says_what_was_signed_and_that_the_seal_is_a_test(ready, now):
    ready.sign(0, now)
    ready.seal(now)

    document = pypdfium2.PdfDocument(pdf_of(ready))
    words = document[0].get_textpage()
    text = words.get_text_range()
    words.close()
    document.close()
    assert ready.version.sha256 in text
    assert "belum bernomor" in text
    assert "Segel uji" in text
    signature = PdfFileReader(BytesIO(pdf_of(ready))).embedded_signatures[0]
    assert ready.version.sha256 in signature.sig_object["/Reason"]
    assert ready.version.sha256 == hashlib.sha256(ready.version.canonical.encode()).hexdigest()


def test_ink_is_not_sealed(ready, network, now):
    upload(ready, 0, network.officer(), now)
    ready.sign(1, now)

    assert ready.seal(now) == 1
    assert signed_fields(pdf_of(ready)) == [sealing.field_of(ready.parties[1])]


def test_a_lost_pdf_is_not_begun_anew(ready, now, own_vault):
    ready.sign(0, now)
    ready.seal(now)
    document = queries.signed_file(ready.version)
    vault.forget(document.sha256, room=kept.ROOM)
    ready.sign(1, now)

    with pytest.raises(vault.FileLost):
        ready.seal(now)


def test_the_task_seals_all_and_a_second_run_changes_nothing(ready, now):
    ready.sign(0, now)
    ready.sign(1, now)

    tasks.seal.call(version_id=ready.version.pk)
    tasks.seal.call(version_id=ready.version.pk)

    assert len(signed_fields(pdf_of(ready))) == 2


def test_the_clock_finds_what_was_cut_off(ready, now):
    assert tasks.resume_sealing() == 0
    ready.sign(0, now)

    assert queries.versions_with_unsealed(now) == []
    assert queries.versions_with_unsealed(now + 2 * queries.QUIET) == [ready.version.pk]
    assert "jejaring.parties.agreements.tasks.sealing.resume_sealing" in worker.SWEEPS
