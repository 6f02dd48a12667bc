"""What the process beside the bot does to a library, from a request to its result."""

from typing import TYPE_CHECKING

from indexer.orders import Published, Request
from indexer.proposal import Preview, Remark
from knowledge import manifest as manifests
from knowledge.clock import SystemClock
from knowledge.errors import LibraryError, NoLibraryError
from knowledge.library import current_snapshot

if TYPE_CHECKING:  # to verify a snapshot needs none of what building one does
    from indexer.search_index import Progress


def preview(request: Request, progress: "Progress") -> Preview:
    """Return what the order would do."""
    from indexer.preview import preview as look

    return look(
        request.home,
        request.order,
        clock=SystemClock(),
        starter=request.starter,
        texts=request.texts,
        progress=progress,
    )


def prepare(request: Request, progress: "Progress") -> None:
    """Compute what publishing the order will need, and keep it in the caches of the home."""
    from indexer.known import known_of
    from indexer.passages import passages_of
    from indexer.refresh import indexer_of
    from indexer.taking import take_in
    from knowledge.embedding import load_embedder

    try:
        live = current_snapshot(request.home)
    except NoLibraryError:
        live = None
    known = known_of(live)
    with take_in(request.home, known, request.order, request.starter, progress) as taken:
        items = taken.intake.taken.values()
        passages = [passage for item in items for passage in passages_of(item.tree)]
    embedder = load_embedder(request.model, threads=request.threads)
    with indexer_of(request.home, embedder) as indexer:
        indexer.prepare(passages, progress)


def publish(request: Request, progress: "Progress") -> Published:
    """Carry out the order and publish what comes of it."""
    from indexer.refresh import carry_out
    from knowledge.embedding import load_embedder

    report = carry_out(
        request.home,
        request.order,
        clock=SystemClock(),
        embedder=load_embedder(request.model, threads=request.threads),
        progress=progress,
        starter=request.starter,
    )
    return Published(
        report.snapshot,
        report.published,
        added=report.added,
        changed=report.changed,
        replaced=report.replaced,
        amended=report.amended,
        ended=report.ended,
        revived=report.revived,
        corrected=report.corrected,
        removed=report.removed,
        remarks=tuple(
            Remark(one.name or one.path.name, one.code, one.values, one.message, one.refused)
            for one in report.problems
        ),
    )


def undo(request: Request) -> Published:
    """Publish an older snapshot again."""
    from indexer.publish import rollback

    target = rollback(request.home, request.snapshot or None, actor=request.order.actor)
    return Published(target, True)


def verify(request: Request) -> tuple[str, ...]:
    """Return what is wrong with the live snapshot: a sentence for the first damage, or nothing."""
    try:
        folder = current_snapshot(request.home)
        manifests.verify(folder, manifests.load(folder))
    except NoLibraryError:
        return ()
    except LibraryError as error:
        return (" ".join(str(error).split()),)
    return ()
