"""What the store does by itself: ask the antivirus again, drop abandoned uploads. Called by `trabajos` and by tests."""

from __future__ import annotations

import time

from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual
from consistorio.plataforma.almacen.acceso import parcial
from consistorio.plataforma.almacen.consultas import abrir, pendientes_de_analizar
from consistorio.plataforma.almacen.deposito import borrar, carpeta_de_trabajo
from consistorio.plataforma.almacen.eventos import SubidaCancelada
from consistorio.plataforma.almacen.models import Contenido, EstadoSubida, Subida
from consistorio.plataforma.almacen.operaciones import aplicar_dictamen
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.puertos.antivirus import antivirus

BARRENDERO = Actor.sistema("almacen.barrido")
_LOTE = 200
_DIA = 86_400


def analizar_pendientes(*, reloj: Reloj) -> int:
    """Ask the antivirus about up to 200 contents that wait; how many were judged.

    Stops at the first one it does not answer for, raising ServicioNoDisponible when none could be judged.
    """
    juzgados = 0
    for sha256 in list(pendientes_de_analizar().values_list("pk", flat=True)[:_LOTE]):
        try:
            with abrir(sha256) as flujo:
                dictamen = antivirus().analizar(flujo)
        except ServicioNoDisponible:
            if juzgados:
                return juzgados
            raise
        with transaction.atomic(using=alias_actual()):
            aplicar_dictamen(Contenido.objects.select_for_update().get(pk=sha256), dictamen, reloj=reloj)
        juzgados += 1
    return juzgados


def barrer_subidas(*, reloj: Reloj) -> int:
    """Close up to 200 expired uploads and drop their bytes; also temporary files of more than a day. How many were closed."""
    cerradas = 0
    vencidas = Subida.objects.filter(estado=EstadoSubida.ABIERTA, caduca__lte=reloj.ahora()).order_by("caduca")
    for identificador in list(vencidas.values_list("pk", flat=True)[:_LOTE]):
        with transaction.atomic(using=alias_actual()):
            subida = Subida.objects.select_for_update().get(pk=identificador)
            if subida.estado != EstadoSubida.ABIERTA or subida.caduca > reloj.ahora():
                continue
            subida.estado = EstadoSubida.CADUCADA
            subida.save(update_fields=["estado"])
            borrar(parcial(subida.id))
            anotar(f"subida:{subida.id}", SubidaCancelada(subida.id), actor=BARRENDERO, reloj=reloj)
            cerradas += 1
    limite = time.time() - _DIA
    for resto in carpeta_de_trabajo().glob("*.parte"):
        if resto.stat().st_mtime < limite:
            borrar(resto)
    return cerradas
