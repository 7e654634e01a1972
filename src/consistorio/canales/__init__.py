"""Doors of the house for people and machines: pages, forms and endpoints. The only place where HTTP lives."""
