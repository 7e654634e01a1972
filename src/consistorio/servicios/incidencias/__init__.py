"""Technical incidents of the sede and the terms that they extend (LPACAP 32.4; RD 203/2021 art. 11.1.g).

Owns `Incidencia` and `AmpliacionDePlazos`. Public: `acciones`, `consultas`. An incident is written, published and ended; a decision of
the mayor, proposed here and signed in the portafirmas, extends up to a date the terms of the parties that had not ended when it was signed.
"""
