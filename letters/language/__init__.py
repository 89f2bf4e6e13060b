"""How easy a text is to read, and what would make it easier."""
