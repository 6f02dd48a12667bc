"""What can be wrong with something sealed."""

from knowledge.errors import CongvuError


class VaultError(CongvuError):
    """Something sealed does not open, or cannot be sealed; the message is one clear sentence.

    It concerns the one thing that it names: everything else stays readable.
    """
