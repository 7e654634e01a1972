"""The town: every procedure that ships, in the size that is asked for, and the people who work in it on each day."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from consistorio.documental.firma.acciones.devolver import devolver
from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.models import PasoFirma
from consistorio.economia.gasto.tests import contrato
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.datos.demo import sembrar as sembrar_calendario
from consistorio.plataforma.organizacion import demostracion
from consistorio.plataforma.organizacion.consultas import actor_de, titular_de
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.plataforma.organizacion.models import Empleado, Suplencia
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import anotar_valores_legales, cargar, publicar
from consistorio.tramitacion.catalogo.datos import CARPETA, PROCEDIMIENTOS
from consistorio.tramitacion.catalogo.datos.demo import cargar_todo
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.catalogo.valores_legales import escritos
from consistorio.tramitacion.expedientes.permisos import VER_TODOS
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from pruebas.simulador import ojos
from pruebas.simulador.villa import certificar

if TYPE_CHECKING:
    from consistorio.integraciones.pki_demo.servidor import Servidor

TARIFAS = {"vado": "vado", "reserva-instalacion": "uso"}


def _revisa(definicion: dict[str, dict[str, list[dict[str, str]]]]) -> bool:
    """Whether it reviews what another case decided: where a town begins there is nothing to review."""
    return any(tarea["tipo"] == "acto_revisado" for tarea in definicion["tareas"].get("anadir", ()))


DE_LAS_AREAS = tuple(
    nombre.removesuffix(".json")
    for nombre in PROCEDIMIENTOS
    if (leido := json.loads((CARPETA / nombre).read_text())).get("tamano") and not _revisa(leido)
)


def sembrar(tamano: str) -> partial[None]:
    """What sows a town whose procedures are of that size."""
    return partial(_sembrar, tamano=tamano)


def _sembrar(servidor: Servidor, *, tamano: str) -> None:
    fundar(tamano)
    certificar(servidor)


def fundar(tamano: str) -> None:
    """The example town with every procedure that ships, in that size. Nobody has a key yet."""
    reloj = RelojDePrueba(escenario.SIEMBRA)
    reloj.poner(reloj.momento)
    demostracion.sembrar(reloj=reloj)
    sembrar_calendario()
    cargar_todo(reloj=reloj)
    for codigo in DE_LAS_AREAS:
        documento = {**json.loads((CARPETA / f"{codigo}.json").read_text()), "tamano": tamano}
        carga = cargar(actor=escenario.SISTEMA, contenido=json.dumps(documento).encode(), reloj=reloj)
        version = VersionProcedimiento.objects.get(id=carga.version_id)
        if version.estado == VersionProcedimiento.Estado.ENSAYO:
            publicar(actor=escenario.SISTEMA, version_id=version.id, reloj=reloj)
    for codigo, concepto in TARIFAS.items():
        _escribir_tarifa(codigo, concepto, reloj)
    contrato.cuentas(reloj, credito=10**7)


def _escribir_tarifa(procedimiento: str, concepto: str, reloj: RelojDePrueba) -> None:
    vigente_ = escritos(procedimiento, en=hoy(reloj)).vigentes["tasa"]
    tarifa: dict[str, Valor] = {
        "concepto": concepto,
        "nombre": "Lo que dice la ordenanza",
        "importe": "3,50",
        "por": "por unidad",
        "articulo": "Ordenanza fiscal n.º 7, artículo 6",
    }
    valores = {"tasa": {**como_datos(vigente_), "tarifas": [tarifa]}}
    actor = Actor.sistema("tramitaciones", *DE_LA_INSTALACION)
    anotar_valores_legales(actor=actor, procedimiento=procedimiento, valores=valores, reloj=reloj)


class Gente:
    """Who works in the town, as they are on the day of its clock."""

    def __init__(self, reloj: RelojDePrueba) -> None:
        self._reloj = reloj
        self._empleados = list(
            Empleado.objects.exclude(cuenta=None).select_related("persona", "cuenta").order_by("cuenta__usuario")
        )
        self._actores: dict[tuple[UUID, object], Actor] = {}
        self._suplencias: list[tuple[date, date]] = []

    def olvidar(self) -> None:
        """Somebody stands in for another, some days."""
        self._suplencias = list(Suplencia.objects.values_list("desde", "hasta"))

    def actor(self, empleado: Empleado) -> Actor:
        """That person today."""
        dia = hoy(self._reloj)
        clave = (empleado.id, tuple(dias for dias in self._suplencias if dias[0] <= dia <= dias[1]))
        if clave not in self._actores:
            self._actores[clave] = actor_de(empleado, en=dia)
        return self._actores[clave]

    def de_unidad(self, unidad_id: UUID) -> list[Actor]:
        """Who works in a unit, and who is above all of them."""
        todos = [self.actor(empleado) for empleado in self._empleados]
        suyos = [actor for actor in todos if unidad_id in actor.unidades]
        return [*suyos, *(actor for actor in todos if actor.puede(VER_TODOS) and actor not in suyos)]

    def que_puede(self, permiso: str) -> Actor:
        """Somebody who may do that today."""
        return next(actor for actor in map(self.actor, self._empleados) if actor.puede(permiso))

    def por_firmar(self) -> list[tuple[PasoFirma, Empleado]]:
        """Each signature whose turn has come, and who may give it today: the holder, or who stands in."""
        esperan = []
        for paso_id in (paso for pasos in ojos.por_firmar().values() for paso in pasos):
            paso = PasoFirma.objects.select_related("puesto").get(id=paso_id)
            try:
                quien = titular_de(paso.puesto, en=hoy(self._reloj)).empleado
            except NoEncontrado:
                continue
            esperan.append((paso, quien))
        return esperan

    def firmar(self, paso: PasoFirma, quien: Empleado) -> None:
        """With the key and the code of that person. Raises what the action raises; AssertionError when it could not be signed."""
        ojos.olvidar_codigos()
        assert quien.cuenta is not None
        resultado = firmar(
            actor=self.actor(quien),
            paso_ids=[paso.id],
            segundo_factor=codigo_actual(quien.cuenta.usuario),
            reloj=self._reloj,
        )
        assert resultado.fallidos == (), resultado.fallidos

    def devolver(self, paso: PasoFirma, quien: Empleado) -> None:
        """Send it back."""
        devolver(actor=self.actor(quien), paso_id=paso.id, motivo="Falta un dato.", reloj=self._reloj)
