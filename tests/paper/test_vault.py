import hashlib

import pytest

from jejaring.ground.paper import vault


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_what_is_kept_comes_back_by_its_digest(tmp_path):
    digest = vault.keep(b"naskah", room="contoh")

    assert digest == hashlib.sha256(b"naskah").hexdigest()
    assert vault.content_of(digest, room="contoh") == b"naskah"
    assert (tmp_path / "contoh" / digest).stat().st_mode & 0o777 == 0o600


def test_the_same_bytes_are_kept_once_and_rooms_are_apart(tmp_path):
    digest = vault.keep(b"naskah", room="contoh")
    vault.keep(b"naskah", room="contoh")

    assert [path.name for path in (tmp_path / "contoh").iterdir()] == [digest]
    with pytest.raises(vault.FileLost):
        vault.content_of(digest, room="lain")


def test_altered_and_lost_bytes_are_never_handed_out(tmp_path):
    digest = vault.keep(b"naskah", room="contoh")
    (tmp_path / "contoh" / digest).write_bytes(b"lain")

    with pytest.raises(vault.FileLost):
        vault.content_of(digest, room="contoh")
    vault.forget(digest, room="contoh")
    with pytest.raises(vault.FileLost):
        vault.content_of(digest, room="contoh")
    vault.forget(digest, room="contoh")
