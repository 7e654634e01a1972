"""HTTP side of signatures: time stamps (RFC 3161), OCSP (RFC 6960) and lists. Implements the ports `sello_tiempo` and `revocacion`."""
