"""Glosse: read, clean and annotate articles kept as files."""

__version__ = "0.1.0"
