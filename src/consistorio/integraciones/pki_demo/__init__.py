"""Certificates for the demo and the tests: a certification authority, a time-stamp authority, OCSP and lists, over HTTP.

Everything lies in one folder made at first start. It refuses to exist under production settings: whoever holds that folder can
sign in anybody's name. Names follow Spanish practice (ETSI EN 319 412-1): serialNumber `IDCES-12345678Z`, organizationIdentifier
`VATES-B99999997`. Public: `autoridad.Pki`, `autoridad.asegurar`, `servidor`.
"""
