"""Texts that say of themselves that they are not the law's own words."""

import re
from dataclasses import replace

from knowledge.model import DocumentTree

_SAYS_SO = re.compile(r"^.*\bkhông chính thức\b.*$", re.IGNORECASE | re.MULTILINE)
_LONGEST_NOTE = 300


def marked_if_unofficial(tree: DocumentTree) -> DocumentTree:
    """Return *tree* as a digest when its head says that it is not official.

    Extracts and retellings are worth finding, but must not be shown as the law's own words.
    """
    head = tree.text[: tree.provisions[0].start] if tree.provisions else ""
    said = _SAYS_SO.search(head)
    if said is None:
        return tree
    note = " ".join(said[0].split())[:_LONGEST_NOTE]
    return replace(tree, document=replace(tree.document, verbatim=False, note=note))
