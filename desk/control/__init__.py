"""Supervision: terms, the check of the record, destruction, and who looked."""
