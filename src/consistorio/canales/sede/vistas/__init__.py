"""Views of the sede: each one calls an action or a query and renders a page."""
