"""What `frente` and `confianza` agree on."""

CABECERA = "X-Consistorio-Certificado"
"""Base64 of the PEM of the certificate and its chain; written by the front alone, believed on the unix socket alone."""

RUTA = "/acceso/certificado/entrar/"
"""The one path of the certificate port; `?peticion=` names the request for identification."""

ENTORNO = "consistorio.certificado"
"""Key of the WSGI environment where the application finds the PEM. No HTTP header can make a key without `HTTP_`."""
