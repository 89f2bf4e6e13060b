"""Where letters to somebody go, and what a person says of a letter that is held."""
