"""The assistant: what a person touches."""
