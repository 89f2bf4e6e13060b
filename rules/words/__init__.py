"""By which words a phrase is told from a sentence, and what it asks for."""
