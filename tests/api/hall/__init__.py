"""What a screen on a wall may show."""
