"""Re-plans: proposals side by side, what the foreman decides, what is published, and the end of the day."""
