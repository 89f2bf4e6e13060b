"""Letters on their way out: claimed, sealed, handed over and answered."""
