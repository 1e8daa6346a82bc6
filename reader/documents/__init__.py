"""Bytes to documents: decoding, one file for each format, a registry."""

from reader.documents.refused import Refused
from reader.documents.registry import FORMATS, Format, load, open_document
from reader.documents.sniffing import sniff, suffix_format

__all__ = ["FORMATS", "Format", "Refused", "load", "open_document", "sniff", "suffix_format"]
