"""Backups, keys, and the check of the record."""
