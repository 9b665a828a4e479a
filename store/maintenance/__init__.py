"""A whole library checked, rebuilt, copied and archived."""
