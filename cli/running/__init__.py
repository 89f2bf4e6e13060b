"""The processes that `maatwerk start` runs."""
