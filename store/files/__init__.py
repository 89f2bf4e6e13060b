"""Files outside the database: stored under their digest, handed over to the printer, and what it answers."""
