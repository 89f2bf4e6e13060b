"""What every page is made of: who is there, forms, words, and what goes wrong."""
