"""Files outside the database: stored under their digest, and handed over to the printer."""
