"""What the citizen asks, thing by thing, and the talks that made it precise or agreed to less."""
