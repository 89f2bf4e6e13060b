"""What a citizen can do against us, and what comes of it: objection and appeal, notice of default and penalty."""
