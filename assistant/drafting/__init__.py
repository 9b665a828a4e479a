"""Tailored advice: a request, an outline of issues with their passages, a draft, its review and its file."""
