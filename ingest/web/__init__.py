"""Read web pages (HTML)."""
