"""From the post of a form server to a case."""
