"""What the database itself refuses, and what its roles may do."""
