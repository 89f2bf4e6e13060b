"""The letters of a case: their values, their addressee, and making them."""
