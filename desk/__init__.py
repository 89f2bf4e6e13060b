"""The screens on which a consultant works."""
