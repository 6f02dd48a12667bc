"""The tables of ``cases.db`` and how an older file becomes the newest.

In the clear are a case's number, kind, unit, day and status, its deadlines, and marks of what is
still to be told. What anybody wrote is sealed, and nothing here leads to who it was.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("cases")


@migrations()
def create(db: Database) -> None:
    """Create the tables of the first version."""
    # The last number of a year stands by itself: a number is never given again after erasure.
    db.execute("CREATE TABLE numbers (year INTEGER PRIMARY KEY, last INTEGER NOT NULL)")
    db.execute(
        "CREATE TABLE cases (id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE,"
        " kind TEXT NOT NULL, unit TEXT NOT NULL, received TEXT NOT NULL, status TEXT NOT NULL,"
        " closed TEXT, answered TEXT, waiting INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"
    )
    # Apart from the cases, so that a list of these reads few pages.
    db.execute(
        "CREATE TABLE reports (id BLOB PRIMARY KEY, lookup BLOB NOT NULL UNIQUE,"
        " content BLOB NOT NULL, reporter BLOB NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE envelopes (id BLOB, fingerprint TEXT, envelope BLOB NOT NULL,"
        " PRIMARY KEY (id, fingerprint)) WITHOUT ROWID"
    )
    for table in ("messages", "events"):
        db.execute(
            f"CREATE TABLE {table} (id BLOB, number INTEGER, content BLOB NOT NULL, once BLOB,"
            " PRIMARY KEY (id, number), UNIQUE (id, once)) WITHOUT ROWID"
        )
    db.execute("CREATE TABLE files (name TEXT PRIMARY KEY, id BLOB NOT NULL) WITHOUT ROWID")
    db.execute("CREATE INDEX files_of ON files (id)")
    db.execute(
        "CREATE TABLE deadlines (id BLOB, name TEXT, day TEXT NOT NULL, met TEXT,"
        " told TEXT NOT NULL DEFAULT '', PRIMARY KEY (id, name)) WITHOUT ROWID"
    )
    db.execute("CREATE INDEX deadlines_unmet ON deadlines (day) WHERE met IS NULL")


@migrations()
def add_news(db: Database) -> None:
    """Add what is to be told: to the inspectors, and to reporters that asked for it."""
    db.execute(
        "CREATE TABLE signals (row INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL,"
        " what TEXT NOT NULL, UNIQUE (id, what))"
    )
    db.execute(
        "CREATE TABLE notices (id BLOB PRIMARY KEY, chat BLOB NOT NULL,"
        " said INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"
    )


@migrations()
def add_remains(db: Database) -> None:
    """Add what stays of an erased case, by a random id: its figures, and that it was erased."""
    db.execute(
        "CREATE TABLE figures (id BLOB PRIMARY KEY, kind TEXT NOT NULL, unit TEXT NOT NULL,"
        " month TEXT NOT NULL, status TEXT NOT NULL, answer_days INTEGER,"
        " overdue INTEGER NOT NULL) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE purges (day TEXT, status TEXT, cases INTEGER NOT NULL,"
        " messages INTEGER NOT NULL, files INTEGER NOT NULL, PRIMARY KEY (day, status))"
        " WITHOUT ROWID"
    )
