"""A snapshot's manifest: what it holds, how it was made, and the proof that nothing changed."""

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any

from knowledge.errors import DamagedIndexError, LibraryError
from knowledge.store import OLDEST_READABLE, SCHEMA_VERSION

NAME = "manifest.json"
DATABASE = "library.db"
"""What a snapshot holds; its other files are an index, which can be made from this one."""
_AT_ONCE = 2
"""Files that are hashed at a time: most of a snapshot is two files of about the same size."""


@dataclass(frozen=True, slots=True)
class FileMark:
    """Size in bytes and SHA-256 of one file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Numbers of the documents by which a snapshot differs from the one before it."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    """Digests whose place a verbatim document took; they are not in *changed*."""
    amended: tuple[str, ...] = ()
    """What new relations amend, repeal in part or replace in part, as citations with their
    documents: "khoản 2 Điều 8 Nghị định 112/2020/NĐ-CP"."""
    ended: tuple[str, ...] = ()
    """Documents held before that end, or end earlier, through this change."""
    revived: tuple[str, ...] = ()
    """Documents held before whose end this change takes away or puts off."""
    corrected: tuple[str, ...] = ()
    """Documents of which an administrator corrected something; they are in a group above too."""
    removed: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True when nothing differs."""
        return not any(getattr(self, group.name) for group in fields(self))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one snapshot holds."""

    schema_version: int
    sequence: int
    """1 for the first snapshot of a home, then counting up."""
    previous: str
    """Id of the snapshot it was built from; "" for the first."""
    created: str
    """ISO 8601 with the time zone."""
    model_id: str
    """The embedding model; questions must be embedded with the same."""
    dimension: int
    documents: int
    provisions: int
    passages: int
    changes: Changes = field(default_factory=Changes)
    files: dict[str, FileMark] = field(default_factory=dict)
    """By path relative to the snapshot's folder, with "/"."""


def dump(manifest: Manifest) -> bytes:
    """Return the file's bytes: the fields and a seal over them, so that it can prove itself."""
    content = asdict(manifest)
    return encoded(content | {"seal": seal_of(content)})


def seal_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 over the fields of a manifest but the seal, of whatever version."""
    return hashlib.sha256(encoded({k: v for k, v in content.items() if k != "seal"})).hexdigest()


def encoded(content: Mapping[str, Any]) -> bytes:
    """Return fields as a manifest's bytes; equal fields give equal bytes."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def load(folder: Path) -> Manifest:
    """Read the manifest of the snapshot in *folder*.

    Raises:
        LibraryError: when it is missing, altered, or of a schema version that is not read.
    """
    try:
        raw = (folder / NAME).read_bytes()
        content = json.loads(raw)
        version = int(content["schema_version"])
        if not OLDEST_READABLE <= version <= SCHEMA_VERSION:
            raise _of_other_version(folder, version)
        manifest = _from_json(content)
    except FileNotFoundError:
        raise _damaged(folder, NAME, "is missing") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise _damaged(folder, NAME, "cannot be read") from None
    # Sealed as it was written: a later version of the program knows more fields.
    if content.get("seal") != seal_of(content) or encoded(content) != raw:
        raise _damaged(folder, NAME, "has been changed")
    return manifest


def all_in(root: Path) -> list[tuple[Path, Manifest]]:
    """Return the snapshots under *root* whose manifest can be read, newest first."""
    found = []
    for path in root.glob(f"*/{NAME}"):
        if path.parent.name.startswith("."):
            continue
        try:
            found.append((path.parent, load(path.parent)))
        except LibraryError:
            continue
    return sorted(found, key=lambda pair: pair[1].sequence, reverse=True)


def verify(folder: Path, manifest: Manifest) -> None:
    """Check every file of the snapshot in *folder* against *manifest*.

    Raises:
        DamagedIndexError: naming a file of the index that is missing or differs by a byte.
        LibraryError: when the database does, whatever the index is like.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(partial(_damage, folder), manifest.files.items())
        damage = {name: what for name, what in zip(manifest.files, found, strict=True) if what}
    if DATABASE in damage:
        raise _damaged(folder, DATABASE, damage[DATABASE])
    if damage:
        name, what = next(iter(damage.items()))
        raise DamagedIndexError(
            f"The file {name} of the library snapshot {folder.name} {what}: run `congvu refresh` "
            "to make the index of the live library anew, or choose another snapshot of "
            "`congvu history` to go back to."
        )


def _damage(folder: Path, entry: tuple[str, FileMark]) -> str:
    """Return what is wrong with a file; "" when it is as it was."""
    name, mark = entry
    path = folder / name
    try:
        same = path.stat().st_size == mark.size and sha256_of(path) == mark.sha256
    except OSError:
        return "is missing or cannot be read"
    return "" if same else "has been changed"


def mark_files(folder: Path, base: tuple[Path, "Manifest"] | None = None) -> dict[str, FileMark]:
    """Return the marks of all files under *folder*, except lock files of the engines.

    Files that are the very files of *base*, a snapshot just verified, keep the marks they have.
    """
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock")
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        marks = pool.map(partial(_mark, folder, base), paths)
        return {p.relative_to(folder).as_posix(): m for p, m in zip(paths, marks, strict=True)}


def _mark(folder: Path, base: tuple[Path, "Manifest"] | None, path: Path) -> FileMark:
    name = path.relative_to(folder).as_posix()
    if base is not None and name in base[1].files and path.samefile(base[0] / name):
        return base[1].files[name]
    return FileMark(path.stat().st_size, sha256_of(path))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, reading it in blocks."""
    with path.open("rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _from_json(content: dict[str, Any]) -> Manifest:
    known = {f.name: content[f.name] for f in fields(Manifest)}
    known["changes"] = Changes(**{name: tuple(v) for name, v in content["changes"].items()})
    known["files"] = {name: FileMark(**mark) for name, mark in content["files"].items()}
    return Manifest(**known)


def _damaged(folder: Path, name: str, what: str) -> LibraryError:
    return LibraryError(
        f"The file {name} of the library snapshot {folder.name} {what}: "
        "run `congvu rollback` to go back to the snapshot before it."
    )


def _of_other_version(folder: Path, version: int) -> LibraryError:
    return LibraryError(
        f"The library snapshot {folder.name} has schema version {version}, this program reads "
        f"{OLDEST_READABLE} to {SCHEMA_VERSION}: use the program that made it, or run "
        "`congvu rollback` to go back to a snapshot before it."
    )
