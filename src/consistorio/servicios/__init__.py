"""Services of the town hall over the engine: resolutions, notifications, archive."""
