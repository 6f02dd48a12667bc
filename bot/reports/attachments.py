"""Takes in an attachment: the original sealed as it comes, then a cleaned copy sealed beside it.

Neither is ever whole in this process's memory, and no plaintext touches the disk.
"""

from collections.abc import Iterable, Iterator

from bot.reports.cleaning import clean_stream
from bot.reports.files import SealedFiles
from bot.reports.media_types import HEAD, media_type_of
from bot.reports.model import Attachment


def take_in(
    files: SealedFiles, key: bytes, case_id: bytes, pieces: Iterable[bytes], name: str = ""
) -> Attachment:
    """Seal what comes in *pieces* under a case's report key; slow: call it in a thread.

    Raises:
        OSError: the disk is full, for instance; nothing of the attachment is left then.
    """
    original = files.new_id()
    head, size = bytearray(), 0
    with files.writer(key, case_id, original) as writer:
        for piece in pieces:
            writer.write(piece)
            head += piece[: HEAD - len(head)]
            size += len(piece)
    media_type = media_type_of(bytes(head))
    try:
        copy, reason = clean_copy(files, key, case_id, original, media_type)
    except BaseException:
        files.erase(original)
        raise
    return Attachment(original, name, media_type, size, copy, reason)


def clean_copy(
    files: SealedFiles, key: bytes, case_id: bytes, original: str, media_type: str
) -> tuple[str, str]:
    """Seal a cleaned copy of *original*; return its name and "", or "" and why there is none."""
    copy = files.new_id()
    writer = files.writer(key, case_id, copy)
    try:
        reason = clean_stream(media_type, files.chunks(key, case_id, original), writer.write)
        if reason:
            writer.abort()
            return "", reason
        writer.finish()
    except BaseException:
        writer.abort()
        raise
    return copy, ""


def names_of(attachments: Iterable[Attachment]) -> Iterator[str]:
    """Yield the names of all sealed files of *attachments*, to be kept for erasing them."""
    for one in attachments:
        yield one.file
        if one.cleaned:
            yield one.cleaned
