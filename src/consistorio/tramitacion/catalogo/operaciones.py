"""Building blocks that change the catalogue inside somebody's open transaction. Each notes its fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo import valores_legales
from consistorio.tramitacion.catalogo.carga import (
    Arriba,
    Leido,
    arriba_de,
    es_modelo,
    leer_procedimiento,
    problemas_de_modelo,
)
from consistorio.tramitacion.catalogo.casos import guardar_casos
from consistorio.tramitacion.catalogo.ensayos import problemas_de_casos
from consistorio.tramitacion.catalogo.eventos import (
    AreaAsignada,
    ValorLegalAnotado,
    VersionCargada,
    VersionDescartada,
    VersionPublicada,
)
from consistorio.tramitacion.catalogo.modelos import leer_modelo
from consistorio.tramitacion.catalogo.models import Area, Modelo, Procedimiento, ValorLegal, VersionProcedimiento
from consistorio.tramitacion.catalogo.operaciones_de_modelos import CADENA, cargar_modelo, cerrar_area
from consistorio.tramitacion.catalogo.reglas import huella, leer_definicion, problemas_de_vigencia
from consistorio.tramitacion.catalogo.tipos_conocidos import conocidos
from consistorio.tramitacion.formularios.operaciones import crear_definicion
from consistorio.tramitacion.formularios.valores import Valor, como_datos


def cadena_de(procedimiento: str) -> str:
    """Name of the chain of facts of a procedure: who prepares one waits for nobody who prepares another."""
    return f"procedimiento:{procedimiento}"


@dato
class Carga:
    """What a file gave, or would give in a dry run. `version_id` and `modelo_id` are empty in a dry run."""

    clase: str
    codigo: str
    nueva: bool
    problemas: tuple[Problema, ...]
    version_id: UUID | None = None
    modelo_id: UUID | None = None


def comprobar(documento: dict[str, Valor], *, actor: Actor, reloj: Reloj) -> Carga:
    """What a definition would give, with every problem; nothing is written. Raises DatosIncorrectos without a standard model."""
    if es_modelo(documento):
        clase, codigo = str(documento["clase"]), str(documento.get("codigo"))
        return Carga(clase, codigo, nueva=True, problemas=_problemas_de_modelo(documento, actor))
    leido = leer_procedimiento(documento, en=hoy(reloj))
    return Carga("procedimiento", leido.definicion.codigo, nueva=True, problemas=_problemas(leido, actor, hoy(reloj)))


def cargar(documento: dict[str, Valor], *, actor: Actor, reloj: Reloj) -> Carga:
    """Load a definition: a model, or a version of a procedure, in trial; the same content twice is the same one.

    What it says of its legal values is written too, if the actor answers for each of those that are not written; and its made-up cases, which
    must end as they say. Writes: Modelo, or Procedimiento, VersionProcedimiento, ValorLegal, CasoDePrueba, DefinicionFormulario and Area.
    Emits: catalogo.version.cargada, catalogo.legal.anotado, catalogo.caso.guardado, or catalogo.modelo.cargado and, of the installation,
    catalogo.modelo.publicado. Raises DatosIncorrectos (all problems), Conflicto (same model number, other content).
    """
    exigir_transaccion()
    if es_modelo(documento):
        if problemas := _problemas_de_modelo(documento, actor):
            raise DatosIncorrectos(_("El modelo no se puede cargar."), problemas=problemas)
        modelo, nuevo = cargar_modelo(documento, cargado_por=persona_de(actor), actor=actor, reloj=reloj)
        return Carga(modelo.clase, modelo.codigo, nueva=nuevo, problemas=(), modelo_id=modelo.id)
    leido = leer_procedimiento(documento, en=hoy(reloj))
    codigo = leido.definicion.codigo
    if problemas := _problemas(leido, actor, hoy(reloj)):
        raise DatosIncorrectos(_("El procedimiento «%(f)s» no se puede cargar.") % {"f": codigo}, problemas=problemas)
    anotar_legales(codigo, leido.legales_nuevos, actor=actor, reloj=reloj)
    guardar_casos(leido.casos, actor=actor, reloj=reloj)
    return escribir_version(leido, cargada_por=persona_de(actor), actor=actor, reloj=reloj)


def _problemas_de_modelo(documento: dict[str, Valor], actor: Actor) -> tuple[Problema, ...]:
    """That of an area that a person loads is read whole; the rest, which comes before its town, only as far as it can be kept."""
    de_persona = persona_de(actor) is not None and documento.get("clase") == Modelo.Clase.AREA.value
    return leer_modelo(documento, en=None).problemas if de_persona else problemas_de_modelo(documento)


def _problemas(leido: Leido, actor: Actor, dia: date) -> tuple[Problema, ...]:
    problemas = (*leido.problemas, *valores_legales.ajenos(actor, leido.legales_nuevos, leido.legales.vigentes))
    return problemas or problemas_de_casos(leido.definicion, leido.casos, en=dia)


def anotar_legales(codigo: str, valores: Mapping[str, Valor], *, actor: Actor, reloj: Reloj) -> None:
    """Write legal values that were read and are right, by who answers for them. Writes: ValorLegal. Emits: catalogo.legal.anotado."""
    exigir_transaccion()
    for campo, valor in valores.items():
        datos = como_datos(valor)
        fila = ValorLegal.objects.create(
            procedimiento=codigo,
            campo=campo,
            valor=datos,
            desde=_fecha(datos.get("desde")),
            hasta=_fecha(datos.get("hasta")),
            anotado_el=reloj.ahora(),
        )
        anotar(cadena_de(codigo), ValorLegalAnotado(fila.id, codigo, campo, huella(datos)), actor=actor, reloj=reloj)


def _fecha(valor: Valor) -> date | None:
    return date.fromisoformat(valor) if isinstance(valor, str) and valor else None


def publicar(version: VersionProcedimiento, *, actor: Actor, reloj: Reloj) -> VersionProcedimiento:
    """Publish a version in trial, whose row is locked; the one before is withdrawn. What runs keeps its own.

    Writes: VersionProcedimiento. Emits: catalogo.version.publicada. Raises Conflicto (not in trial, or sent to it by the same person),
    DatosIncorrectos (what is wrong with it today; among it, legal values or a model of its area that changed since it was sent to trial).
    """
    exigir_transaccion()
    if version.estado != VersionProcedimiento.Estado.ENSAYO:
        raise Conflicto(_("Esta versión no está en ensayo: ya se publicó o se descartó."))
    quien = persona_de(actor)
    if quien is not None and quien == version.cargada_por:
        raise Conflicto(
            _("La publica otra persona: usted la envió a ensayo."),
            que_hacer=_("Pídaselo a alguien que también pueda publicar procedimientos."),
        )
    definicion, problemas = leer_definicion(version.definicion, tipos_de_tarea=conocidos())
    problemas += problemas_de_vigencia(definicion, hoy(reloj))
    problemas += _legales_cambiados(version, en=hoy(reloj))
    cerrar_area(definicion.area)
    problemas += _modelo_cambiado(version)
    if problemas:
        raise DatosIncorrectos(_("La versión no se puede publicar."), problemas=problemas)
    ahora = reloj.ahora()
    anterior = VersionProcedimiento.objects.filter(
        procedimiento=version.procedimiento, estado=VersionProcedimiento.Estado.PUBLICADA
    ).first()
    if anterior is not None:
        anterior.estado, anterior.retirada_el = VersionProcedimiento.Estado.RETIRADA, ahora
        anterior.save(update_fields=["estado", "retirada_el"])
    version.estado, version.publicada_el = VersionProcedimiento.Estado.PUBLICADA, ahora
    version.publicada_por = quien
    version.save(update_fields=["estado", "publicada_el", "publicada_por"])
    Procedimiento.objects.filter(id=version.procedimiento_id).update(nombre=definicion.nombre, serie=definicion.serie)
    anotar(
        cadena_de(definicion.codigo),
        VersionPublicada(version.id, definicion.codigo, version.numero, anterior.id if anterior else None),
        actor=actor,
        reloj=reloj,
    )
    return version


def descartar(version: VersionProcedimiento, *, actor: Actor, reloj: Reloj) -> None:
    """Give up a version in trial, whose row is locked. Writes: VersionProcedimiento. Emits: catalogo.version.descartada. Raises Conflicto."""
    exigir_transaccion()
    if version.estado != VersionProcedimiento.Estado.ENSAYO:
        raise Conflicto(_("Esta versión no está en ensayo: ya se publicó o se descartó."))
    version.estado, version.retirada_el = VersionProcedimiento.Estado.DESCARTADA, reloj.ahora()
    version.save(update_fields=["estado", "retirada_el"])
    codigo = version.procedimiento.codigo
    anotar(cadena_de(codigo), VersionDescartada(version.id, codigo), actor=actor, reloj=reloj)


def _legales_cambiados(version: VersionProcedimiento, *, en: date) -> tuple[Problema, ...]:
    """The legal values in force that are not those with which it was tried."""
    ensayados = como_datos(version.definicion).get("legal")
    vigentes = valores_legales.escritos(version.procedimiento.codigo, en=en).vigentes
    return tuple(
        Problema(
            f"legal.{campo}",
            _(
                "ha cambiado desde que la versión se envió a ensayo: envíela otra vez para probarla con el valor de hoy."
            ),
        )
        for campo, valor in vigentes.items()
        if isinstance(ensayados, dict) and ensayados.get(campo) != valor
    )


def _modelo_cambiado(version: VersionProcedimiento) -> tuple[Problema, ...]:
    """Whether the models above it are others since it was sent to trial, and compose something else with what is its own."""
    if not version.capa:
        return ()
    capa = como_datos(version.capa)
    arriba, de_entonces = arriba_de(str(capa.get("area"))), Arriba(version.modelo, version.modelo_area)
    suya = version.tipada.legal.naturaleza
    if arriba == de_entonces or arriba.componer(capa, naturaleza=suya) == de_entonces.componer(capa, naturaleza=suya):
        return ()
    mensaje = _(
        "ha cambiado un modelo sobre el que se compone desde que la versión se envió a ensayo: envíela otra vez para probarla con el de hoy."
    )
    return (Problema("area", mensaje),)


def persona_de(actor: Actor) -> UUID | None:
    """The member of staff who acts; None when it is the installation."""
    return actor.id if actor.clase is ClaseActor.EMPLEADO else None


def asignar_area(area: str, unidad: Unidad, *, nombre: str = "", actor: Actor, reloj: Reloj) -> Area:
    """Give an area to a unit; made if it is new. Writes: Area. Emits: catalogo.area.asignada."""
    exigir_transaccion()
    fila, _nueva = Area.objects.select_for_update().get_or_create(
        codigo=area, defaults={"nombre": nombre or unidad.nombre}
    )
    fila.unidad = unidad
    fila.nombre = nombre or fila.nombre
    fila.save(update_fields=["unidad", "nombre"])
    anotar(CADENA, AreaAsignada(area, unidad.id), actor=actor, reloj=reloj)
    return fila


def escribir_version(leido: Leido, *, cargada_por: UUID | None, actor: Actor, reloj: Reloj) -> Carga:
    """Write what was read, without problems, as the next version of its procedure, in trial. `cargada_por`: who may not publish it.

    Writes: Procedimiento, VersionProcedimiento, DefinicionFormulario, Area. Emits: catalogo.version.cargada.
    """
    exigir_transaccion()
    definicion = leido.definicion
    digesto = huella(leido.compuesta)
    procedimiento, _nuevo = Procedimiento.objects.select_for_update().get_or_create(
        codigo=definicion.codigo, defaults={"nombre": definicion.nombre, "serie": definicion.serie}
    )
    ultima = procedimiento.versiones.order_by("-numero").first()
    vivas = (VersionProcedimiento.Estado.ENSAYO, VersionProcedimiento.Estado.PUBLICADA)
    if ultima is not None and ultima.capa and ultima.estado in vivas and ultima.huella == digesto:
        return Carga("procedimiento", definicion.codigo, nueva=False, problemas=(), version_id=ultima.id)
    formulario = como_datos(leido.compuesta["formulario"])
    version = VersionProcedimiento.objects.create(
        procedimiento=procedimiento,
        numero=ultima.numero + 1 if ultima else 1,
        capa=leido.capa,
        definicion=leido.compuesta,
        huella=digesto,
        modelo=leido.modelo,
        modelo_area=leido.modelo_area,
        formulario=crear_definicion(
            codigo=definicion.codigo, esquema=formulario, huella=huella(formulario), reloj=reloj
        ),
        cargada_el=reloj.ahora(),
        cargada_por=cargada_por,
    )
    for area in {definicion.area, *(tarea.area for tarea in definicion.tareas if tarea.area)}:
        Area.objects.get_or_create(codigo=area, defaults={"nombre": area.replace("_", " ").capitalize()})
    hecho = VersionCargada(version.id, procedimiento.codigo, version.numero, digesto)
    anotar(cadena_de(procedimiento.codigo), hecho, actor=actor, reloj=reloj)
    return Carga("procedimiento", definicion.codigo, nueva=True, problemas=(), version_id=version.id)
