"""The keys of this installation, and the data sealed with them."""
