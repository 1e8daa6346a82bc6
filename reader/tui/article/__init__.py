"""The article pane. The view is in ``view``; what it is painted with knows no screen."""
