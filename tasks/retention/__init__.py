"""Which cases may be destroyed, the approval by two people, and carrying it out (Archiefwet 1995, art. 3)."""
