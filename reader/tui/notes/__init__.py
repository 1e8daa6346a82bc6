"""The notes pane, its cards and the box to write in."""
