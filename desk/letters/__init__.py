"""Letters on the screen: those of a case, previews, and the texts they are made from."""
