"""Each row of a case in its order, under a digest."""
