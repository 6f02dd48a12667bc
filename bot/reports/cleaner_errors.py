"""Why a cleaner gives up on a file."""


class UnknownInsideError(Exception):
    """The file holds a part that cannot be cleaned."""
