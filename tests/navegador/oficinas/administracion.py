"""What who administers the town sees: the register that does not answer, the sede that fell, people away, and jobs that failed and that wait."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tests import trabajos_de_prueba
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.acciones.personal import anotar_ausencia
from consistorio.plataforma.organizacion.acciones.sustituciones import designar_suplencia
from consistorio.plataforma.organizacion.models import Empleado, Puesto
from consistorio.servicios.incidencias import acciones as incidencias
from consistorio.servicios.incidencias.models import Latido
from consistorio.servicios.incidencias.permisos import VIGILAR
from consistorio.servicios.incidencias.vigilancia import limites_del_dia
from consistorio.servicios.tests.escenario import RelojDePrueba
from tests.navegador import villa


def averias(reloj: RelojDePrueba) -> None:
    """The register does not answer, and yesterday the sede was down."""
    incidencias.anotar_incidencia(
        actor=villa.empleado("andres"),
        titulo="No se puede presentar nada",
        descripcion="El registro electrónico no responde.",
        desde=reloj.ahora() - timedelta(hours=2),
        hasta=None,
        reloj=reloj,
    )
    _caida(reloj)


def fuera(reloj: RelojDePrueba) -> None:
    """Somebody is away; somebody else does the work of a post."""
    andres, desde, hasta = villa.empleado("andres"), hoy(reloj), hoy(reloj) + timedelta(days=14)
    sergio, beatriz = (Empleado.objects.get(cuenta__usuario=quien) for quien in ("sergio", "beatriz"))
    anotar_ausencia(actor=andres, empleado_id=sergio.id, desde=desde, hasta=hasta, motivo="vacaciones", reloj=reloj)
    designar_suplencia(
        actor=andres,
        puesto_id=Puesto.objects.get(codigo="intervencion").id,
        suplente_id=beatriz.id,
        desde=desde,
        hasta=hasta,
        norma="Decreto de prueba",
        reloj=reloj,
    )


def trabajos() -> None:
    """Jobs that failed and that wait."""
    trabajos_de_prueba.declarar()
    trabajos_de_prueba.crear_tabla()
    with transaction.atomic():
        encolar("prueba.nunca", objeto_id="x")
    vaciar_colas(colas=["prueba"], propagar=False)


def _caida(reloj: RelojDePrueba) -> None:
    """Yesterday the sede was down from nine to half past ten, as its beats say."""
    ayer = hoy(reloj) - timedelta(days=1)
    desde, hasta = limites_del_dia(ayer)
    caida = (desde + timedelta(hours=9), desde + timedelta(hours=10, minutes=30))
    minutos = (desde + timedelta(minutes=n) for n in range(int((hasta - desde) / timedelta(minutes=1))))
    Latido.objects.bulk_create(
        Latido(origen="web", minuto=minuto) for minuto in minutos if not caida[0] <= minuto < caida[1]
    )
    assert incidencias.vigilar(actor=Actor.sistema("vigilancia", VIGILAR), dia=ayer, reloj=reloj) is not None
