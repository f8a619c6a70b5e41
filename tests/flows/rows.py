"""What the tables of clauses share."""

import pytest


def proves(name, clause, *more):
    """One row of a table: the municipality, the clause it proves, and what the row is about."""
    return pytest.param(name, clause, *more, marks=pytest.mark.clause(clause), id=clause)
