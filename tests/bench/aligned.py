"""How many of a text's marked letters came back, judged by aligning it with the true text.

Words are aligned first, by runs of words that stand once in both texts (patience diff) and then
by longest common runs; where words differ, their characters are aligned the same way. A letter
is right when the character it is aligned with is the same, in the same case; whitespace is not
compared. Text that stands elsewhere than in the true text counts as lost.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_LENGTHS = (4, 2, 1)
"""Words of the runs by which texts are aligned, one length after the other within the gaps."""
_MOST = 400
"""Words on both sides up to which longest common runs are looked for; it takes their square."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Letters with diacritics (đ among them) of a true text, and how many came back."""

    letters: int
    right: int
    right_in_any_case: int

    @property
    def share(self) -> float:
        """Share that came back in the right case."""
        return self.right / self.letters if self.letters else 1.0

    @property
    def share_in_any_case(self) -> float:
        """Share that came back, in capitals or not."""
        return self.right_in_any_case / self.letters if self.letters else 1.0


def accuracy(truth: str, text: str) -> Accuracy:
    """Return how many of the marked letters of *truth* came back in *text*."""
    wanted, given = (unicodedata.normalize("NFC", one).split() for one in (truth, text))
    exact = _right(wanted, given)
    folded = _right([word.lower() for word in wanted], [word.lower() for word in given])
    return Accuracy(sum(map(_marked, wanted)), exact, folded)


def _right(truth: Sequence[str], text: Sequence[str]) -> int:
    """Return the number of marked letters of the words *truth* that are right in *text*."""
    right, at_truth, at_text = 0, 0, 0
    for a, b, size in [*_same(truth, text), (len(truth), len(text), 0)]:
        right += _right_letters(" ".join(truth[at_truth:a]), " ".join(text[at_text:b]))
        right += sum(map(_marked, truth[a : a + size]))
        at_truth, at_text = a + size, b + size
    return right


def _right_letters(truth: str, text: str) -> int:
    if not truth or not text or not _marked(truth):
        return 0
    matcher = SequenceMatcher(None, truth, text, autojunk=len(truth) + len(text) > 4000)
    return sum(_marked(truth[m.a : m.a + m.size]) for m in matcher.get_matching_blocks())


def _same(
    truth: Sequence[str], text: Sequence[str], lengths: Sequence[int] = _LENGTHS
) -> Iterator[tuple[int, int, int]]:
    """Yield runs of words that both have: where in each, and how many."""
    if not lengths or len(truth) + len(text) <= _MOST:
        matcher = SequenceMatcher(None, truth, text, autojunk=False)
        yield from ((m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size)
        return
    at_truth, at_text = 0, 0
    for a, b in [*_anchors(truth, text, lengths[0]), (len(truth), len(text))]:
        for one, other, size in _same(truth[at_truth:a], text[at_text:b], lengths[1:]):
            yield at_truth + one, at_text + other, size
        if a < len(truth):
            yield a, b, 1
        at_truth, at_text = a + 1, b + 1


def _anchors(truth: Sequence[str], text: Sequence[str], length: int) -> list[tuple[int, int]]:
    """Return where runs of *length* words begin that both have once, as far as in one order."""
    where = [
        {run: at for at, run in enumerate(runs) if times[run] == 1}
        for runs in (_runs(truth, length), _runs(text, length))
        for times in [Counter(runs)]
    ]
    pairs = [(at, where[1][run]) for run, at in where[0].items() if run in where[1]]
    return _longest_rising(pairs)


def _runs(words: Sequence[str], length: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of *pairs* in which both numbers rise (patience sorting)."""
    tops: list[int] = []
    before: list[int] = []
    for index, (_, b) in enumerate(pairs):
        low, high = 0, len(tops)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if pairs[tops[middle]][1] < b else (low, middle)
        before.append(tops[low - 1] if low else -1)
        tops[low : low + 1] = [index]
    chain = []
    at = tops[-1] if tops else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _marked(text: str) -> int:
    """Return how many letters of *text* have diacritics; "đ" counts as one."""
    return sum(c.isalpha() and not c.isascii() for c in text)
