"""Our themes' colours, worked out beforehand: what ``theme.variables`` finds for each.

The first screen is painted before anything that could work them out is loaded. The test of this
module prints the table anew when the themes have changed.
"""

from __future__ import annotations

NAMES = (
    "paper",
    "ink",
    "ink-muted",
    "ink-faint",
    "frame",
    "frame-focus",
    "accent-ink",
    "primary-ink",
    "selection-ground",
    "selected-ground",
    "row-ground",
    "hit-ground",
    "danger-ink",
    "caution-ink",
    "fine-ink",
    "highlight-yellow",
    "mark-yellow",
    "highlight-green",
    "mark-green",
    "highlight-blue",
    "mark-blue",
    "highlight-pink",
    "mark-pink",
    "highlight-purple",
    "mark-purple",
)
"""The style variables, in the order of the columns."""

TABLE: dict[str, str] = {
    "glosse-dusk": (
        "1b1f2a d5d9e4 abaeb4 616570 474b56 dfb46c dfb46c 8fb1e3 343f52 495974 292d38 6a5b44 "
        "e8989e d8a441 7fbf7f 6a5d37 d9b44a 3e5e48 76b87a 375373 7fafdf 6a4259 e296b3 514972 "
        "b5a2e0"
    ),
    "glosse-night": (
        "0d0f12 cfd3da 999c9f 56595e 3b3e42 c6a76a c6a76a 7fa7c9 26303a 3a4b5b 1c1e22 605339 "
        "e27a82 d8a441 7fbf7f 625429 d9b44a 36543a 6fb573 2f4965 5f9bd8 62394b da7a9f 493f64 "
        "a189d8"
    ),
    "glosse-forest": (
        "17201b d6ded4 acb1ad 5f6861 444d47 d7b86a d7b86a 8fc49a 314436 47614d 262f29 69603c "
        "e8989e d8a441 7fbf7f 685e2e d9b44a 3b5e3f 7dbc81 35536a 7fafdf 684250 e296b3 4f4969 "
        "b5a2e0"
    ),
    "glosse-ember": (
        "221b19 e4d9d1 ada8a5 6b635e 504845 e2b768 e2b768 df987a 4b362e 6d4d3f 312a27 6f5a38 "
        "e79097 d8a441 7fbf7f 6e5b2d d9b44a 425b3e 6fb573 3b5069 77aadd 6e3f4f e08fae 554668 "
        "b09bde"
    ),
    "glosse-paper": (
        "f7f4ec 2e2b26 595854 aaa7a0 c6c3bc a04a2a 904225 72552b dbd2c2 c4b6a0 e6e3dc cfa794 "
        "a9241c 7b5100 2c6537 f2d770 615021 b1deab 3d633f afd1f3 395d81 f5bacd 82455c d3c1f1 "
        "5e4e80"
    ),
    "glosse-day": (
        "fbfcfe 22272e 5c5e61 a8abae c6c8cc 8a4b9f 7c438f 2a5d9f cdd9e9 a7bcd8 e9eaed c8acd3 "
        "b2261e 825500 2c6537 f3d973 6c5a25 b1dfae 3d633f b0d2f6 395d81 f5bbd0 82455c d3c2f3 "
        "66558b"
    ),
    "glosse-sepia": (
        "f1e4cd 3a2e21 554e44 ab9e8b c5b8a3 8b2f39 8b2f39 744318 dac3a6 c7a886 e2d5bf c3928a "
        "a0221b 6d4800 275a31 f1d56c 615021 b0dca6 375a39 aeceef 345576 f4b7c8 773f54 d2beec "
        "564875"
    ),
    "glosse-mint": (
        "f2f8f4 20302a 545b58 a2aca7 bfc8c3 895a12 7b5110 1d654f c3d8d0 9dbfb4 e1e8e3 c2b08e "
        "a9241c 7b5100 2c6537 f2d871 615021 b0dfac 3d633f aed1f4 395d81 f4bace 82455c d2c1f2 "
        "5e4e80"
    ),
}


def colours(theme: str) -> dict[str, str]:
    """The colours of one of our themes, RRGGBB by name; empty for a theme that is not ours."""
    return dict(zip(NAMES, TABLE.get(theme, "").split(), strict=False))
