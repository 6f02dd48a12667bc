"""A home for trying: it shows the library of another home, and changes nothing of it."""

from pathlib import Path

from knowledge.library import current_snapshot


def borrowed_home(home: Path, folder: Path) -> Path:
    """Return a home in *folder* whose library is the published one of *home*.

    Snapshots and sources never change once they are written, so links do; what is published in
    the new home stays there.
    """
    snapshot = current_snapshot(home)
    library, sources = folder / "home" / "library", folder / "home" / "sources"
    library.mkdir(parents=True)
    sources.mkdir()
    (library / snapshot.name).symlink_to(snapshot.resolve(), target_is_directory=True)
    (library / "current").write_text(snapshot.name + "\n", encoding="utf-8")
    for file in (home / "sources").glob("[!.]*"):
        (sources / file.name).symlink_to(file.resolve())
    return folder / "home"
