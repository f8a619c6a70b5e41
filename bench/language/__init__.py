"""How well and how fast `kanalkoll.language` reads Swedish; no database, no engine."""
