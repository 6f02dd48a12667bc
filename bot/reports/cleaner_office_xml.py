"""Cleans the XML parts of Office files: elements, attributes, relations and lists of types."""

import posixpath
import re
from typing import Any

from lxml import etree

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_REACHABLE = ("http:", "https:", "mailto:", "tel:")

_ELEMENTS_OUT = {
    # Word: ids of sessions, templates and data sources with their paths, variables
    "rsids",
    "attachedTemplate",
    "mailMerge",
    "docVars",
    "docId",
    "linkStyles",
    "saveThroughXslt",
    # Excel: paths, who has the file open, ids of revisions
    "fileSharing",
    "absPath",
    "revisionPtr",
    "webPublishing",
    "fileRecoveryPr",
    # PowerPoint: ids that follow a slide through copies, who protected it
    "creationId",
    "modifyVerifier",
    # all: content controls tied to custom data that is gone
    "dataBinding",
}
_PERSONS = {"author", "initials", "userId", "providerId", "presenceInfo", "userName", "lastAuthor"}
"""Attributes that name somebody; filled with a dash, since readers want them to be there."""
_AUTHOR = "-"
_DATES = {"date", "dateUtc", "dt", "created", "modified", "refreshedDateIso"}
_DRAWINGS = {"cNvPr", "docPr", "imagedata", "shape", "image", "group", "rect"}
_TEXTS_OF_DRAWINGS = {"descr", "title", "alt"}
"""Programs put file names and paths into them."""
_OUT = re.compile(r"rsid\w*|refreshedBy|refreshedDate|lastModifiedBy")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?")
_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\[\w.-]+\\|file:)[^\"]*")
"""A path on somebody's computer or network."""
_NO_DATE = "1980-01-01T00:00:00Z"


def clean_xml(content: bytes) -> bytes:
    """Return a part without what tells of authors, sessions and computers.

    Raises:
        ValueError: it has a document type, which no Office program writes.
        etree.XMLSyntaxError: it is no XML.
    """
    root = _parsed(content)
    for element in list(root.iter()):
        if _local(element.tag) in _ELEMENTS_OUT:
            _remove(element)
        else:
            _clean_element(element)
    return _written(root)


def relations_without(content: bytes, folder: str, dropped: set[str]) -> bytes:
    """Return a list of relations without those to parts that are gone.

    Targets outside that are no web or mail address (files on somebody's computer, servers of
    somebody's office) are blotted out; only hyperlinks may lead to the web.
    """
    root = _parsed(content)
    for relation in root.findall(_REL):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            link = relation.get("Type", "").endswith("/hyperlink")
            if not (link and target.lower().startswith(_REACHABLE)):
                relation.set("Target", "about:blank")
        elif _resolved(folder, target) in dropped:
            root.remove(relation)
    return _written(root)


def types_without(content: bytes, dropped: set[str]) -> bytes:
    """Return the list of content types without the parts that are gone."""
    root = _parsed(content)
    for override in root.findall(_OVERRIDE):
        if override.get("PartName", "").lstrip("/") in dropped:
            root.remove(override)
    return _written(root)


def _clean_element(element: etree._Element) -> None:
    tag = _local(element.tag)
    if tag in ("author", "lastModifiedBy"):  # of Excel's comments
        element.text = _AUTHOR
    elif tag == "instrText" and element.text:
        element.text = _PATH.sub(_AUTHOR, element.text)
    for name, value in list(element.attrib.items()):
        new = _attribute(tag, _local(str(name)), str(value))
        if new is None:
            del element.attrib[name]
        else:
            element.set(name, new)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return what an attribute may say, or None if it has to go."""
    if _OUT.fullmatch(name) or (tag in _DRAWINGS and name in _TEXTS_OF_DRAWINGS):
        return None
    if tag == "pageSetup" and name == "id":  # the settings of a printer, which are gone
        return None
    if name in _PERSONS or (tag in ("cmAuthor", "author") and name == "name"):
        return _AUTHOR
    if name in _DATES and _DATE.fullmatch(value):
        return _NO_DATE
    if name == "name" and tag in ("cNvPr", "docPr"):
        return tag
    if name == "val" and tag == "tag":  # of add-ins, on slides
        return ""
    return _PATH.sub(_AUTHOR, value)


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(content, parser)
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise ValueError("a document type")
    return root


def _written(root: etree._Element) -> bytes:
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return bytes(written)


def _remove(element: etree._Element) -> None:
    """Remove *element* and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _resolved(folder: str, target: str) -> str:
    joined = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(joined).lstrip("/")
