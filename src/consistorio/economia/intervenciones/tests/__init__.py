"""Tests of the control of what is owed and paid."""
