"""Who is let in, and how often they may ask."""
