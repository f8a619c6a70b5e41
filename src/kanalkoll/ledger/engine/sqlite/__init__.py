"""Django's database backend for the embedded SQLite: ENGINE = "kanalkoll.ledger.engine.sqlite"."""
