"""Which days and hours count towards a term."""
