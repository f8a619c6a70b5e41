"""What the tests stand on: engines, browser, proof of clauses, real servers. No test lies here."""

from kanalkoll.ledger.engine.alias import use_bundled_sqlite

# Before anything of Django is imported, as the program itself does it.
use_bundled_sqlite()
