"""A row of whole numbers kept as one number adds up as its columns do."""

from hypothesis import given
from hypothesis import strategies as st

from kanalkoll.language.columns import packed, unpacked

COLUMNS = 5
ROWS = st.lists(st.lists(st.integers(-(2**40), 2**40), min_size=COLUMNS, max_size=COLUMNS), max_size=20)


@given(ROWS)
def test_the_sum_of_rows_holds_the_sum_of_every_column(rows: list[list[int]]) -> None:
    together = sum(packed(row) for row in rows)
    assert unpacked(together, COLUMNS) == tuple(sum(row[place] for row in rows) for place in range(COLUMNS))
