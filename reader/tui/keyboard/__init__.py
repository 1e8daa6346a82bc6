"""From keys to commands."""
