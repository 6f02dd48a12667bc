"""Threads that read a database without a pause, to see what its end does to them."""

import sqlite3
import threading
from collections.abc import Callable

_READERS = 3


def ends_of_readers(read: Callable[[], object], close: Callable[[], None]) -> list[type[Exception]]:
    """Return the errors with which three threads ended that called *read* until *close* did it."""
    begun, ended = threading.Barrier(_READERS + 1), list[type[Exception]]()

    def go_on() -> None:
        begun.wait()
        try:
            while True:
                read()
        except sqlite3.Error as error:
            ended.append(type(error))

    threads = [threading.Thread(target=go_on) for _ in range(_READERS)]
    for thread in threads:
        thread.start()
    begun.wait()
    close()
    for thread in threads:
        thread.join()
    return ended
