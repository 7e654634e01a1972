"""Tests of the councillors' access to information."""
