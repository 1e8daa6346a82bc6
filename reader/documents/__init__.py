"""Bytes to documents: decoding, one file for each format, a registry."""
