import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jejaring.ground.ui import uploads

pytestmark = pytest.mark.django_db


def test_a_request_that_is_far_too_large_gets_the_page_that_says_so(client):
    file = SimpleUploadedFile("besar.csv", b"a" * (uploads.MOST + 1))

    answer = client.post(reverse("ui:language"), {"file": file})

    assert answer.status_code == 413


def test_a_request_within_the_limit_is_read(client):
    file = SimpleUploadedFile("kecil.csv", b"a")

    answer = client.post(reverse("ui:language"), {"file": file, "pilih": "en", "kembali": "/"})

    assert answer.status_code == 302
