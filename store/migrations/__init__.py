"""The migrations that bring a database to this version."""
