"""Whether the record tells the truth: signed heads, proof, findings, and who looked."""
