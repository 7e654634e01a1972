"""Long trials run by hand: they attack what the suite only holds to its word."""
