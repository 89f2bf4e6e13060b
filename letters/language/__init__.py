"""How easy a text reads, and what would make it easier."""
