"""`certificado`: the two processes of the certificate port, each by itself (docs/adr/012)."""

import argparse
from pathlib import Path

from consistorio.plataforma.base.conexion import asegurar_base

from .analizador import puerto
from .salida import HECHO, MAL_USO, aviso


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument(
        "parte",
        choices=("socket", "frente"),
        help="socket: recibe de nginx (o de «frente») el certificado; frente: hace el TLS y lo pide, si no hay nginx",
    )
    analizador.add_argument("--socket", type=Path, required=True, metavar="F", help="socket que une las dos partes")
    analizador.add_argument("--grupo", default="", metavar="G", help="socket: grupo que puede escribir en él (nginx)")
    analizador.add_argument("--direccion", default="0.0.0.0", metavar="IP", help="frente: dirección en la que escucha")  # noqa: S104
    analizador.add_argument(
        "--puerto", type=puerto, default=8443, metavar="N", help="frente: puerto (por defecto, 8443)"
    )
    analizador.add_argument("--tls-certificado", type=Path, metavar="F.pem", help="frente: certificado de servidor")
    analizador.add_argument("--tls-clave", type=Path, metavar="F.key", help="frente: su clave")
    analizador.add_argument(
        "--autoridades", type=Path, metavar="DIR", help="frente: emisores que el navegador ofrece (por defecto, todos)"
    )


def ejecutar(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    if args.parte == "socket":
        from consistorio.integraciones.certificado import confianza

        asegurar_base()
        confianza.main(["--socket", str(args.socket), "--grupo", args.grupo])
        return HECHO
    faltan = [f for f in (args.tls_certificado, args.tls_clave) if f is None or not f.is_file()]
    if faltan:
        aviso("Diga el certificado de servidor y su clave: --tls-certificado F.pem --tls-clave F.key (deben existir).")
        return MAL_USO
    from consistorio.integraciones.certificado import frente

    autoridades = ["--autoridades", str(args.autoridades)] if args.autoridades else []
    tls = ["--certificado", str(args.tls_certificado), "--clave", str(args.tls_clave)]
    frente.main(
        ["--direccion", args.direccion, "--puerto", str(args.puerto), "--socket", str(args.socket), *tls, *autoridades]
    )
    return HECHO
