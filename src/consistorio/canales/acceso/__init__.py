"""The accesses: how citizens and staff identify themselves, on whose behalf they act, and how they leave.

Sets `request.actor`. Owns no data: it drives `identidad`, `organizacion` and the adapters of certificate and Cl@ve.
"""
