"""The database under the catalogue: SQLite or PostgreSQL, its tables, transactions, and what applies the migrations."""
