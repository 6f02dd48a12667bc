"""Checks of this machine, the home folder and what lies in it."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator

from bot.doctor.finding import Finding, Level
from bot.permissions import readable_by_others
from bot.settings import Settings
from knowledge.errors import NoLibraryError

_LEAST_DISK, _GOOD_DISK = 300 << 20, 2 << 30
"""Bytes free under the home: below the first a refresh fails, below the second it may."""
_GOOD_MEMORY = 1900 << 20
"""Bytes of memory that a province's library wants."""


def _check_python(_: Settings) -> Finding:
    version = f"Python {sys.version_info.major}.{sys.version_info.minor}."
    if sys.version_info[:2] == (3, 11):
        return Finding(Level.OK, version)
    return Finding(Level.WARN, version, "use Python 3.11; others are not tested.")


def _check_home(settings: Settings) -> Finding:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.home):
            pass
    except OSError as error:
        return Finding(
            Level.FAIL,
            f"Home folder cannot be written ({error.strerror}).",
            "give this user the right to write there, or set CONGVU_HOME to another folder.",
        )
    return Finding(Level.OK, "Home folder can be written.")


def _check_inbox(settings: Settings) -> Iterator[Finding]:
    if settings.inbox is None:
        return
    try:
        settings.inbox.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.inbox):
            pass
    except OSError as error:
        yield Finding(
            Level.FAIL,
            f"Watched folder {settings.inbox} cannot be written ({error.strerror}).",
            "give this user the right to write there, or set CONGVU_INBOX to another folder.",
        )
        return
    yield Finding(Level.OK, "Watched folder can be written.")
    if not (settings.admins or settings.admin_chat or settings.inbox_publish):
        yield Finding(
            Level.WARN,
            "Watched folder: nobody can approve what is dropped there.",
            "set CONGVU_ADMINS, or CONGVU_INBOX_PUBLISH=1 to publish without asking.",
        )


def _check_disk(settings: Settings) -> Finding:
    folder = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    what = f"Disk: {free / (1 << 30):.1f} GB free."
    if free >= _GOOD_DISK:
        return Finding(Level.OK, what)
    level = Level.WARN if free >= _LEAST_DISK else Level.FAIL
    return Finding(level, what, "free some space; a large library needs up to 2 GB.")


def _check_memory(_: Settings) -> Finding:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    what = f"Memory: {total / (1 << 30):.1f} GB."
    if total >= _GOOD_MEMORY:
        return Finding(Level.OK, what)
    return Finding(Level.WARN, what, "2 GB are advised.")


def _check_keys(settings: Settings) -> Finding:
    keys = (settings.state / "keys").glob("*.key")
    found = [path for path in (*keys, *settings.state.glob("*.db*")) if readable_by_others(path)]
    if found:
        what = "Keys or databases can be read by other users."
        return Finding(Level.FAIL, what, f"chmod 600 {' '.join(map(str, found))}")
    return Finding(Level.OK, "Keys and databases are readable by this user only.")


def _check_library(settings: Settings) -> Finding:
    from knowledge.library import Library, current_snapshot

    try:
        library = Library.open(current_snapshot(settings.home))
    except NoLibraryError:
        if settings.starter:
            return Finding(
                Level.WARN,
                "Library: nothing published yet.",
                "`congvu refresh` builds it; the first question or start does so too.",
            )
        raise
    made, count = library.manifest.created[:10], library.manifest.documents
    library.close()
    return Finding(Level.OK, f"Library: {count} documents, made on {made}, undamaged.")


def _check_model(settings: Settings) -> Finding:
    from knowledge import manifest
    from knowledge.embedding import load_embedder
    from knowledge.library import current_snapshot

    embedder = load_embedder(settings.model)
    embedder.encode_query(["kiểm tra"])
    try:
        library_model = manifest.load(current_snapshot(settings.home)).model_id
    except NoLibraryError:
        library_model = embedder.model_id
    if library_model == embedder.model_id:
        return Finding(Level.OK, f"Embedding model: {embedder.model_id}.")
    return Finding(
        Level.FAIL,
        f"Embedding model {embedder.model_id} is not the library's, {library_model}.",
        "run `congvu refresh`, or set CONGVU_MODEL back.",
    )


def _check_words(_: Settings) -> Finding:
    from knowledge.vietnamese import Segmenter

    if Segmenter().words(["Công chức nhà nước"]) == [[]]:
        return Finding(Level.FAIL, "Word segmentation finds no words.", "install underthesea anew.")
    return Finding(Level.OK, "Word segmentation works.")


CHECKS: tuple[Callable[[Settings], Finding | Iterable[Finding]], ...] = (
    _check_python,
    _check_home,
    _check_inbox,
    _check_disk,
    _check_memory,
    _check_keys,
    _check_library,
    _check_model,
    _check_words,
)
