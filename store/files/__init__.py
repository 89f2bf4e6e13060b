"""Files outside the database: kept by their digest, and handed to the printer."""
