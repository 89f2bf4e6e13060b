"""The database as a whole: its version, a copy of it, and what is taken out of it by law."""
