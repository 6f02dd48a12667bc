"""What the process beside the bot does to a library, from a request to its result."""

from pathlib import Path

from indexer.orders import Published, Request
from indexer.proposal import Preview
from indexer.search_index import Progress
from knowledge import manifest as manifests
from knowledge.clock import SystemClock
from knowledge.errors import LibraryError, NoLibraryError
from knowledge.library import current_snapshot


def preview(request: Request, progress: Progress) -> Preview:
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


def publish(request: Request, progress: Progress) -> Published:
    """Carry out the order and publish what comes of it."""
    from indexer.refresh import refresh
    from knowledge.embedding import load_embedder

    order = request.order
    report = refresh(
        request.home,
        [*map(Path, order.paths)],
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
    )


def undo(request: Request) -> Published:
    """Publish an older snapshot again."""
    from indexer.publish import rollback

    target = rollback(request.home, request.snapshot or None)
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
