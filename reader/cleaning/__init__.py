"""A verdict for every block of a document: kept, or removed with a reason."""
