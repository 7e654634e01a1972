"""Signatures a second on one process: an employee's (PAdES B-B, through the action) and the organ's seal in batches.

    PYTHONPATH=src .venv/bin/python benchmarks/firmas.py [--documentos 100]

Every document is a rendered PDF/A of the house with its signature fields, stored and read back; every signature is its own
transaction with its fact in the chain. Making the documents is not counted. Time stamps are not waited for: a job adds them
later. On a throwaway database of the test cluster, with keys of the demo authority in this process.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consistorio.conf.test")
LOTE, CAMPO = "firma.sellar", "firma"


def _ahora() -> tuple[float, float]:
    return time.monotonic(), time.process_time()


def _ritmo(cuantos: int, desde: tuple[float, float]) -> str:
    """A second, and milliseconds of this process's CPU for each: the second says the same on a machine that does other things."""
    reloj, cpu = _ahora()
    return f"{cuantos / (reloj - desde[0]):.1f} a second, {1000 * (cpu - desde[1]) / cuantos:.0f} ms of CPU each"


def _medir(documentos: int) -> tuple[str, str]:
    """Signatures and seals over that many fresh documents each."""
    from django.db import transaction

    from consistorio.documental.documentos.models import Documento
    from consistorio.documental.documentos.operaciones import crear_desde_plantilla
    from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO, CampoFirma
    from consistorio.documental.firma import operaciones as firma
    from consistorio.documental.firma.acciones.firmar import firmar
    from consistorio.documental.firma.models import PasoFirma, SelloPedido
    from consistorio.documental.firma.tipos import PasoPedido
    from consistorio.nucleo.reloj import RelojSistema, hoy
    from consistorio.plataforma.cola.trabajos import TRABAJOS
    from consistorio.plataforma.organizacion import consultas as organizacion
    from consistorio.plataforma.organizacion.demostracion import codigo_actual
    from consistorio.plataforma.organizacion.models import Empleado
    from consistorio.servicios.tests.escenario import SISTEMA

    reloj = RelojSistema()

    def nuevo(*firmas: CampoFirma) -> Documento:
        return crear_desde_plantilla(
            "diligencia",
            {"texto": "Se hace constar para medir."},
            titulo="Diligencia",
            tipo_documental="TD01",
            organo="LA0009982",
            actor=SISTEMA,
            reloj=reloj,
            firmas=firmas,
        )

    actor = organizacion.actor_de(Empleado.objects.get(cuenta__usuario="javier"), en=hoy(reloj))
    puesto = organizacion.puesto_de_organo("secretaria")
    with transaction.atomic():
        for numero in range(documentos):
            pedido = PasoPedido(puesto=puesto, campo=CAMPO)
            firma.pedir_firmas(
                nuevo(CampoFirma(CAMPO, actor.nombre, detalle=actor.cargo)),
                [pedido],
                referencia=f"medida:{numero}",
                actor=SISTEMA,
                reloj=reloj,
            )
        por_sellar = [(nuevo(SELLO_DE_ORGANO), f"sello:{numero}") for numero in range(documentos)]
    pasos = list(PasoFirma.objects.filter(circuito__referencia__startswith="medida:").values_list("id", flat=True))
    empieza = _ahora()
    resultado = firmar(actor=actor, paso_ids=pasos, segundo_factor=codigo_actual("javier"), reloj=reloj)
    firmas = _ritmo(documentos, empieza)
    if resultado.fallidos or len(resultado.firmados) != documentos:
        raise SystemExit(f"not all were signed: {resultado.fallidos}")
    with transaction.atomic():
        pedidos = firma.sellar_varios(por_sellar, reloj=reloj)
    empieza = _ahora()
    for lote in {pedido.lote for pedido in pedidos}:
        TRABAJOS[LOTE].correr({"lote": str(lote)})
    sellos = _ritmo(documentos, empieza)
    if SelloPedido.objects.filter(estado=SelloPedido.Estado.PENDIENTE).exists():
        raise SystemExit("not all were sealed")
    return firmas, sellos


def main() -> None:
    """A town with its authority, measure, print."""
    analizador = argparse.ArgumentParser(description=__doc__)
    analizador.add_argument("--documentos", type=int, default=100)
    args = analizador.parse_args()
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.test import override_settings

    from consistorio.integraciones.pki_demo.pruebas import pki_de_pruebas
    from consistorio.integraciones.pki_demo.siembra import certificar_personal
    from consistorio.nucleo.reloj import RelojSistema
    from consistorio.plataforma.base import plantillas
    from consistorio.plataforma.base.conexion import asegurar_base_de_pruebas
    from consistorio.plataforma.organizacion import demostracion

    servidor = asegurar_base_de_pruebas()
    nombre = plantillas.clonar(servidor, "template0")
    with tempfile.TemporaryDirectory() as carpeta, pki_de_pruebas(Path(carpeta) / "pki") as autoridad:
        casa = {
            "CONSISTORIO_SELLO": {
                "clave": str(autoridad.pki.carpeta / "sello.key"),
                "certificado": str(autoridad.pki.carpeta / "sello.pem"),
            },
            "CONSISTORIO_CONFIANZA": str(autoridad.pki.carpeta / "confianza"),
            "CONSISTORIO_TSA_URL": f"{autoridad.url}/tsa",
            "CONSISTORIO_SECRETO_FIRMA": str(Path(carpeta) / "firma.clave"),
            "CONSISTORIO_VAR": Path(carpeta),
        }
        try:
            for alias in ("default", "accesos"):
                connections.settings[alias]["NAME"] = nombre
            connections.close_all()
            call_command("migrate", verbosity=0, interactive=False)
            with override_settings(**casa):
                demostracion.sembrar(reloj=RelojSistema())
                certificar_personal(autoridad.pki, reloj=RelojSistema())
                carga = os.getloadavg()[0]
                firmas, sellos = _medir(args.documentos)
        finally:
            connections.close_all()
            plantillas.borrar(servidor, nombre)
    maquina = platform.processor() or platform.machine()
    print(f"{maquina}, {os.cpu_count()} cores, Python {platform.python_version()}, load before {carga:.1f}")
    print(
        f"{firmas:.1f} employee signatures/s, {sellos:.1f} organ seals/s ({args.documentos} documents each, one process)"
    )


if __name__ == "__main__":
    main()
