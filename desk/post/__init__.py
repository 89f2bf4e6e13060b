"""The letters of the day and the letter runs."""
