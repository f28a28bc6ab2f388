"""What our own app is held against."""
