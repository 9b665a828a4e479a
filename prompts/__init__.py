"""Every prompt as a readable file."""
