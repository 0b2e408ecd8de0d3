"""What happens on the workshop floor, as records, and what the floor is like after it. Pure: no store, no clock."""
