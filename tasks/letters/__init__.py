"""Letters of a case: what they say, to whom, and making them."""
