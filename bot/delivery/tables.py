"""The tables of ``bot.db`` and how an older file becomes the newest."""

from sqlite_utils import Database, Migrations

migrations = Migrations("bot")


@migrations()
def create(db: Database) -> None:
    """Create the tables of the first version: button targets, sealed questions, votes."""
    db.execute("CREATE TABLE links (id TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID")
    db.execute(
        "CREATE TABLE sealed (id BLOB PRIMARY KEY, content BLOB NOT NULL, expires INTEGER NOT NULL)"
        " WITHOUT ROWID"
    )
    db.execute("CREATE INDEX sealed_expires ON sealed (expires)")
    db.execute(
        "CREATE TABLE votes (snapshot TEXT, document TEXT, path TEXT,"
        " up INTEGER NOT NULL DEFAULT 0, down INTEGER NOT NULL DEFAULT 0,"
        " PRIMARY KEY (snapshot, document, path)) WITHOUT ROWID"
    )


@migrations()
def add_delivery(db: Database) -> None:
    """Add the queue of updates and the outbox.

    ``print`` is a keyed hash of a whole update, ``lane`` one of what keeps its order: a chat, or a
    single query. ``content`` and ``attempt`` are sealed. Nothing in the clear tells whose a row is.
    """
    db.execute(
        "CREATE TABLE updates (row INTEGER PRIMARY KEY AUTOINCREMENT, print BLOB NOT NULL UNIQUE,"
        " lane BLOB NOT NULL, content BLOB NOT NULL, begun INTEGER NOT NULL DEFAULT 0)"
    )
    # Kept by number, not by age: a clock that jumps must not let a repeated update through.
    db.execute(
        "CREATE TABLE handled (row INTEGER PRIMARY KEY AUTOINCREMENT, print BLOB NOT NULL UNIQUE)"
    )
    db.execute(
        "CREATE TABLE set_aside (row INTEGER PRIMARY KEY, content BLOB NOT NULL,"
        " reason TEXT NOT NULL, at TEXT NOT NULL, told INTEGER NOT NULL DEFAULT 0)"
    )
    db.execute(
        "CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, lane BLOB NOT NULL,"
        " bulk INTEGER NOT NULL, content BLOB NOT NULL, attempt BLOB, tries INTEGER NOT NULL"
        " DEFAULT 0, not_before REAL NOT NULL DEFAULT 0)"
    )
    db.execute(
        "CREATE TABLE dead_letters (id INTEGER PRIMARY KEY, content BLOB NOT NULL,"
        " purpose TEXT NOT NULL, method TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,"
        " told INTEGER NOT NULL DEFAULT 0)"
    )


@migrations()
def add_numbering(db: Database) -> None:
    """Add the highest message id of all that the bot has sent: one number, nobody's."""
    db.execute("CREATE TABLE numbering (own INTEGER NOT NULL)")
    db.execute("INSERT INTO numbering (own) VALUES (0)")


@migrations()
def add_met(db: Database) -> None:
    """Add the highest message id of all that the bot has met, whosever message it was."""
    db.execute("ALTER TABLE numbering ADD COLUMN met INTEGER NOT NULL DEFAULT 0")


@migrations()
def add_drafts(db: Database) -> None:
    """Add reports that are being written: sealed, under a keyed hash of the chat, for 24 hours.

    Beside a draft, the ids of the bot's messages that belong to it, sealed too.
    """
    db.execute(
        "CREATE TABLE drafts (id BLOB PRIMARY KEY, content BLOB NOT NULL, expires INTEGER NOT NULL)"
        " WITHOUT ROWID"
    )
    db.execute("CREATE TABLE draft_messages (draft BLOB NOT NULL, content BLOB NOT NULL)")
    db.execute("CREATE INDEX draft_messages_of ON draft_messages (draft)")


@migrations()
def add_told(db: Database) -> None:
    """Add the ids of news whose message is queued and that ``cases.db`` does not mark as told yet.

    Each is a hash keyed with the id of its case.
    """
    db.execute("CREATE TABLE told (id TEXT PRIMARY KEY) WITHOUT ROWID")


@migrations()
def add_jobs(db: Database) -> None:
    """Add the jobs of administrators, each sealed; their files lie in a folder of its id."""
    db.execute("CREATE TABLE jobs (id TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID")


@migrations()
def add_following(db: Database) -> None:
    """Add who follows new documents, and what is being announced.

    A subscriber is sealed under a keyed hash of the chat. An announcement names documents, which
    are public, and holds sealed who decided about it and in which chat that one is told of it;
    ``cursor`` is the hash of the last subscriber whose message is queued, NULL behind the last of
    all. ``announcing`` says which calls of the outbox are its messages; ``announced`` on which day
    a document was last announced.
    """
    db.execute(
        "CREATE TABLE subscribers (id BLOB PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE announcements (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL"
        " UNIQUE, state TEXT NOT NULL, documents TEXT NOT NULL, people INTEGER NOT NULL,"
        " day TEXT NOT NULL, before TEXT NOT NULL, place BLOB, cursor BLOB DEFAULT x'',"
        " queued INTEGER NOT NULL DEFAULT 0, lost INTEGER NOT NULL DEFAULT 0,"
        " drawn TEXT NOT NULL DEFAULT '', logged TEXT NOT NULL DEFAULT '')"
    )
    db.execute("CREATE TABLE announcing (call INTEGER PRIMARY KEY, announcement INTEGER NOT NULL)")
    db.execute("CREATE TABLE announced (number TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID")


@migrations()
def add_nightly(db: Database) -> None:
    """Add when the nightly check was made, and which documents' coming ends it has told of."""
    db.execute("CREATE TABLE nightly (name TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID")
    db.execute(
        "CREATE TABLE told_endings (number TEXT, day TEXT, PRIMARY KEY (number, day)) WITHOUT ROWID"
    )
