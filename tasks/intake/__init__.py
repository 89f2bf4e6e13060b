"""From what a form server posts to a case."""
