"""The passages learnt from, and a plain BM25 that finds what resembles a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import tantivy

from indexer.errors import ReadError
from indexer.incoming import Problem, files_in
from indexer.passages import passages_of
from indexer.readers import read_file
from indexer.readers.files import check_size
from indexer.search_index import embedded_text
from knowledge.model import DocumentTree
from knowledge.vietnamese import plain_syllables

_SYLLABLES, _DOCUMENT = "syllables", "document"


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage as the encoder reads it, and the id of its Điều."""

    article: str
    text: str
    heading: str = ""
    """Of the Điều."""
    alone: str = ""
    """The same passage without the document and the chapters around it, which not every text
    has."""

    @property
    def document(self) -> str:
        """Number of its document."""
        return self.article.split("|")[0]


def read_pieces(paths: Iterable[Path], documents: set[str]) -> list[Piece]:
    """Return the passages of *documents* (by number) from files and folders at *paths*.

    Of an article that two files hold, the first is taken. Files of folders that are of no kind
    that is read are passed over.

    Raises:
        ReadError: when a path is missing, a folder is empty, or a file cannot be read.
    """
    held: dict[str, list[Piece]] = {}
    for path in _files(paths):
        for tree in read_file(path):
            if tree.document.number in documents:
                for article, pieces in _by_article(tree).items():
                    held.setdefault(article, pieces)
    return [piece for pieces in held.values() for piece in pieces]


def _files(paths: Iterable[Path]) -> list[Path]:
    """Return all files that will be read; what is wrong with a path is said before any is."""
    problems: list[Problem] = []
    files = files_in(paths, problems)
    for problem in problems:
        if problem.refused:
            raise ReadError(problem.code, problem.path.name, **problem.values)
    for file in files:
        check_size(file, str(file))
    return files


def _by_article(tree: DocumentTree) -> dict[str, list[Piece]]:
    provisions = {provision.path: provision for provision in tree.provisions}
    found: dict[str, list[Piece]] = {}
    for passage in passages_of(tree):
        provision = provisions[passage.path]
        piece = Piece(
            article=provision.id,
            text=embedded_text(passage),
            heading=" ".join(provision.heading.split()),
            alone=embedded_text(replace(passage, context=passage.context.split("\n")[-1])),
        )
        found.setdefault(provision.id, []).append(piece)
    return found


class Lookalikes:
    """BM25 over the syllables of passages."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Index *pieces*, in memory."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field(_SYLLABLES, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(_DOCUMENT, tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("row", stored=True)
        index = tantivy.Index(builder.build())
        # One thread: two would number the passages differently in each run, and ties with them.
        writer = index.writer(heap_size=60_000_000, num_threads=1)
        for row, piece in enumerate(pieces):
            text = " ".join(plain_syllables(piece.text))
            parts = {_SYLLABLES: text, _DOCUMENT: piece.document, "row": row}
            writer.add_document(tantivy.Document(**parts))
        writer.commit()
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()

    def find(self, question: str, top: int, document: str = "") -> list[int]:
        """Return the rows of the *top* passages, best first; of one *document* only if given."""
        words = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, self._term(_SYLLABLES, syllable))
                for syllable in dict.fromkeys(plain_syllables(question))
            ]
        )
        among = [self._term(_DOCUMENT, document)] if document else []
        wanted = [(tantivy.Occur.Must, each) for each in (words, *among)]
        hits = self._searcher.search(tantivy.Query.boolean_query(wanted), limit=top).hits
        return [self._searcher.doc(address)["row"][0] for _, address in hits]

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term)
