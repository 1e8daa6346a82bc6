"""The first screen before Textual is loaded, and what the reader is to open."""
