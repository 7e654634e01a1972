"""Percents of the closing that the law fixes; each file names its source."""
