"""The model of an area: who belongs to the area begins to change it and sends it to trial (saving it is `borradores`), and another person puts it in
force with what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.catalogo import consultas, modelos, operaciones, operaciones_de_modelos
from consistorio.tramitacion.catalogo import operaciones_de_borradores as borradores
from consistorio.tramitacion.catalogo.acceso import exigir_area
from consistorio.tramitacion.catalogo.efectos import Efectos, efectos_de
from consistorio.tramitacion.catalogo.forma import problemas_de_forma_de_modelo
from consistorio.tramitacion.catalogo.models import Area, BorradorModelo, Modelo, VersionProcedimiento
from consistorio.tramitacion.catalogo.operaciones_de_modelos import cerrar_area
from consistorio.tramitacion.catalogo.permisos import DISENAR, PUBLICAR
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

NORMA = "LRJSP art. 5; RD 203/2021 art. 11.1.h"


@accion("catalogo.modelo.borrador_abierto", permiso=DISENAR, norma=NORMA)
def abrir_modelo(*, actor: Actor, area: str, reloj: Reloj) -> BorradorModelo:
    """Begin to change the model of an area, from the one in force or from nothing; the draft that is already open, when there is one.

    Who: with `catalogo.disenar`, of the unit that answers for the area. Writes: BorradorModelo. Emits: catalogo.modelo.borrador_abierto.
    Raises NoEncontrado (no such area), NoPermitido (of another area).
    """
    fila = Area.objects.filter(codigo=area).first()
    if fila is None:
        raise NoEncontrado(_("No encontramos esa área."))
    base = consultas.modelo_vigente(Modelo.Clase.AREA, area)
    capa = modelos.capa_vacia(area, fila.nombre) if base is None else modelos.capa_de(como_datos(base.definicion))
    return borradores.abrir(BorradorModelo(area=area, base=base, capa=capa), actor=actor, reloj=reloj)


@accion("catalogo.modelo.borrador_abierto", permiso=DISENAR, norma=NORMA)
def importar_modelo(*, actor: Actor, documento: Mapping[str, Valor], reloj: Reloj) -> BorradorModelo:
    """Begin to change the model of an area with what a file says. Its number is given when it is sent to trial.

    Who: as `abrir_modelo`. Writes: BorradorModelo. Emits: catalogo.modelo.borrador_abierto. Raises NoPermitido, Conflicto (a draft is open),
    DatosIncorrectos (it is not of an area of this town, or no page could show it).
    """
    if documento.get("clase") != Modelo.Clase.AREA.value:
        raise DatosIncorrectos(
            _("El fichero no es del modelo de un área."), que_hacer=_("El modelo estándar lo carga quien administra.")
        )
    capa = modelos.capa_de(documento)
    area = texto_de(capa["area"])
    sobran = sorted(set(documento) - {"clase", "codigo", "numero", "nombre", "tareas", "pasos_comunes"})
    problemas = problemas_de_forma_de_modelo(capa, sobran=sobran)
    if problemas:
        raise DatosIncorrectos(_("El fichero no es del modelo de un área que se pueda preparar."), problemas=problemas)
    if not Area.objects.filter(codigo=area).exists():
        raise DatosIncorrectos(_("En este ayuntamiento no hay ningún área «%(a)s».") % {"a": area})
    exigir_area(actor, area, reloj=reloj)
    if borradores.abierto(BorradorModelo, area) is not None:
        raise Conflicto(
            _("Ya se está preparando el modelo de esta área."),
            que_hacer=_("Termínelo o descártelo antes de traer otro."),
        )
    base = consultas.modelo_vigente(Modelo.Clase.AREA, area)
    return borradores.abrir(BorradorModelo(area=area, base=base, capa=capa), actor=actor, reloj=reloj)


@accion("catalogo.modelo.cargado", "catalogo.modelo.borrador_cerrado", permiso=DISENAR, norma=NORMA)
def enviar_modelo(*, actor: Actor, borrador_id: UUID, edicion: int, reloj: Reloj) -> Modelo:
    """Freeze the draft as the next version of the model: somebody else will put it in force.

    Who: as `abrir_modelo`. Writes: Modelo, BorradorModelo. Emits: catalogo.modelo.cargado, catalogo.modelo.borrador_cerrado. Raises
    NoEncontrado, NoPermitido, Conflicto (somebody saved meanwhile, nothing changed, or another is in trial), DatosIncorrectos with every
    problem of its own and of every published procedure that would not be right over it, its made-up cases among them.
    """
    borrador = borradores.bloquear(BorradorModelo, borrador_id, edicion, actor=actor, reloj=reloj)
    ultimo = Modelo.objects.filter(clase=Modelo.Clase.AREA, codigo=borrador.area).order_by("-numero").first()
    documento = modelos.documento_de(como_datos(borrador.capa), ultimo.numero + 1 if ultimo else 1)
    if _dice_lo_mismo(borrador):
        raise Conflicto(_("El borrador dice lo mismo que el modelo en vigor: no hay nada que ensayar."))
    leido, efectos = _leer(documento, reloj)
    if problemas := (*leido.problemas, *efectos.problemas):
        raise DatosIncorrectos(_("El modelo del área no se puede ensayar todavía."), problemas=problemas)
    modelo = operaciones_de_modelos.escribir_modelo(
        documento, cargado_por=operaciones.persona_de(actor), actor=actor, reloj=reloj
    )
    borradores.cerrar(borrador, modelo.id, actor=actor, reloj=reloj)
    return modelo


@accion("catalogo.modelo.descartado", "catalogo.modelo.borrador_abierto", permiso=DISENAR, norma=NORMA)
def retomar_modelo(*, actor: Actor, modelo_id: UUID, reloj: Reloj) -> BorradorModelo:
    """Take back what is in trial, to go on writing it: that version is given up, and a draft opens with what it said.

    Who: as `abrir_modelo`. Writes: Modelo, BorradorModelo. Emits: catalogo.modelo.descartado, catalogo.modelo.borrador_abierto.
    Raises NoEncontrado, NoPermitido, Conflicto (not in trial, or another draft is open).
    """
    modelo = _modelo(modelo_id)
    exigir_area(actor, modelo.codigo, reloj=reloj)
    operaciones_de_modelos.descartar_modelo(modelo, actor=actor, reloj=reloj)
    if borradores.abierto(BorradorModelo, modelo.codigo) is not None:
        raise Conflicto(_("Ya se está preparando otra versión de este modelo."))
    capa = modelos.capa_de(como_datos(modelo.definicion))
    return borradores.abrir(BorradorModelo(area=modelo.codigo, base=modelo, capa=capa), actor=actor, reloj=reloj)


@accion(
    "catalogo.modelo.publicado",
    "catalogo.version.cargada",
    "catalogo.version.publicada",
    permiso=PUBLICAR,
    norma="RD 203/2021 art. 11.1.h; LPACAP art. 21.4",
)
def publicar_modelo(*, actor: Actor, modelo_id: UUID, visto: str, reloj: Reloj) -> Modelo:
    """Put a model in trial in force and, with it, another version of each published procedure that it changes: all of them or nothing.

    `visto`: the hash of the effects that were read (`efectos.Efectos.huella`). Running cases keep their version; procedures take the legal
    values of today, of who answers for each. Who: with `catalogo.publicar`, and not who sent it to trial. Writes: Modelo,
    VersionProcedimiento and what it has. Emits: catalogo.modelo.publicado, catalogo.version.cargada, catalogo.version.publicada.
    Raises NoEncontrado, Conflicto (not in trial, sent by the same person, or what would be published is not what was read),
    DatosIncorrectos (what is wrong today with it, or with a procedure over it).
    """
    modelo = _modelo(modelo_id)
    if modelo.estado != Modelo.Estado.ENSAYO:
        raise Conflicto(_("Este modelo no está en ensayo: ya se publicó o se descartó."))
    quien = operaciones.persona_de(actor)
    if quien is not None and quien == modelo.cargado_por:
        raise Conflicto(
            _("Lo publica otra persona: usted lo envió a ensayo."),
            que_hacer=_("Pídaselo a alguien que también pueda publicar procedimientos."),
        )
    cerrar_area(modelo.codigo)
    leido, efectos = _leer(como_datos(modelo.definicion), reloj)
    if problemas := (*leido.problemas, *efectos.problemas):
        raise DatosIncorrectos(_("El modelo del área no se puede publicar."), problemas=problemas)
    if efectos.huella != visto:
        raise Conflicto(
            _("Lo que cambiaría ya no es lo que usted ha leído."),
            que_hacer=_("Lea otra vez la página antes de publicar."),
        )
    operaciones_de_modelos.poner_en_vigor(modelo, publicado_por=quien, actor=actor, reloj=reloj)
    for efecto in efectos.publicados:
        sobre_el = replace(efecto.leido, modelo_area=modelo)
        carga = operaciones.escribir_version(sobre_el, cargada_por=modelo.cargado_por, actor=actor, reloj=reloj)
        suyas = VersionProcedimiento.objects.select_related("procedimiento")
        operaciones.publicar(suyas.get(id=str(carga.version_id)), actor=actor, reloj=reloj)
    return modelo


@accion("catalogo.modelo.descartado", permiso=PUBLICAR, norma="RD 203/2021 art. 11.1.h")
def descartar_modelo(*, actor: Actor, modelo_id: UUID, reloj: Reloj) -> Modelo:
    """Give up a model in trial: it is never in force. Who: with `catalogo.publicar`. Writes: Modelo. Emits: catalogo.modelo.descartado.

    Raises NoEncontrado, Conflicto (not in trial).
    """
    modelo = _modelo(modelo_id)
    operaciones_de_modelos.descartar_modelo(modelo, actor=actor, reloj=reloj)
    return modelo


def _leer(documento: dict[str, Valor], reloj: Reloj) -> tuple[modelos.ModeloLeido, Efectos]:
    leido = modelos.leer_modelo(documento, en=hoy(reloj))
    area = texto_de(documento.get("codigo"))
    return leido, efectos_de(area, documento, en=hoy(reloj), del_modelo=leido.llanos)


def _dice_lo_mismo(borrador: BorradorModelo) -> bool:
    """Whether the draft says what the model in force does; where none is, whether it says nothing."""
    capa, en_vigor = como_datos(borrador.capa), consultas.modelo_vigente(Modelo.Clase.AREA, borrador.area)
    nada = modelos.capa_vacia(borrador.area, texto_de(capa.get("nombre")))
    anterior = nada if en_vigor is None else modelos.capa_de(como_datos(en_vigor.definicion))
    return modelos.documento_de(capa, 0) == modelos.documento_de(anterior, 0)


def _modelo(modelo_id: UUID) -> Modelo:
    modelo = Modelo.objects.select_for_update().filter(id=modelo_id, clase=Modelo.Clase.AREA).first()
    if modelo is None:
        raise NoEncontrado(_("No encontramos ese modelo."))
    return modelo
