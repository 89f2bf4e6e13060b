"""The chains that put every row of a case, in order, under a digest."""
