"""Upkeep of the database as a whole: migrations, backups, and deletion as the law requires it."""
