"""A throwaway town with its authorities and its mail server, in which each sequence is played and rolled back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connections, transaction
from django.test import override_settings

from consistorio.documental.firma import casa
from consistorio.integraciones.pki_demo.pruebas import pki_de_pruebas
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.pki_demo.siembra import certificar_personal
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen import deposito
from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import asegurar_base_de_pruebas
from consistorio.plataforma.cola import operaciones as cola
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.puertos import conexion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import asignar_area

from . import accesos, averias
from .accesos import Fuera

AREAS = {"urbanismo": "LA0009986", "tributos": "LA0009992"}
ALIAS = ("default", "accesos")
PUERTOS = {
    "sello_tiempo": "pruebas.simulador.averias.SelloConAverias",
    "revocacion": "pruebas.simulador.averias.RevocacionConAverias",
    "segundo_factor": "pruebas.simulador.averias.SegundoFactorConAverias",
}


def ajustes(servidor: Servidor, fuera: Fuera, carpeta: Path, secreto: Path) -> dict[str, object]:
    """Settings of a house that signs, stamps and sends mail here, through ports that can be broken."""
    from django.conf import settings

    pki = servidor.pki
    return {
        "CONSISTORIO_SELLO": {"clave": str(pki.carpeta / "sello.key"), "certificado": str(pki.carpeta / "sello.pem")},
        "CONSISTORIO_CONFIANZA": str(pki.carpeta / "confianza"),
        "CONSISTORIO_TSA_URL": f"{servidor.url}/tsa",
        "CONSISTORIO_SECRETO_FIRMA": str(secreto),
        "CONSISTORIO_VAR": carpeta,
        "CONSISTORIO_CLAVE": fuera.ajustes,
        "ALLOWED_HOSTS": ["localhost"],
        "CONSISTORIO_PUERTOS": {**settings.CONSISTORIO_PUERTOS, **PUERTOS},
        "CONSISTORIO_SMTP": {
            "servidor": "127.0.0.1",
            "puerto": fuera.buzon.puerto,
            "seguridad": "ninguna",
            "remitente": "sede@villaejemplo.example",
            "segundos": 5,
        },
    }


@contextmanager
def puertos_con_averias(servidor: Servidor, fuera: Fuera, carpeta: Path, secreto: Path) -> Iterator[None]:
    """The house works through the ports of `averias`; as it was at the end."""
    with override_settings(**ajustes(servidor, fuera, carpeta, secreto)):
        conexion._crear.cache_clear()
        casa.olvidar()
        local, encolar = deposito.DepositoLocal, cola.JobDeferrer
        deposito.DepositoLocal = averias.DepositoConAverias  # type: ignore[misc]
        cola.JobDeferrer = averias.EncolarConAverias  # type: ignore[misc]
        try:
            yield
        finally:
            deposito.DepositoLocal = local  # type: ignore[misc]
            cola.JobDeferrer = encolar  # type: ignore[misc]
            conexion._crear.cache_clear()
            casa.olvidar()


def sembrar(servidor: Servidor) -> None:
    """The example town as of the first days of its year, whose staff have their keys."""
    escenario.tipos_de_tarea()
    reloj = RelojDePrueba(escenario.SIEMBRA)
    escenario.villa(reloj)
    asignar_areas(reloj)
    certificar(servidor)


def certificar(servidor: Servidor) -> None:
    """Whoever works in the town gets a key."""
    certificar_personal(servidor.pki, reloj=RelojDePrueba(escenario.SIEMBRA))


def asignar_areas(reloj: RelojDePrueba) -> None:
    """Who answers for what a licence asks of other units."""
    for area, dir3 in AREAS.items():
        unidad = unidad_por_dir3(dir3, en=hoy(reloj))
        asignar_area(actor=escenario.SISTEMA, area=area, unidad_id=unidad.id, reloj=reloj)


@contextmanager
def abierta(sembrar: Callable[[Servidor], None] = sembrar) -> Iterator[Fuera]:
    """A town of this process alone, sown so, dropped at the end. Answers who is outside it."""
    base = asegurar_base_de_pruebas()
    plantillas.barrer_abandonadas(base)
    with ExitStack() as pila:
        raiz = "/dev/shm" if Path("/dev/shm").is_dir() else None
        carpeta = Path(pila.enter_context(tempfile.TemporaryDirectory(prefix="simulador-", dir=raiz)))
        servidor = pila.enter_context(pki_de_pruebas(carpeta / "pki"))
        fuera = pila.enter_context(accesos.abierto(carpeta / "clave"))
        pila.enter_context(puertos_con_averias(servidor, fuera, carpeta, carpeta / "firma.clave"))
        huella = plantillas.huella_de_migraciones(Path(c.path) for c in apps.get_app_configs())
        nombre = plantillas.clonar(base, plantillas.asegurar_plantilla(base, huella, _migrar))
        pila.callback(plantillas.borrar, base, nombre)
        pila.callback(connections.close_all)
        _apuntar(nombre)
        connections["accesos"] = connections["default"]
        sembrar(servidor)
        yield fuera


def _apuntar(nombre: str) -> None:
    for alias in ALIAS:
        connections.settings[alias]["NAME"] = nombre
    connections.close_all()


def _migrar(nombre: str) -> None:
    _apuntar(nombre)
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()


@contextmanager
def deshecha() -> Iterator[None]:
    """Whatever happens inside is undone at the end: rows by a rollback, files of the store by removing those that were not there."""
    from django.conf import settings

    contenidos = Path(settings.CONSISTORIO_VAR) / "almacen" / "contenidos"
    antes = set(contenidos.glob("*/*/*")) if contenidos.exists() else set()
    casa.olvidar()
    envoltura = transaction.atomic(using="default")
    setattr(envoltura, "_from_testcase", True)  # noqa: B010 - as Django's TestCase: actions may be durable inside
    envoltura.__enter__()
    try:
        yield
    finally:
        transaction.set_rollback(True, using="default")
        envoltura.__exit__(None, None, None)
        for fichero in contenidos.glob("*/*/*"):
            if fichero not in antes:
                fichero.unlink()
