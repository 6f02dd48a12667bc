"""The one table of what can be wrong with a file: by code, the sentence that says it in English.

Each sentence names the file, says what is wrong and what to do. ``{name}`` is the file (inside an
archive "archive.zip › member.docx"), the other fields are the values that go with the code. The
chat says the same in Vietnamese under "read-<code>" of ``bot/texts/admin.ftl``.
"""

from collections.abc import Mapping

PROBLEMS: Mapping[str, str] = {
    # The file as such.
    "unreadable": "{name} cannot be read ({reason}): check that it is there and may be read.",
    "folder": "{name} is a folder: name a file in it.",
    "not-a-file": "{name} is not a file: name a file.",
    "empty": "{name} is empty: add the file again from where it came.",
    "too-large": (
        "{name} has {megabytes} MB, more than the {most} MB that are read: "
        "split it or leave out its pictures."
    ),
    "unknown-kind": "{name} is of a kind that is not read: save it as one of {kinds}.",
    "wrong-kind": (
        "{name} is not what its name says: it does not begin like a {expected} file; "
        "it is damaged or has the wrong ending: get the file again."
    ),
    "unread-inside": (
        "{name} is not what its name says but holds {found}, which is not read: "
        "save it as .docx or .pdf."
    ),
    "encrypted": "{name} is protected by a password: save it without one and add it again.",
    "damaged": "{name} is damaged and cannot be read: get the file again from where it came.",
    # What reading it costs.
    "slow": "{name} could not be read within {seconds} seconds: split it or save it anew.",
    "memory": (
        "{name} needs more than the {megabytes} MB of memory that reading may take: "
        "split it or save it anew without its pictures."
    ),
    "unsafe": ("{name} unpacks to more than is safe to read: save it anew without its pictures."),
    "too-long": (
        "{name} holds more than {most} million characters of text: split it into its documents."
    ),
    "too-many-pages": "{name} has {pages} pages, more than the {most} that are read: split it.",
    "crashed": (
        "{name} cannot be read, as the program that reads it broke off: save it anew or as .docx."
    ),
    "not-understood": "{name} could not be understood ({reason}): save it anew, and report it.",
    # Its words.
    "no-text": "{name} holds no text: add the file again from where it came.",
    "only-pictures": (
        "{name} holds only pictures in which no words were recognised: "
        "scan it again upright, sharp and with at least 200 dots per inch."
    ),
    "not-text": "{name} is not text: save it as UTF-8 text, .docx or .pdf.",
    "unknown-letters": (
        "{name} is not in Unicode (UTF-8) nor in an encoding that is known: "
        "open it and save it as UTF-8 text."
    ),
    "no-provisions": (
        "{name} has no Điều, khoản or numbered items that could be cited: "
        "check that it is the text of a document."
    ),
    "tracked-deletions": (
        "{name} holds {count} tracked deletions that were not accepted, so its text still has the "
        "words they struck out: open it in Word, accept all changes and add it again, or have a "
        "person look at it before it is published."
    ),
    # Programs that reading needs.
    "no-soffice": (
        "{name} cannot be read without LibreOffice: install the package "
        "libreoffice-writer-nogui, or save the file as .docx."
    ),
    "no-tesseract": (
        "{name} holds pictures of text, which cannot be read without Tesseract: "
        "install the packages tesseract-ocr and tesseract-ocr-vie."
    ),
    # Archives.
    "archive-empty": "{name} holds no files: pack the documents again.",
    "archive-damaged": "{name} is damaged and cannot be unpacked: pack or get it again.",
    "archive-too-many": (
        "{name} holds {count} files, more than the {most} that are read at once: "
        "split it into several archives."
    ),
    "archive-too-large": ("{name} unpacks to more than {most} MB: split it into several archives."),
    "archive-nested": "{name} is an archive inside an archive: unpack it and add its files.",
    "archive-unsafe": (
        "{name} unpacks to more than {most} times its size, as no document does: "
        "add the file without packing it."
    ),
    "archive-method": "{name} is packed in a way that is not read: pack it again as a plain .zip.",
    # Lists of articles and front matter.
    "no-articles": "{name} holds no articles: add the file again.",
    "bad-article": (
        "{name}, line {line} is not an article: a JSON object with id, law_id, article_id, "
        "title, text; days like 2020-01-31."
    ),
    "same-id": "{name}, line {line}: the id {id} stands on an earlier line too: remove one.",
    "open-front-matter": (
        "{name} opens its front matter with --- and does not close it: add a line ---."
    ),
    "bad-field": (
        "{name}, line {line}: the front matter has no field like {field}, or has it twice; "
        "known are {known}."
    ),
    "no-number": "{name} gives no number in its front matter: add a line number: …",
    "bad-digest": "{name}: digest in the front matter must be true or false.",
    "bad-day": "{name}: {field} in the front matter must be a day like 2020-01-31, not {value}.",
    # What a refresh passes over or remarks, without refusing it.
    "kind-passed-over": "{name} is of a kind that is not read; it was passed over.",
    "empty-folder": "{name} is a folder without files to read: name another, or put files in it.",
    "digest-held": (
        "{name} is a digest of {number}, whose full text the library has already: "
        "the full text stays."
    ),
    "same-number": (
        "{name} holds {number} like an earlier file of this refresh: the later one was taken."
    ),
}


def sentence(code: str, name: str, values: Mapping[str, str | int]) -> str:
    """Return what the table says under *code* about the file *name*.

    Raises:
        KeyError: when the table has no such code, or its sentence needs another value.
    """
    return PROBLEMS[code].format(name=name, **values)
