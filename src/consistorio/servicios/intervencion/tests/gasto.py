"""A procedure that spends: the steps of a licence with their control by Intervención, and a case that waits for it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion import consultas as organizacion
from consistorio.servicios.intervencion import acciones
from consistorio.servicios.intervencion.models import Fiscalizacion, Reparo
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import DATOS, SISTEMA, RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import asignar_area, cargar, publicar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.tests.firmas import firmado

CODIGO = "ayuda-de-prueba"
CONDICION: dict[str, Valor] = {"campo": "sentido_propuesta", "operador": "en", "valor": ["estima", "estima_parcial"]}


def procedimiento(
    reloj: RelojDePrueba,
    datos: Mapping[str, Valor] | None = None,
    *,
    condicion: Mapping[str, Valor] | None = CONDICION,
    organo: Mapping[str, Valor] | None = None,
) -> None:
    """One whose proposals to grant are examined, published. `condicion`: what the definition says, if anything; `organo`: who decides."""
    intervencion = organizacion.unidad_por_dir3("LA0009983", en=hoy(reloj))
    asignar_area(actor=SISTEMA, area="intervencion", unidad_id=intervencion.id, reloj=reloj)
    definicion = json.loads((DATOS / "licencia-obra-menor.json").read_text())
    definicion |= {"codigo": CODIGO, "nombre": "Ayuda de prueba", "serie": "AYP", "codigo_propio": "AYUDADEPRUEBA"}
    definicion["legal"]["organo"] |= dict(organo or {})
    definicion.setdefault("tareas", {}).setdefault("anadir", []).append(
        {
            "codigo": "fiscalizacion",
            "tipo": "fiscalizacion",
            "fase": "finalizacion",
            "nombre": "Fiscalización previa",
            "norma": "TRLRHL art. 214",
            "tras": ["propuesta"],
            "paralela": True,
            "area": "intervencion",
            **({"condicion": dict(condicion)} if condicion is not None else {}),
            "datos": dict(datos or {}),
        }
    )
    carga = cargar(actor=SISTEMA, contenido=json.dumps(definicion).encode(), reloj=reloj)
    assert carga.version_id is not None
    publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)


def propuesto(reloj: RelojDePrueba, sentido: str = "estima") -> Expediente:
    """A case whose proposal is made: Intervención is asked."""
    expediente = escenario.caso_por_proponer(reloj, procedimiento=CODIGO)
    proponer(expediente, reloj, sentido)
    return Expediente.objects.get(id=expediente.id)


def proponer(expediente: Expediente, reloj: RelojDePrueba, sentido: str = "estima") -> None:
    """Make its proposal."""
    manos.proponer(expediente, sentido, reloj)


def tarea_de(expediente: Expediente, tipo: str = "fiscalizacion") -> Tarea:
    """Its last task of a kind, as it stands."""
    return Tarea.objects.select_related("expediente", "unidad").filter(expediente=expediente, tipo=tipo).latest("id")


def escribir(
    expediente: Expediente,
    reloj: RelojDePrueba,
    resultado: str = "favorable",
    causas: Sequence[str] = (),
    *,
    quien: str = "teresa",
    importe: str = "12000",
    texto: Sequence[str] = ("No consta lo que pide la convocatoria.",),
) -> ActoTramite:
    """What Intervención writes."""
    return acciones.fiscalizar(
        actor=escenario.empleado(quien, reloj),
        tarea_id=tarea_de(expediente).id,
        resultado=resultado,
        importe=importe,
        aplicacion="2026 3340 48000",
        causas=causas,
        texto=texto,
        reloj=reloj,
    )


def fiscalizado(
    expediente: Expediente, reloj: RelojDePrueba, resultado: str = "favorable", causas: Sequence[str] = ()
) -> Fiscalizacion:
    """The same, signed."""
    firmado(escribir(expediente, reloj, resultado, causas), reloj)
    return Fiscalizacion.objects.get(expediente=expediente)


def con_discrepancia(expediente: Expediente, reloj: RelojDePrueba, causa: str, *, pleno: bool = False) -> Reparo:
    """A reparo that the unit does not accept."""
    fiscalizado(expediente, reloj, "reparo", [causa])
    reloj.avanzar(minutes=1)
    acto = acciones.discrepar(
        actor=escenario.empleado("marta", reloj),
        tarea_id=tarea_de(expediente, "reparo").id,
        texto=["La convocatoria no pide ese certificado."],
        gasto_del_pleno=pleno,
        reloj=reloj,
    )
    firmado(acto, reloj)
    return Reparo.objects.get(fiscalizacion__expediente=expediente)


def resolver(expediente: Expediente, reloj: RelojDePrueba, *, levanta: bool) -> UUID:
    """How the president settles it, written."""
    acto = acciones.resolver_discrepancia(
        actor=escenario.empleado("marta", reloj),
        tarea_id=tarea_de(expediente, "reparo").id,
        levanta=levanta,
        texto=["La convocatoria lo dice en su base quinta."],
        reloj=reloj,
    )
    return acto.id
