"""The statutory terms: from a start day to a last day that can explain itself. It knows nothing about facts."""
