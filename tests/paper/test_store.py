import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from textwrap import dedent

import pytest

from jejaring.ground.paper import store
from jejaring.ground.paper.store import Shelf

MEGABYTE = 1024 * 1024


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "papers"


@pytest.fixture
def shelf(folder):
    return Shelf(folder, limit=MEGABYTE)


class Press:
    """Makes papers and counts them."""

    def __init__(self, paper=b"%PDF Contoh"):
        self.paper = paper
        self.made = 0

    def __call__(self):
        self.made += 1
        return self.paper


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_paper_is_made_once_and_then_kept(shelf, folder):
    press = Press()

    assert [shelf.rendered("a", press) for _ in range(3)] == [b"%PDF Contoh"] * 3
    assert Shelf(folder, limit=MEGABYTE).rendered("a", press) == b"%PDF Contoh"
    assert press.made == 1


def test_another_key_is_another_paper(shelf):
    assert shelf.rendered("a", Press(b"first")) == b"first"
    assert shelf.rendered("../../b", Press(b"second")) == b"second"
    assert shelf.rendered("a", Press(b"not asked")) == b"first"


def test_requests_at_once_make_a_paper_once(shelf):
    everyone_asks = threading.Event()
    press = Press()

    def make():
        everyone_asks.wait(5)
        return press()

    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(shelf.rendered, "a", make) for _ in range(6)]
        everyone_asks.set()

    assert {each.result() for each in asked} == {b"%PDF Contoh"}
    assert press.made == 1


def test_a_failure_reaches_who_asked_and_the_next_may_try_again(shelf):
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        shelf.rendered("a", fail)

    assert shelf.rendered("a", Press()) == b"%PDF Contoh"


@pytest.mark.parametrize("damage", [b"", b"half", b"x" * 100])
def test_a_damaged_paper_is_made_again(shelf, folder, damage):
    shelf.rendered("a", Press())
    (kept,) = files(folder)
    kept.write_bytes(damage)
    press = Press()

    assert shelf.rendered("a", press) == b"%PDF Contoh"
    assert press.made == 1
    assert shelf.rendered("a", press) == b"%PDF Contoh"
    assert press.made == 1


def test_a_forgotten_paper_is_gone(shelf, folder):
    shelf.rendered("a", Press())
    shelf.forget("a")
    shelf.forget("a")

    assert files(folder) == []


def test_papers_are_readable_by_their_owner_only(shelf, folder):
    shelf.rendered("a", Press())

    assert [path.stat().st_mode & 0o777 for path in files(folder)] == [0o600]


def test_the_least_recently_asked_for_leave_first(shelf, folder):
    paper = Press(bytes(100_000))
    for number in range(10):
        shelf.rendered(str(number), paper)
    for path in files(folder):
        os.utime(path, (1, 1))
    shelf.rendered("3", paper)
    for number in range(10, 12):
        shelf.rendered(str(number), paper)

    kept = Press(b"was pruned")
    assert sum(path.stat().st_size for path in files(folder)) <= MEGABYTE
    assert {shelf.rendered(key, kept) for key in ("3", "10", "11")} == {bytes(100_000)}
    assert kept.made == 0


def test_pruning_clears_what_a_killed_process_left(shelf, folder):
    shelf.rendered("a", Press())
    abandoned = files(folder)[0].parent / ".half"
    abandoned.write_bytes(b"half")
    os.utime(abandoned, (1, 1))

    shelf.rendered("b", Press(bytes(200_000)))

    assert not abandoned.exists()


def test_a_folder_that_cannot_be_is_warned_of_once_and_papers_are_served(tmp_path, caplog):
    (tmp_path / "papers").write_text("a file where the folder should be")
    shelf = Shelf(tmp_path / "papers", limit=MEGABYTE)
    press = Press()

    assert [shelf.rendered(key, press) for key in "aab"] == [b"%PDF Contoh"] * 3
    assert press.made == 3
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_paper_that_cannot_be_read_is_made_again(shelf, folder):
    shelf.rendered("a", Press())
    (kept,) = files(folder)
    kept.unlink()
    kept.mkdir()

    assert shelf.rendered("a", Press(b"again")) == b"again"


def test_a_full_disk_costs_no_paper_and_leaves_no_half_file(folder):
    code = dedent("""
        import logging, resource, sys
        from pathlib import Path
        from jejaring.ground.paper.store import Shelf
        logging.basicConfig(format="%(levelname)s %(message)s")
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        shelf = Shelf(Path(sys.argv[1]), limit=1024 * 1024)
        papers = [shelf.rendered(key, lambda: bytes(200_000)) for key in "abc"]
        small = shelf.rendered("small", lambda: b"small")
        print(len(papers), {len(paper) for paper in papers}, small)
    """)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    ran = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout == "3 {200000} b'small'\n"
    assert ran.stderr.count("WARNING") == 1
    assert "WARNING Papers cannot be kept; each is rendered when asked for." in ran.stderr
    assert len(files(folder)) == 1


def test_the_house_shelf_lies_in_the_data_folder_and_knows_its_edition(settings, tmp_path):
    settings.DATA_DIR = tmp_path

    assert store.rendered("a", Press()) == b"%PDF Contoh"
    assert len(files(tmp_path / "papers")) == 1
    assert len(store.edition()) == 16
    store.forget("a")
    assert files(tmp_path / "papers") == []
