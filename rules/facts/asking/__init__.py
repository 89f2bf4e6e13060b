"""What the citizen asks, thing by thing, how that came in, and the talks that made it precise or agreed to less."""
