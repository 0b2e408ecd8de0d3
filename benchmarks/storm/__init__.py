"""A storm on the workshop floor: random events, sensible and not, through the functions of the routes."""
