"""The model's opinion of a document's lines: log-odds that each is article."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning import context, features
from reader.cleaning.model import Model, quantised
from reader.cleaning.vocabulary import Measure

_PLAIN = len(features.OWN) + len(features.NEAR) + len(features.WHERE)
_WITH_MARKUP = len(features.NAMES)
_SHIFT = len(context.NAMES)
_WHOLE = range(_PLAIN, _PLAIN + len(features.WHOLE))


def log_odds(
    model: Model,
    lines: Sequence[str],
    machine: Sequence[bool | None] = (),
    links: Sequence[int] = (),
) -> tuple[list[float], list[Measure]]:
    """Log-odds of every line (not empty, trimmed), and what its words measure."""
    if not lines:
        return [], []
    rows, measures = features.rows(lines, model.vocabulary, machine, links)
    each = [*range(_PLAIN), *(range(_WHOLE.stop, _WITH_MARKUP) if machine else ())]
    shared = [*_WHOLE, *(() if machine else range(_WHOLE.stop, _WITH_MARKUP))]
    first = rows[0]
    same = [first[place] for place in shared]
    own = [row[:_PLAIN] + row[_WHOLE.stop :] for row in rows] if machine else rows
    if not machine:
        own = [row[:_PLAIN] for row in rows]
    common = model.first.common(same, shared)
    totals = model.first.sums(own, each, common)
    levels = [quantised(model.first_scale.margin(total)) for total in totals]
    seen = context.rows(
        [margin for margin, _ in levels],
        [chance for _, chance in levels],
        [len(line) for line in lines],
    )
    places = [*range(_SHIFT), *(_SHIFT + place for place in each)]
    common = model.second.common(same, [_SHIFT + place for place in shared])
    totals = model.second.sums([a + b for a, b in zip(seen, own, strict=True)], places, common)
    return [model.second_scale.margin(total) for total in totals], measures
