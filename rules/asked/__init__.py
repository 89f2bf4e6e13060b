"""What was asked beside what is given, and what is less."""
