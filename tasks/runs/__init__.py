"""How we ask Prefect for runs, set cases going again, and keep personal data out of what it sees."""
