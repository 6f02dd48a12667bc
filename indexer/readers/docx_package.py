"""The parts of a Word file: a zip archive of XML, read within bounds and with nothing expanded."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from lxml import etree

from indexer.errors import ReadError

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Prefix of the names of WordprocessingML, in lxml's notation."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1].encode()
_MOST_BYTES = 64 << 20
"""Bytes one part may unpack to; a long law has five million."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """One .docx file, open; its parts by the roles that the archive gives them.

    Raises:
        ReadError: "damaged" when it is no Word document, "unsafe" when a part is too large.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        """Open *path*; errors call it *name*, its own name unless given."""
        self._name = name or path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise ReadError("damaged", self._name) from None
        self._main = self._related("_rels/.rels", "").get("officeDocument", "word/document.xml")
        folder = PurePosixPath(self._main).parent
        relations = folder / "_rels" / f"{PurePosixPath(self._main).name}.rels"
        self._parts = self._related(str(relations), str(folder))

    def document(self) -> Element:
        """Return the root of the main part."""
        root = self._xml(self._main)
        if root is None or root.tag != f"{W}document":
            raise ReadError("damaged", self._name)
        return root

    def part(self, role: str) -> Element | None:
        """Return the root of the part of a role ("styles", "numbering", "footnotes"), if any."""
        return self._xml(self._parts[role]) if role in self._parts else None

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def _related(self, relations: str, folder: str) -> dict[str, str]:
        """Return the names of parts by their roles, as a part's relations give them."""
        root = self._xml(relations)
        found: dict[str, str] = {}
        for relation in root.iter(_RELATION) if root is not None else ():
            role = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                found.setdefault(role, _absolute(folder, target))
        return found

    def _xml(self, part: str) -> Element | None:
        try:
            info = self._zip.getinfo(part)
        except KeyError:
            return None
        if info.file_size > _MOST_BYTES:
            raise ReadError("unsafe", self._name)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(_MOST_BYTES + 1)
            if len(data) > _MOST_BYTES:
                raise ReadError("unsafe", self._name)
            return self._parsed(data)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as e:
            code = "encrypted" if "password" in str(e) else "damaged"
            raise ReadError(code, self._name) from None

    def _parsed(self, data: bytes) -> Element:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data.replace(_STRICT, _TRANSITIONAL), parser)
        except etree.XMLSyntaxError:
            raise ReadError("damaged", self._name) from None
        # No program writes one, and entities are declared there.
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReadError("damaged", self._name)
        return root


def _absolute(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts: list[str] = []
    for part in (*folder.split("/"), *target.split("/")):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
