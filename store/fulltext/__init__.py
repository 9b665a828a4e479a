"""The full text of the passages, in the engine's own index: FTS5 in SQLite, tsvector in PostgreSQL."""
