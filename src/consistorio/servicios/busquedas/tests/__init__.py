"""Tests of the searches that are kept."""
