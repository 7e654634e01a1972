"""Tests of the third parties."""
