"""The reader by lines."""
