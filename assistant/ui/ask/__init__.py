"""The Ask tab: conversations, the sources beside them, and what people thought of answers."""
