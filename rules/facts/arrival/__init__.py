"""What came in and does not fit, or is not what we knew: what a person looks at before it counts."""
