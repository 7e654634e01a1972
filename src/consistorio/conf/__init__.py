"""Settings, URLs and servers; the only place that knows every room, to wire ports to those who implement them."""
