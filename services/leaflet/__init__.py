"""The offline leaflet of a country: one page of numbers to print and keep, openly worded or without telling words."""
