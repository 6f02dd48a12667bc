"""A progress bar per stage of a refresh, with the document at hand and the time left."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from indexer.search_index import Progress as Listener

_STAGES = {
    "read": "Reading files",
    "pages": "Reading pages",
    "store": "Storing documents",
    "passages": "Cutting passages",
    "segment": "Finding words",
    "embed": "Embedding",
    "index": "Writing the index",
    "publish": "Publishing",
}


@contextmanager
def shown_progress() -> Iterator[Listener]:
    """Hand out what a refresh reports to; shown on standard error, if that is a terminal."""
    console = Console(stderr=True)
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    tasks = {}

    def listen(stage: str, done: int, total: int, name: str) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(_STAGES.get(stage, stage), total=total, name="")
        bars.update(tasks[stage], completed=done, total=total, name=name)

    with bars:
        yield listen
