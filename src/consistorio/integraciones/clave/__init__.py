"""Identification by Cl@ve: a SAML 2.0 service provider with signed requests and signed answers (LPACAP 9.2.c; eIDAS profile).

`sp` makes requests and judges answers; `niveles` maps levels of assurance; `simulador` is an identity provider of our own, a process
apart that signs real messages, for demo and tests alone. Names of attributes as Cl@ve 2 and the eIDAS SAML profile publish them.
"""
