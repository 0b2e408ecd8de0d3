"""What a screen on a wall may show: cars by the tail of their plate, technicians by their next job."""
