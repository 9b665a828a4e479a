"""Language models: what they are asked, what they write, and what becomes of it."""
