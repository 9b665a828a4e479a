"""Metrics: one small module each, with definition, source and standard error."""
