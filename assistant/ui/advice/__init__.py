"""The Draft tab: requests for advice, their outlines, the drafts made of them, and their review."""
