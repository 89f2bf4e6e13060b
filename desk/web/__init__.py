"""What all pages share: access, forms, wording, and errors."""
