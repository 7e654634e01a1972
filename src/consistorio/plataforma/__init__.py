"""The platform: what every room of the house stands on."""
