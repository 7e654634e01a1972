"""Preparing a version of a procedure, and saving or giving up any draft of the area: who belongs to it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.catalogo import consultas, operaciones
from consistorio.tramitacion.catalogo import operaciones_de_borradores as borradores
from consistorio.tramitacion.catalogo.acceso import exigir_area
from consistorio.tramitacion.catalogo.carga import leer_procedimiento
from consistorio.tramitacion.catalogo.casos import guardar_casos, separar_casos
from consistorio.tramitacion.catalogo.ensayos import problemas_del_ensayo
from consistorio.tramitacion.catalogo.forma import problemas_de_forma, problemas_de_forma_de_modelo
from consistorio.tramitacion.catalogo.models import BorradorModelo, BorradorProcedimiento, VersionProcedimiento
from consistorio.tramitacion.catalogo.operaciones_de_borradores import CualquierBorrador
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.catalogo.preceptivas import perdidas
from consistorio.tramitacion.catalogo.titulares import sin_titular
from consistorio.tramitacion.catalogo.valores_legales import DE_ANTES, separar
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

NORMA = "LRJSP art. 5; RD 203/2021 art. 11.1.h"
_DE_UN_MODELO = frozenset({"area", "nombre", "tareas", "formulario"})


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
    return borradores.abrir(_nuevo(separar(como_datos(version.capa))[0], version), actor=actor, reloj=reloj)


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
    if borradores.abierto(BorradorProcedimiento, codigo) is not None:
        raise Conflicto(
            _("Ya se está preparando una versión de «%(c)s».") % {"c": codigo},
            que_hacer=_("Termínela o descártela antes de traer otra."),
        )
    base = VersionProcedimiento.objects.filter(procedimiento__codigo=codigo, estado="publicada").first()
    borrador = borradores.abrir(_nuevo(capa, base), actor=actor, reloj=reloj)
    guardar_casos(leidos.casos, actor=actor, reloj=reloj)
    return borrador


@accion("catalogo.borrador.guardado", "catalogo.modelo.borrador_guardado", permiso=DISENAR, norma=NORMA)
def guardar_borrador(
    *, actor: Actor, borrador_id: UUID, edicion: int, capa: Mapping[str, Valor], reloj: Reloj
) -> CualquierBorrador:
    """Save the layer as it is now, with whatever it still lacks: that of a procedure, or of the model of the area. `edicion`: the one that was read.

    Who: as `abrir_borrador`. Writes: BorradorProcedimiento or BorradorModelo. Emits: catalogo.borrador.guardado or
    catalogo.modelo.borrador_guardado. Raises NoEncontrado, NoPermitido, Conflicto (somebody saved meanwhile: nothing is overwritten),
    DatosIncorrectos (it carries legal values, says another code or area, or what a model does not say).
    """
    borrador = borradores.bloquear_cualquiera(borrador_id, edicion, actor=actor, reloj=reloj)
    nueva = dict(capa)
    if isinstance(borrador, BorradorModelo):
        problemas = _de_modelo(borrador, nueva)
    else:
        nueva.pop(DE_ANTES, None)
        problemas = _de_procedimiento(borrador, nueva)
    if problemas:
        raise DatosIncorrectos(_("El borrador no se ha guardado."), problemas=problemas)
    borradores.guardar(borrador, nueva, actor=actor, reloj=reloj)
    return borrador


@accion("catalogo.version.cargada", "catalogo.borrador.cerrado", permiso=DISENAR, norma=NORMA)
def enviar_a_ensayo(*, actor: Actor, borrador_id: UUID, edicion: int, reloj: Reloj) -> VersionProcedimiento:
    """Freeze the draft as the next version, with the models and the legal values of today: somebody else will publish it.

    Who: as `abrir_borrador`. Writes: VersionProcedimiento and what it has; BorradorProcedimiento. Emits: catalogo.version.cargada,
    catalogo.borrador.cerrado. Raises NoEncontrado, NoPermitido, Conflicto (somebody saved meanwhile, or nothing changed),
    DatosIncorrectos with every problem and its place, or with every made-up case that does not end as it did.
    """
    borrador = borradores.bloquear(BorradorProcedimiento, borrador_id, edicion, actor=actor, reloj=reloj)
    leido = leer_procedimiento(como_datos(borrador.capa), en=hoy(reloj))
    problemas = (*leido.problemas, *sin_titular(leido.definicion, en=hoy(reloj)))
    if (publicada := consultas.publicada(borrador.codigo)) is not None:
        problemas = (*problemas, *perdidas(como_datos(publicada.definicion), leido.compuesta))
    if problemas := problemas or problemas_del_ensayo(leido.definicion, en=hoy(reloj)):
        raise DatosIncorrectos(_("El procedimiento no se puede ensayar todavía."), problemas=problemas)
    carga = operaciones.escribir_version(leido, cargada_por=operaciones.persona_de(actor), actor=actor, reloj=reloj)
    if not carga.nueva or carga.version_id is None:
        raise Conflicto(_("El borrador dice lo mismo que la última versión: no hay nada que ensayar."))
    borradores.cerrar(borrador, carga.version_id, actor=actor, reloj=reloj)
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
    if borradores.abierto(BorradorProcedimiento, version.procedimiento.codigo) is not None:
        raise Conflicto(_("Ya se está preparando otra versión de este procedimiento."))
    return borradores.abrir(_nuevo(separar(como_datos(version.capa))[0], version), actor=actor, reloj=reloj)


@accion("catalogo.borrador.cerrado", "catalogo.modelo.borrador_cerrado", permiso=DISENAR, norma=NORMA)
def descartar_borrador(*, actor: Actor, borrador_id: UUID, edicion: int, reloj: Reloj) -> None:
    """Give up a draft, of a procedure or of the model of the area. Who: as `abrir_borrador`. Writes: BorradorProcedimiento or BorradorModelo.

    Emits: catalogo.borrador.cerrado or catalogo.modelo.borrador_cerrado. Raises NoEncontrado, NoPermitido, Conflicto (somebody saved meanwhile).
    """
    borrador = borradores.bloquear_cualquiera(borrador_id, edicion, actor=actor, reloj=reloj)
    borradores.cerrar(borrador, None, actor=actor, reloj=reloj)


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


def _de_procedimiento(borrador: BorradorProcedimiento, capa: Mapping[str, Valor]) -> Sequence[Problema]:
    """Why that layer is not kept. Raises DatosIncorrectos, of what is not the area's to say."""
    if "legal" in capa:
        raise DatosIncorrectos(_("Los datos legales los escribe quien responde de cada uno, y no el área."))
    if (texto_de(capa.get("codigo")), texto_de(capa.get("area"))) != (borrador.codigo, borrador.area):
        raise DatosIncorrectos(_("El código y el área de un procedimiento no cambian."))
    return problemas_de_forma(capa)


def _de_modelo(borrador: BorradorModelo, capa: Mapping[str, Valor]) -> Sequence[Problema]:
    """The same of the model of an area."""
    if texto_de(capa.get("area")) != borrador.area:
        raise DatosIncorrectos(_("Un modelo no cambia de área."))
    return problemas_de_forma_de_modelo(capa, sobran=sorted(set(capa) - _DE_UN_MODELO))


def _nuevo(capa: dict[str, Valor], base: VersionProcedimiento | None) -> BorradorProcedimiento:
    return BorradorProcedimiento(
        codigo=texto_de(capa.get("codigo")), area=texto_de(capa.get("area")), base=base, capa=capa
    )
