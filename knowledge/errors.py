"""The errors of the library and of searching it; each message says what to do."""


class CongvuError(Exception):
    """A problem a person can act on; its message is one clear sentence in English."""


class LibraryError(CongvuError):
    """The published library is missing, damaged, or made by another version."""


class DamagedIndexError(LibraryError):
    """A file of the index differs; the database, from which it can be made anew, is whole."""


class NoLibraryError(LibraryError):
    """Nothing has been published yet."""


class ModelMismatchError(LibraryError):
    """The library was embedded with another model than the one asked to search it."""


class ModelError(CongvuError):
    """The embedding model cannot be loaded."""


class CitationNotFoundError(CongvuError):
    """The citation is well formed but the library does not hold what it points at."""
