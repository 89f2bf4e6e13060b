"""What came in and did not fit: what a person looks at before it counts."""
