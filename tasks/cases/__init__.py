"""One case: recording facts, running its process, waiting, and its open duties."""
