"""A quick look whether a text may hold letters of scripts written without spaces.

A pattern of all such letters takes longer to compile than an article to be read. This one has
fewer ranges and lets a little through that is none: whoever needs to know looks again.
"""

from __future__ import annotations

from reader.patterns import late

_PERHAPS = late("[^\x00-\u0dff\u1d00-\u2e7f\ufb00-\uffff]")


def may_be_unspaced(text: str) -> bool:
    """False only where no letter is Thai, Lao, Burmese, Khmer, Chinese, Japanese or Korean."""
    return not text.isascii() and _PERHAPS.search(text) is not None
