"""Is the evidence there? What answers a question, and whether it answers it at all."""
