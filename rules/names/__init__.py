"""How people are named: on an envelope, in a sentence, and at the start of a letter."""
