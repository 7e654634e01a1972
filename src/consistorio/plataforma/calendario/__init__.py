"""Time of the town: its clock, its inhábiles, its deadlines (LPACAP 30-33)."""
