"""Adapters to the outside, one folder a system; each implements a port of the layer below."""
