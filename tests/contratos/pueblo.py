"""What the questions of tests/contratos/test_interiores.py are about: a case, an entry, a person... each made when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from uuid import UUID, uuid4

from django.db import transaction

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tests import factories as asientos
from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona, Representacion
from consistorio.plataforma.organizacion.models import Empleado, Unidad
from consistorio.servicios.archivo.models import ImportacionEni
from consistorio.servicios.tests import escenario
from consistorio.tramitacion.expedientes.models import Expediente, PermisoExpediente
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.factories import un_pdf


@dataclass
class Pueblo:
    """One town a test."""

    @cached_property
    def reloj(self) -> escenario.RelojDePrueba:
        return escenario.RelojDePrueba(reloj_de_la_casa().ahora())

    @cached_property
    def expediente(self) -> Expediente:
        """A case that nobody was given access to by hand nor by a task."""
        expediente = escenario.caso(self.reloj)
        PermisoExpediente.objects.filter(expediente=expediente).update(hasta=self.reloj.ahora())
        return expediente

    @cached_property
    def tarea(self) -> Tarea:
        tarea = Tarea.objects.filter(expediente=self.expediente).select_related("expediente", "unidad").first()
        assert tarea is not None
        return tarea

    @cached_property
    def asiento(self) -> Asiento:
        with transaction.atomic():
            return asientos.asentar(uuid4().hex, reloj=self.reloj, unidad_destino=self.unidad)

    @cached_property
    def contenido(self) -> Contenido:
        return guardar_bytes(un_pdf("escaneo"))

    @cached_property
    def persona(self) -> Persona:
        return Persona.objects.get(nif="12345678Z")

    @property
    def unidad(self) -> Unidad:
        return self.expediente.unidad

    @cached_property
    def importacion(self) -> ImportacionEni:
        with transaction.atomic():
            documento = documentos.incorporar(
                self.contenido,
                titulo="Informe",
                nombre="informe.pdf",
                tipo_documental="TD99",
                origen_administracion=True,
                organo="L01999998",
                actor=escenario.SISTEMA,
                reloj=self.reloj,
            )
        return ImportacionEni.objects.create(
            id_eni="ES_L01999998_2026_1",
            original=self.contenido,
            documento=documento,
            unidad=self.unidad,
            importado=self.reloj.ahora(),
        )

    @cached_property
    def representacion(self) -> Representacion:
        dia = hoy(self.reloj)
        otra = Persona.objects.exclude(id=self.persona.id).filter(clase="fisica").first()
        return Representacion.objects.create(
            representado=self.persona,
            representante=otra,
            alcance="organismo",
            organismo="L01999998",
            acreditacion="documento",
            desde=dia,
            hasta=dia + timedelta(days=30),
            inscrita_el=self.reloj.ahora(),
        )

    def de_la_unidad(self, *permisos: str) -> Actor:
        """Somebody of the unit of the case, with those permissions alone."""
        return self._empleado(*permisos, unidades=frozenset({self.unidad.id}))

    def de_fuera(self, *permisos: str) -> Actor:
        """Somebody of no unit, with those permissions alone."""
        return self._empleado(*permisos)

    def _empleado(self, *permisos: str, unidades: frozenset[UUID] = frozenset()) -> Actor:
        alguien = Empleado.objects.order_by("id").first()
        assert alguien is not None
        return Actor(
            ClaseActor.EMPLEADO, alguien.id, "Luis Gil", frozenset(permisos), unidades=unidades, nivel=Nivel.ALTO
        )

    def otra_persona(self) -> UUID:
        """An employee who is not the actor."""
        return Empleado.objects.order_by("id").values_list("id", flat=True)[1]
