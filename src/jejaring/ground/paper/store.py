"""Papers once rendered are kept on disk within a limit; a paper that is not there is made again.

Nothing here is a record: the facts are rows, and a full or broken disk costs time, never a paper.
"""

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from time import time

from django.conf import settings

log = logging.getLogger(__name__)

LIMIT = 1024 * 1024 * 1024
"""Bytes kept; about 15,000 papers."""

KEPT_AFTER_PRUNING = 0.8
PRUNE_EVERY = 1 / 16
"""How much of the limit a process writes before it looks again at what is there."""

ABANDONED_AFTER = 60 * 60
"""Seconds after which a half-written file belongs to nobody."""

CHECKSUM = sha256().digest_size


def rendered(key: str, make: Callable[[], bytes]) -> bytes:
    """What was kept under this key, else what `make` gives now: once, however many ask at once.

    The key names everything that the paper depends on, but for the templates: those are known.
    """
    return _shelf(settings.DATA_DIR / "papers").rendered(f"{edition()} {key}", make)


def forget(key: str) -> None:
    """Remove the kept paper, because its facts are to be forgotten too."""
    _shelf(settings.DATA_DIR / "papers").forget(f"{edition()} {key}")


@cache
def edition() -> str:
    """Changes with the templates, fonts and drawings: an old look is not served after an update."""
    here = Path(__file__).parent
    files = [here / "typeset.py", *here.glob("templates/*"), *here.glob("static/paper/*")]
    return sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()[:16]


@cache
def _shelf(folder: Path) -> "Shelf":
    return Shelf(folder, limit=LIMIT)


class Shelf:
    """A folder of papers, the least recently asked for leaving first."""

    def __init__(self, folder: Path, *, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._lock = Lock()
        self._under_way: dict[str, Future[bytes]] = {}
        self._unseen = 0
        self._has_warned = False

    def rendered(self, key: str, make: Callable[[], bytes]) -> bytes:
        """See the function of this name."""
        path = self._path(key)
        kept = self._read(path)
        if kept is not None:
            return kept
        with self._lock:
            under_way = self._under_way.get(key)
            mine = under_way is None
            future = self._under_way.setdefault(key, Future())
        if not mine:
            return future.result()
        try:
            paper = self._read(path)  # another may have finished between the look and the lock
            if paper is None:
                paper = make()
                self._keep(path, paper)
            future.set_result(paper)
        except BaseException as error:
            future.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._under_way[key]
        return paper

    def forget(self, key: str) -> None:
        """See the function of this name."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        name = sha256(key.encode()).hexdigest()
        return self._folder / name[:2] / name[2:]

    def _read(self, path: Path) -> bytes | None:
        """None for a paper that is not there, or not whole."""
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._warn("Kept papers cannot be read; they are rendered again.", error)
            return None
        checksum, paper = content[:CHECKSUM], content[CHECKSUM:]
        if sha256(paper).digest() != checksum:
            return None
        try:
            os.utime(path)
        except OSError:
            return paper
        return paper

    def _keep(self, path: Path, paper: bytes) -> None:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(path, sha256(paper).digest() + paper)
            self._unseen += len(paper)
            if self._unseen > self._limit * PRUNE_EVERY:
                self._unseen = 0
                self._prune()
        except OSError as error:
            self._warn("Papers cannot be kept; each is rendered when asked for.", error)

    def _prune(self) -> None:
        """Within the limit nothing happens; beyond it the oldest go until a fifth is free."""
        papers = sorted(self._papers())
        size = sum(size for _, size, _ in papers)
        if size <= self._limit:
            return
        for _, freed, path in papers:
            path.unlink(missing_ok=True)
            size -= freed
            if size <= self._limit * KEPT_AFTER_PRUNING:
                return

    def _papers(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._folder.glob("*/*"):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue  # pruned by another process
            if path.name.startswith(".") and found.st_mtime < time() - ABANDONED_AFTER:
                path.unlink(missing_ok=True)
            else:
                yield found.st_mtime, found.st_size, path

    def _warn(self, sentence: str, error: OSError) -> None:
        if not self._has_warned:
            self._has_warned = True
            log.warning(sentence, exc_info=error)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a reader sees the old file, or the new one."""
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
