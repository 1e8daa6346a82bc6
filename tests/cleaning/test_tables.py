from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cleaning.tables import LEVELS, SCALE, Tables, pack, unpack

entries = st.lists(st.integers(-(2**15), 2**15 - 1), min_size=LEVELS, max_size=LEVELS)
models = st.builds(Tables, st.lists(entries, min_size=1, max_size=3), st.integers(-999, 999))


@settings(deadline=None, max_examples=30)
@given(models)
def test_packed_tables_are_read_again(model):
    assert unpack(pack(model)) == model


def test_a_line_gets_the_sum_of_its_entries():
    rising, falling = list(range(LEVELS)), list(range(0, -LEVELS, -1))
    model = Tables([rising, falling], SCALE)
    assert model.margins([[0, 5], [0, 1]]) == [1.0, 1.0 + 4 / SCALE]
