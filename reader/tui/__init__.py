"""The screen; the only place that imports textual.

``start`` paints the first screen before Textual is there; ``app`` and ``driver`` take the terminal
over. ``main`` joins the panes (``library``, ``article``, ``notes``), the session and the commands;
``dialogs`` are the screens laid over it. ``commands`` is the one table of what keys do, and
``keyboard`` finds the row for what is typed. ``linear`` is the reader without a screen.
"""
