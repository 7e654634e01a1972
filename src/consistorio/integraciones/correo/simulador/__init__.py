"""An SMTP server (RFC 5321) that delivers nothing: it keeps each message as a file under `var/correo`."""
