"""Which cases may be destroyed, the agreement of two people, and carrying it out (Archiefwet 1995, art. 3)."""
