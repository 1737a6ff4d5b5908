"""The index in which words of evidence are looked up, kept by the database itself.

SQLite has FTS5 beside the table of words, which triggers keep in step; PostgreSQL an index over
what the words become. Both know English endings and read accented vowels as plain ones, so that
`Gaidhlig` finds `Gàidhlig`. A later migration that makes `evidence_words` anew must call this
again.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VECTOR = (
    "to_tsvector('english', translate(lower(text), 'àèìòùáéíóúâêîôûäëïöü', 'aeiouaeiouaeiouaeiou'))"
)
"""What PostgreSQL indexes; a query has to say exactly the same."""

POSTGRESQL = f"CREATE INDEX evidence_words_found ON evidence_words USING gin ({VECTOR})"

SQLITE = (
    """
    CREATE VIRTUAL TABLE evidence_found USING fts5(
      text, inspection_id, content='evidence_words', content_rowid='id',
      tokenize='porter unicode61 remove_diacritics 2')
    """,
    """
    CREATE TRIGGER evidence_words_in AFTER INSERT ON evidence_words BEGIN
      INSERT INTO evidence_found(rowid, text, inspection_id)
      VALUES (new.id, new.text, new.inspection_id);
    END
    """,
    """
    CREATE TRIGGER evidence_words_out AFTER DELETE ON evidence_words BEGIN
      INSERT INTO evidence_found(evidence_found, rowid, text, inspection_id)
      VALUES ('delete', old.id, old.text, old.inspection_id);
    END
    """,
    """
    CREATE TRIGGER evidence_words_anew AFTER UPDATE ON evidence_words BEGIN
      INSERT INTO evidence_found(evidence_found, rowid, text, inspection_id)
      VALUES ('delete', old.id, old.text, old.inspection_id);
      INSERT INTO evidence_found(rowid, text, inspection_id)
      VALUES (new.id, new.text, new.inspection_id);
    END
    """,
)


def make_index(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the index of this database."""
    del apps
    statements = (POSTGRESQL,) if editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        editor.execute(statement)
