"""The library as the bot and the command line use it: ask, show, search, reload."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import Self

from knowledge.answer import Answerer
from knowledge.clock import Clock
from knowledge.confidence import Signals
from knowledge.coverage import QuestionTerms
from knowledge.embedding import Embedder, load_embedder
from knowledge.engines.local import LocalEngine
from knowledge.errors import LibraryError, ModelMismatchError
from knowledge.library import Library, current_snapshot
from knowledge.model import Answer, Level, Outcome, Provision, Quote
from knowledge.query import MARKS, QueryReader
from knowledge.resolver import Found, Resolver
from knowledge.search import Searcher
from knowledge.vietnamese import Restorer, Segmenter


class _Opened:
    """One snapshot with everything that works on it."""

    def __init__(self, folder: Path, embedder: Embedder, segmenter: Segmenter) -> None:
        self.folder = folder
        self.library = Library.open(folder)
        if self.library.manifest.model_id != embedder.model_id:
            self.library.close()
            raise ModelMismatchError(
                f"The library was embedded with {self.library.manifest.model_id}, and questions "
                f"would be with {embedder.model_id}: run `congvu refresh`, or set CONGVU_MODEL "
                "back."
            )
        self.engine = LocalEngine.open(folder)
        self.resolver = Resolver(self.library)
        self.searcher = Searcher(self.library, self.engine)
        self.reader = QueryReader(_restorer(folder), segmenter, embedder, self.resolver)
        self.answerer = Answerer(self.library, self.engine, self.searcher, self.resolver)


def _restorer(folder: Path) -> Restorer:
    try:
        return Restorer.load(folder / MARKS)
    except ValueError as error:
        raise LibraryError(
            f"The library snapshot {folder.name} was made by another version of this program: "
            "run `congvu refresh`."
        ) from error


class Assistant:
    """Answers from the published library of a home; safe to use from several threads.

    A newly published snapshot is taken up by `reload_if_changed`; answers under way finish on
    the one they began with.
    """

    def __init__(self, home: Path, clock: Clock, embedder: Embedder) -> None:
        self._home = home
        self._clock = clock
        self._embedder = embedder
        # Questions are segmented without a cache on disk: they are people's words.
        self._segmenter = Segmenter()
        self._lock = Lock()
        self._opened = self._open(current_snapshot(home))

    @classmethod
    def open(cls, home: Path, clock: Clock, model: str = "") -> Self:
        """Open the published library of *home* with its embedding model.

        Raises NoLibraryError, LibraryError, ModelError or ModelMismatchError.
        """
        current_snapshot(home)  # before the model is loaded: without a library it is not needed
        return cls(home, clock, load_embedder(model))

    def _open(self, folder: Path) -> _Opened:
        return _Opened(folder, self._embedder, self._segmenter)

    def warm_up(self) -> None:
        """Ask what nobody asked, so that nobody waits seconds for the word segmenter to load."""
        self.ask("giờ làm việc")

    @property
    def library(self) -> Library:
        """The library that is answered from."""
        return self._opened.library

    def reload_if_changed(self) -> bool:
        """Take up a newly published snapshot; return whether there was one."""
        with self._lock:
            folder = current_snapshot(self._home)
            if folder == self._opened.folder:
                return False
            self._opened = self._open(folder)
            return True

    def ask(self, question: str, as_of: date | None = None, *, further: bool = False) -> Answer:
        """Return what the library says to *question*, as of *as_of*, or the day it names, or today.

        *further* asks for the results below the quotes too. A bare citation ("khoản 2 điều 8 nđ
        112") is answered with that provision.
        """
        started = perf_counter()
        opened = self._opened
        cited = opened.resolver.resolve(question)
        if cited:
            answer = self._cited(opened, question, cited, as_of or self._clock.today())
        else:
            query = opened.reader.read(question, self._clock.today(), as_of)
            answer = opened.answerer.answer(query, further=further)
        return replace(answer, took_ms=(perf_counter() - started) * 1000)

    def _cited(self, opened: _Opened, question: str, cited: list[Found], day: date) -> Answer:
        provisions = (self._quotable(found) for found in cited)
        quotes = tuple(opened.answerer.quote(p, day) for p in provisions if p is not None)
        return Answer(
            outcome=Outcome.ANSWERED if quotes else Outcome.NOT_FOUND,
            question=question,
            as_of=day,
            quotes=quotes,
            suggestions=() if quotes else tuple(found.document for found in cited),
            confidence=1.0 if quotes else 0.0,
        )

    def _quotable(self, found: Found) -> Provision | None:
        """Return what answers a citation; of a whole document, its first Điều or item."""
        if found.provision is not None or found.missing:
            return found.provision
        provisions = self.library.provisions(found.document.number)
        return next((p for p in provisions if p.level in (Level.ARTICLE, Level.ITEM)), None)

    def show(self, citation: str) -> list[Found]:
        """Return what *citation* points at, best first; nothing when it is no citation.

        Several when a short number fits several documents.
        """
        return self._opened.resolver.resolve(citation)

    def quote(self, found: Found) -> Quote | None:
        """Return the provision that was found as a quote, as of today; None for a document."""
        if found.provision is None:
            return None
        return self._opened.answerer.quote(found.provision, self._clock.today())

    def signals(self, question: str) -> Signals:
        """Return what confidence in an answer to *question* is computed from."""
        opened = self._opened
        query = opened.reader.read(question, self._clock.today())
        terms = QuestionTerms.of(query, opened.engine)
        return opened.answerer.signals(query, terms, opened.answerer.ranked(query))

    def search(self, question: str, top: int, as_of: date | None = None) -> list[tuple[str, float]]:
        """Return the ids and fused scores (0-1) of the best *top* provisions, best first."""
        opened = self._opened
        query = opened.reader.read(question, self._clock.today(), as_of)
        return [(one.id, one.score) for one in opened.answerer.ranked(query, top)]
