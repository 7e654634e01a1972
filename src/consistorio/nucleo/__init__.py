"""The ground floor: actors, errors, clock, value types, canonical JSON. Knows neither Django nor the database."""
