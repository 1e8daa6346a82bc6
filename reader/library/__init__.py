"""The folder as a library: scan, watch, index, queries."""
