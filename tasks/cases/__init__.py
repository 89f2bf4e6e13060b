"""One case: recording facts, walking its course, waiting, and what it asks of people."""
