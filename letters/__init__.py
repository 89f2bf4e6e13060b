"""Letters to citizens as accessible PDFs, from a text and the record."""
