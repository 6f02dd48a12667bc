"""A snapshot's manifest: what it holds, how it was made, and the proof that nothing changed."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from knowledge.errors import LibraryError
from knowledge.store import SCHEMA_VERSION

NAME = "manifest.json"
_BLOCK = 1 << 20


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

    @property
    def empty(self) -> bool:
        """True when nothing differs."""
        return not (self.added or self.changed or self.replaced)


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
    return _encode(content | {"seal": hashlib.sha256(_encode(content)).hexdigest()})


def load(folder: Path) -> Manifest:
    """Read the manifest of the snapshot in *folder*.

    Raises:
        LibraryError: when it is missing, altered, or of another schema version.
    """
    try:
        raw = (folder / NAME).read_bytes()
        content = json.loads(raw)
        manifest = _from_json(content)
    except FileNotFoundError:
        raise _damaged(folder, NAME, "is missing") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise _damaged(folder, NAME, "cannot be read") from None
    if manifest.schema_version != SCHEMA_VERSION:
        raise LibraryError(
            f"The library snapshot {folder.name} has schema version {manifest.schema_version}, "
            f"this program needs {SCHEMA_VERSION}: run `congvu refresh` on your files again."
        )
    if dump(manifest) != raw:
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
        LibraryError: naming the first file that is missing or differs by a byte.
    """
    for name, mark in manifest.files.items():
        path = folder / name
        try:
            same = path.stat().st_size == mark.size and sha256_of(path) == mark.sha256
        except OSError:
            raise _damaged(folder, name, "is missing or cannot be read") from None
        if not same:
            raise _damaged(folder, name, "has been changed")


def mark_files(folder: Path) -> dict[str, FileMark]:
    """Return the marks of all files under *folder*, except lock files of the engines."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock")
    return {
        p.relative_to(folder).as_posix(): FileMark(p.stat().st_size, sha256_of(p)) for p in paths
    }


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, reading it in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _from_json(content: dict[str, Any]) -> Manifest:
    known = {f.name: content[f.name] for f in fields(Manifest)}
    known["changes"] = Changes(**{name: tuple(v) for name, v in content["changes"].items()})
    known["files"] = {name: FileMark(**mark) for name, mark in content["files"].items()}
    return Manifest(**known)


def _encode(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _damaged(folder: Path, name: str, what: str) -> LibraryError:
    return LibraryError(
        f"The file {name} of the library snapshot {folder.name} {what}: "
        "run `congvu rollback` to go back to the snapshot before it."
    )
