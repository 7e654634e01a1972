"""Identification by the citizen's own X.509 certificate, on a port or host of its own (LPACAP 9.2.a).

`frente` is a small process that ends TLS, asks the browser for its certificate and hands it on over a unix socket; `confianza` is the
other end of that socket, the only one that believes the certificate; `lector` reads who it names, `validacion` decides whether it can
be trusted today. A proxy such as nginx may take the place of `frente`: the socket and the header are the contract.
"""
