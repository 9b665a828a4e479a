"""The people who use a library: accounts, conversations, feedback, drafts, and who changed what."""
