"""Screens over the panes: lists to choose from, questions, comparisons, figures."""
