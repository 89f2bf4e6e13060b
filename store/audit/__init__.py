"""Evidence that the record is intact: signed heads, proof, findings, and the log of who looked."""
