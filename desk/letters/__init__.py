"""Letters on the screen: of a case, before they exist, and the texts they are made of."""
