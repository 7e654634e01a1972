"""Preparing a version of a procedure: who belongs to its area writes it, sends it to trial, takes it back or gives it up."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion, alias_actual
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo import consultas, operaciones
from consistorio.tramitacion.catalogo.acceso import exigir_area, exigir_edicion
from consistorio.tramitacion.catalogo.carga import leer_procedimiento
from consistorio.tramitacion.catalogo.casos import guardar_casos, separar_casos
from consistorio.tramitacion.catalogo.ensayos import problemas_del_ensayo
from consistorio.tramitacion.catalogo.eventos import BorradorAbierto, BorradorCerrado, BorradorGuardado
from consistorio.tramitacion.catalogo.forma import problemas_de_forma
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento, VersionProcedimiento
from consistorio.tramitacion.catalogo.operaciones import cadena_de
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.catalogo.preceptivas import perdidas
from consistorio.tramitacion.catalogo.reglas import huella
from consistorio.tramitacion.catalogo.titulares import sin_titular
from consistorio.tramitacion.catalogo.valores_legales import DE_ANTES, separar
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

NORMA = "LRJSP art. 5; RD 203/2021 art. 11.1.h"


@accion("catalogo.borrador.abierto", permiso=DISENAR, norma=NORMA)
def abrir_borrador(*, actor: Actor, version_id: UUID, reloj: Reloj) -> BorradorProcedimiento:
    """Begin to prepare the next version of a procedure from one that there is; the draft that is already open, when there is one.

    Who: with `catalogo.disenar`, of the unit that answers for its area. Writes: BorradorProcedimiento. Emits: catalogo.borrador.abierto.
    Raises NoEncontrado, NoPermitido (of another area), Conflicto (a version whose own layer was not kept).
    """
    version = VersionProcedimiento.objects.select_related("procedimiento").filter(id=version_id).first()
    if version is None:
        raise NoEncontrado(_("No encontramos esa versión del procedimiento."))
    _exigir_capa(version)
    return _abrir(separar(como_datos(version.capa))[0], version, actor=actor, reloj=reloj)


@accion("catalogo.borrador.abierto", "catalogo.caso.guardado", permiso=DISENAR, norma=NORMA)
def importar_borrador(*, actor: Actor, documento: Mapping[str, Valor], reloj: Reloj) -> BorradorProcedimiento:
    """Begin a draft from a file, of a procedure that has none open. What the file says of legal values is left to who answers for them; its
    made-up cases are kept.

    Who: as `abrir_borrador`. Writes: BorradorProcedimiento, CasoDePrueba. Emits: catalogo.borrador.abierto, catalogo.caso.guardado. Raises NoPermitido, Conflicto (one is open),
    DatosIncorrectos (without code or area).
    """
    sin_casos, leidos = separar_casos(documento)
    capa, _legales = separar(sin_casos)
    codigo = texto_de(capa.get("codigo"))
    if problemas := (*problemas_de_forma(capa), *leidos.problemas):
        raise DatosIncorrectos(_("El fichero no es de un procedimiento que se pueda preparar."), problemas=problemas)
    _exigir_suyo(codigo, texto_de(capa.get("area")))
    if _abierto(codigo) is not None:
        raise Conflicto(
            _("Ya se está preparando una versión de «%(c)s».") % {"c": codigo},
            que_hacer=_("Termínela o descártela antes de traer otra."),
        )
    base = VersionProcedimiento.objects.filter(procedimiento__codigo=codigo, estado="publicada").first()
    borrador = _abrir(capa, base, actor=actor, reloj=reloj)
    guardar_casos(leidos.casos, actor=actor, reloj=reloj)
    return borrador


@accion("catalogo.borrador.guardado", permiso=DISENAR, norma=NORMA)
def guardar_borrador(
    *, actor: Actor, borrador_id: UUID, edicion: int, capa: Mapping[str, Valor], reloj: Reloj
) -> BorradorProcedimiento:
    """Save the layer as it is now, with whatever it still lacks. `edicion`: the one that was read.

    Who: as `abrir_borrador`. Writes: BorradorProcedimiento. Emits: catalogo.borrador.guardado. Raises NoEncontrado, NoPermitido,
    Conflicto (somebody saved meanwhile: nothing is overwritten), DatosIncorrectos (it carries legal values, or says another code or area).
    """
    borrador = _bloquear(borrador_id, edicion, actor=actor, reloj=reloj)
    nueva = {clave: valor for clave, valor in capa.items() if clave != DE_ANTES}
    if "legal" in nueva:
        raise DatosIncorrectos(_("Los datos legales los escribe quien responde de cada uno, y no el área."))
    if (texto_de(nueva.get("codigo")), texto_de(nueva.get("area"))) != (borrador.codigo, borrador.area):
        raise DatosIncorrectos(_("El código y el área de un procedimiento no cambian."))
    if problemas := problemas_de_forma(nueva):
        raise DatosIncorrectos(_("El borrador no se ha guardado."), problemas=problemas)
    if nueva == borrador.capa:
        return borrador
    borrador.capa, borrador.edicion = nueva, borrador.edicion + 1
    borrador.editado_el, borrador.editado_por_id = reloj.ahora(), actor.id
    borrador.save(update_fields=["capa", "edicion", "editado_el", "editado_por"])
    hecho = BorradorGuardado(borrador.id, borrador.codigo, borrador.edicion, huella(nueva))
    anotar(cadena_de(borrador.codigo), hecho, actor=actor, reloj=reloj)
    return borrador


@accion("catalogo.version.cargada", "catalogo.borrador.cerrado", permiso=DISENAR, norma=NORMA)
def enviar_a_ensayo(*, actor: Actor, borrador_id: UUID, edicion: int, reloj: Reloj) -> VersionProcedimiento:
    """Freeze the draft as the next version, with the models and the legal values of today: somebody else will publish it.

    Who: as `abrir_borrador`. Writes: VersionProcedimiento and what it has; BorradorProcedimiento. Emits: catalogo.version.cargada,
    catalogo.borrador.cerrado. Raises NoEncontrado, NoPermitido, Conflicto (somebody saved meanwhile, or nothing changed),
    DatosIncorrectos with every problem and its place, or with every made-up case that does not end as it did.
    """
    borrador = _bloquear(borrador_id, edicion, actor=actor, reloj=reloj)
    leido = leer_procedimiento(como_datos(borrador.capa), en=hoy(reloj))
    problemas = (*leido.problemas, *sin_titular(leido.definicion, en=hoy(reloj)))
    if (publicada := consultas.publicada(borrador.codigo)) is not None:
        problemas = (*problemas, *perdidas(como_datos(publicada.definicion), leido.compuesta))
    if problemas := problemas or problemas_del_ensayo(leido.definicion, en=hoy(reloj)):
        raise DatosIncorrectos(_("El procedimiento no se puede ensayar todavía."), problemas=problemas)
    carga = operaciones.escribir_version(leido, cargada_por=operaciones.persona_de(actor), actor=actor, reloj=reloj)
    if not carga.nueva or carga.version_id is None:
        raise Conflicto(_("El borrador dice lo mismo que la última versión: no hay nada que ensayar."))
    _cerrar(borrador, carga.version_id, actor=actor, reloj=reloj)
    return VersionProcedimiento.objects.get(id=carga.version_id)


@accion("catalogo.version.descartada", "catalogo.borrador.abierto", permiso=DISENAR, norma=NORMA)
def retomar_borrador(*, actor: Actor, version_id: UUID, reloj: Reloj) -> BorradorProcedimiento:
    """Take back what is in trial, to go on writing it: the version is given up, and its draft opens again.

    Who: as `abrir_borrador`. Writes: VersionProcedimiento, BorradorProcedimiento. Emits: catalogo.version.descartada,
    catalogo.borrador.abierto. Raises NoEncontrado, NoPermitido, Conflicto (not in trial, another draft is open, or its own layer was not kept).
    """
    version = (
        VersionProcedimiento.objects.select_for_update(of=("self",))
        .select_related("procedimiento")
        .filter(id=version_id)
        .first()
    )
    if version is None:
        raise NoEncontrado(_("No encontramos esa versión del procedimiento."))
    _exigir_capa(version)
    exigir_area(actor, texto_de(como_datos(version.capa).get("area")), reloj=reloj)
    operaciones.descartar(version, actor=actor, reloj=reloj)
    if _abierto(version.procedimiento.codigo) is not None:
        raise Conflicto(_("Ya se está preparando otra versión de este procedimiento."))
    return _abrir(separar(como_datos(version.capa))[0], version, actor=actor, reloj=reloj)


@accion("catalogo.borrador.cerrado", permiso=DISENAR, norma=NORMA)
def descartar_borrador(*, actor: Actor, borrador_id: UUID, edicion: int, reloj: Reloj) -> None:
    """Give up a draft. Who: as `abrir_borrador`. Writes: BorradorProcedimiento. Emits: catalogo.borrador.cerrado.

    Raises NoEncontrado, NoPermitido, Conflicto (somebody saved meanwhile).
    """
    _cerrar(_bloquear(borrador_id, edicion, actor=actor, reloj=reloj), None, actor=actor, reloj=reloj)


def _abrir(
    capa: dict[str, Valor], base: VersionProcedimiento | None, *, actor: Actor, reloj: Reloj
) -> BorradorProcedimiento:
    codigo, area = texto_de(capa.get("codigo")), texto_de(capa.get("area"))
    exigir_area(actor, area, reloj=reloj)
    if (abierto := _abierto(codigo)) is not None:
        exigir_area(actor, abierto.area, reloj=reloj)
        return abierto
    ahora = reloj.ahora()
    try:
        with transaction.atomic(using=alias_actual()):
            borrador = BorradorProcedimiento.objects.create(
                codigo=codigo,
                area=area,
                base=base,
                capa=capa,
                abierto_el=ahora,
                abierto_por_id=actor.id,
                editado_el=ahora,
                editado_por_id=actor.id,
            )
    except IntegrityError as error:  # somebody began the same at the same time
        raise Conflicto(
            _("Alguien acaba de empezar a preparar este procedimiento."),
            que_hacer=_("Abra otra vez la lista: lo verá."),
        ) from error
    hecho = BorradorAbierto(borrador.id, codigo, base.id if base else None)
    anotar(cadena_de(codigo), hecho, actor=actor, reloj=reloj)
    return borrador


def _exigir_capa(version: VersionProcedimiento) -> None:
    """Assert that what is its own was kept, so that a draft can begin from it. Raises Conflicto."""
    if not version.capa:
        raise Conflicto(
            _("Esta versión se cargó cuando no se guardaba lo que es suyo."),
            que_hacer=_("Cargue otra vez su fichero y parta de la versión que salga."),
        )


def _exigir_suyo(codigo: str, area: str) -> None:
    """Assert that a procedure that is already there is of that area. Raises Conflicto."""
    anterior = VersionProcedimiento.objects.filter(procedimiento__codigo=codigo).order_by("-numero").first()
    if anterior is not None and como_datos(anterior.definicion).get("area") != area:
        raise Conflicto(
            _("El procedimiento «%(c)s» es de otra área.") % {"c": codigo},
            que_hacer=_("Cambie el código en el fichero, si quiere hacer otro procedimiento."),
        )


def _abierto(codigo: str) -> BorradorProcedimiento | None:
    return BorradorProcedimiento.objects.select_for_update().filter(codigo=codigo, cerrado_el=None).first()


def _bloquear(borrador_id: UUID, edicion: int, *, actor: Actor, reloj: Reloj) -> BorradorProcedimiento:
    borrador = BorradorProcedimiento.objects.select_for_update().filter(id=borrador_id, cerrado_el=None).first()
    if borrador is None:
        raise NoEncontrado(_("No encontramos ese borrador: se envió a ensayo o se descartó."))
    exigir_area(actor, borrador.area, reloj=reloj)
    exigir_edicion(borrador, edicion)
    return borrador


def _cerrar(borrador: BorradorProcedimiento, version_id: UUID | None, *, actor: Actor, reloj: Reloj) -> None:
    borrador.version_id, borrador.cerrado_el = version_id, reloj.ahora()
    borrador.save(update_fields=["version", "cerrado_el"])
    hecho = BorradorCerrado(borrador.id, borrador.codigo, version_id)
    anotar(cadena_de(borrador.codigo), hecho, actor=actor, reloj=reloj)
