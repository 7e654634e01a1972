"""FACe, by its web service for administrations (SSPP): SOAP 1.1 over HTTPS, each message signed (WS-Security 1.0, X.509 token profile).

Operations, their fields, codes and limits were read in public programs that use the service (aapp2face, among others), not in its own manual nor in
its WSDL, which were not at hand: what may differ is data (`datos/servicio.json`). To be confirmed there before a town goes live: the order of
the parts of an array, the form of `fechaHoraRegistro`, the algorithms of the signature, the length of a comment, the codes of its refusals.
`cliente.FaceSoap` is the adapter of the port `face`; `apagado.SinFace`, that of a town that does not use it; `simulador`, the same protocol on
this machine, for the demo and the tests.
"""
