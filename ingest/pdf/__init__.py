"""Reads PDF: bytes to text runs in the order of reading, and runs to blocks."""
