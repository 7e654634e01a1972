"""Mail over SMTP (RFC 5321, STARTTLS of RFC 3207): implements the port `correo`.

Settings `CONSISTORIO_SMTP`: `servidor`, `puerto` (1-65535), `seguridad` ("starttls", "tls" or "ninguna"), `usuario`, `clave`,
`remitente`, `segundos` (seconds to wait for each answer).
"""
