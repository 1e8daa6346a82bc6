"""Notes on passages: model, anchors, journal, store, exchange."""
