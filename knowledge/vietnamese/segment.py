"""Words of Vietnamese text, by underthesea; each text is segmented once and remembered."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec, module_from_spec
from threading import Lock

from knowledge.cache import Cache, content_key
from knowledge.vietnamese.normalise import normalise

_LONGEST = 1500
"""Characters given to the tagger at once; its cost per call grows with the length."""
_SCHEME = 1
"""Raise when the code below gives other words for the same text."""
_WORD = re.compile(r"\w")
_TAGGER = Lock()
"""The tagger keeps its input in itself: one thread at a time."""


class Segmenter:
    """Splits texts into lower-case words whose syllables are joined with "_".

    The tagger takes half a second to load, so that is done when a text is not in *cache*.
    """

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache
        self._namespace = f"segment/underthesea-{version('underthesea')}/{_SCHEME}"

    def words(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, in the order of *texts*; punctuation is dropped."""
        keys = [content_key(text) for text in texts]
        known = self._cache.get_many(self._namespace, keys) if self._cache else {}
        fresh: dict[str, bytes] = {}
        for key, text in zip(keys, texts, strict=True):
            if key not in known:
                known[key] = fresh[key] = " ".join(_segment(normalise(text))).encode()
        if self._cache and fresh:
            self._cache.put_many(self._namespace, fresh)
        return [known[key].decode().split() for key in keys]


def _segment(text: str) -> list[str]:
    """Return the words of one normalised text."""
    words: list[str] = []
    for piece in _pieces(text):
        with _TAGGER:
            tokens = _tokenizer()(piece, format="text").lower().split()
        bare = (token.strip("_") for token in tokens)
        words.extend(token for token in bare if _WORD.search(token))
    return words


@cache
def _tokenizer() -> Callable[..., str]:
    """Load underthesea's segmenter, and of the package only what that needs.

    ``import underthesea`` brings its translator and with it torch and transformers: 5 seconds and
    270 MB that nothing here uses. So its parts are imported under a package that did not run.
    """
    name = "underthesea"
    if name in sys.modules:
        tokenize: Callable[..., str] = import_module(f"{name}.pipeline.word_tokenize").word_tokenize
        return tokenize
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"{name} is not installed: install congvu again.", name=name)
    sys.modules[name] = module_from_spec(spec)
    try:
        import_module(f"{name}.pipeline.text_normalize")  # first: the two import each other
        tokenize = import_module(f"{name}.pipeline.word_tokenize").word_tokenize
        tokenize("làm việc")  # loads its model, from the package too
    finally:
        del sys.modules[name]  # who wants all of it can still import it
    return tokenize


def _pieces(text: str) -> Iterator[str]:
    """Yield the paragraphs that hold words, long ones cut at a space."""
    for paragraph in text.splitlines():
        while len(paragraph) > _LONGEST:
            cut = paragraph.rfind(" ", _LONGEST // 2, _LONGEST)
            cut = cut if cut > 0 else _LONGEST
            if _WORD.search(paragraph[:cut]):
                yield paragraph[:cut]
            paragraph = paragraph[cut:]
        if _WORD.search(paragraph):
            yield paragraph
