"""What the message of a job shows at each stage: text and buttons."""

from collections.abc import Sequence

from bot.admin.cards import preview_html, preview_rows, reason_of, refused_html, shown_card
from bot.admin.correct import correct_html, correct_rows, wrong
from bot.admin.ending import asking_html, asking_rows, ended_html, ending_html, ending_rows
from bot.admin.job import EXPIRED, Job, Kind, Refused, Stage, Verb, View
from bot.admin.jobs import WAITS, Drawn
from bot.admin.look import Look, joined, parts
from bot.admin.presses import Choice, Rows, keyboard, of_job
from bot.admin.progress import Step
from bot.admin.undoing import undo_html, undo_rows, undone_html
from bot.questions.split import shorten
from bot.texts import Html
from bot.timeleft import left_text
from indexer.corrections import TOPICS
from indexer.proposal import Preview

_NAMED = 10
"""Documents that the message on a publication names."""
_EXPIRED = 200
"""Characters of the names of files of a job that is given up."""
_BAR = 12
"""Characters of the bar that shows how far a job is."""


class Screens:
    """Draws jobs; not for the event loop's thread, but for ``step``."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._texts = look.texts

    def draw(self, job: Job) -> Drawn:
        """Return what the message of *job* shows now."""
        html, rows = self._screen(job)
        return html, keyboard(rows, self._look.links)

    def step(self, job: Job, step: Step) -> Drawn:
        """Return what it shows while the job goes on."""
        texts = self._texts
        left = left_text(texts, step.seconds)
        if step.stage == "wait":
            line = texts.html("job-waits", before=step.total)
            return line, keyboard(self._stop(job), self._look.links)
        known = f"job-stage-{step.stage}"
        stage = texts.plain(known if known in texts.ids else "job-stage-other")
        line = texts.html(
            "job-step",
            stage=stage,
            percent=step.percent,
            left=texts.plain("job-step-left", left=left) if left else "",
        )
        bar = ("▰" * (step.percent * _BAR // 100)).ljust(_BAR, "▱")
        name = texts.html("job-step-name", name=shorten(step.name, 80)) if step.name else ""
        return joined(line, bar, name), keyboard(self._stop(job), self._look.links)

    def _screen(self, job: Job) -> tuple[Html, Rows]:
        match job.stage:
            case Stage.ASKING:
                return asking_html(job, self._look), asking_rows(job, self._look)
            case Stage.RECEIVING | Stage.PREVIEWING | Stage.PUBLISHING:
                return self._working(job), [] if job.stopping else self._stop(job)
            case Stage.WAITING:
                return self._waiting(job)
            case Stage.DONE:
                return self._done(job), self._undo(job)
            case Stage.FAILED:
                return self._failed(job), self._again(job)
            case Stage.DISCARDED:
                return self._texts.html("job-discarded"), []
            case Stage.CANCELLED if job.code == EXPIRED:
                return self._expired(job), []
            case Stage.CANCELLED:
                return self._texts.html("job-cancelled"), []

    def _expired(self, job: Job) -> Html:
        """Return what was given up because nobody has decided about it."""
        what = self._texts.plain(f"status-job-{job.kind}", count=len(job.files))
        names = ", ".join([job.number, *(file.name for file in job.files)]).strip(", ")
        what = f"{what} ({shorten(names, _EXPIRED)})" if names else what
        return self._texts.html("job-expired", what=what, days=WAITS.days)

    def _working(self, job: Job) -> Html:
        if job.stopping:
            return self._texts.html("job-stopping")
        if job.stage is Stage.RECEIVING:
            return self._texts.html("job-receiving", count=len(job.files))
        if job.stage is Stage.PUBLISHING and job.kind is Kind.UNDO:
            return self._texts.html("job-undoing")
        return self._texts.html(f"job-{job.stage}")

    def _stop(self, job: Job) -> Rows:
        return [[Choice(self._texts.plain("button-job-stop"), of_job(job, Verb.STOP))]]

    def _waiting(self, job: Job) -> tuple[Html, Rows]:
        if job.kind is Kind.UNDO:
            return undo_html(job, self._look), undo_rows(job, self._look)
        if job.kind is Kind.ENDING:
            return ending_html(job, self._look), ending_rows(job, self._look)
        preview = self._look.folder.preview(job.id) or Preview()
        card = shown_card(job, preview)
        if job.view is not View.CARD and card is not None:
            topics = tuple(dict.fromkeys((*TOPICS, *card.topics)))
            rows = correct_rows(job, card, self._texts, topics)
            return correct_html(job, card, self._texts), rows
        html = preview_html(job, preview, self._texts)
        return html, preview_rows(job, preview, self._texts)

    def _done(self, job: Job) -> Html:
        if job.kind is Kind.UNDO:
            return undone_html(job, self._look)
        if not job.snapshot:
            return parts(
                self._texts.html("job-nothing-new"), refused_html(job.refused, self._texts)
            )
        if job.kind is Kind.ENDING:
            return ended_html(job, self._look)
        title = self._texts.html("done-title", count=len(job.numbers))
        lines = [self._texts.html("done-line", name=name) for name in self._names(job.numbers)]
        more = len(job.numbers) - _NAMED
        rest = self._texts.html("card-more", count=more) if more > 0 else ""
        asks = self._texts.html("done-asks-one" if len(job.numbers) == 1 else "done-asks")
        refused = refused_html(job.refused, self._texts)
        return parts(joined(title, *lines, rest), asks, refused)

    def _names(self, numbers: Sequence[str]) -> list[str]:
        library = self._look.view().library
        return [
            library.document(number).name if number in library else number
            for number in numbers[:_NAMED]
        ]

    def _undo(self, job: Job) -> Rows:
        if not job.snapshot or not job.live:
            return []
        key = "button-job-redo" if job.kind is Kind.UNDO else "button-job-undo"
        return [[Choice(self._texts.plain(key), of_job(job, Verb.UNDO))]]

    def _failed(self, job: Job) -> Html:
        fault = Refused("", job.fault, job.code, job.values)
        key = f"failed-{job.code}"
        if key in self._texts.ids:
            why = self._texts.html(key, message=job.fault)
        elif f"wrong-{job.code}" in self._texts.ids:
            why = wrong(job.code, job.values, self._texts)
        elif f"read-{job.code}" in self._texts.ids:
            why = self._texts.html("failed-refused", message=reason_of(fault, self._texts))
        else:
            why = self._texts.html("failed-other", message=job.fault)
        refused = refused_html(job.refused, self._texts)
        return parts(self._texts.html("failed-title"), why, refused)

    def _again(self, job: Job) -> Rows:
        drop = Choice(self._texts.plain("button-job-close"), of_job(job, Verb.DISCARD))
        again = Choice(self._texts.plain("button-job-again"), of_job(job, Verb.AGAIN))
        # What came from the watched folder is put away by now, with the reason beside it.
        return [[drop]] if job.actor == "inbox" else [[again, drop]]
