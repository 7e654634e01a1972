"""Building blocks that change the models of tramitation inside somebody's open transaction. Each notes its fact."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo.eventos import ModeloCargado, ModeloDescartado, ModeloPublicado
from consistorio.tramitacion.catalogo.models import Area, Modelo
from consistorio.tramitacion.catalogo.reglas import huella
from consistorio.tramitacion.formularios.valores import Valor

CADENA = "sistema"


def cadena_de_modelo(modelo: Modelo) -> str:
    """Name of the chain of facts of a model: who prepares that of an area waits for nobody who prepares another."""
    return cadena_de_area(modelo.codigo) if modelo.clase == Modelo.Clase.AREA else CADENA


def cadena_de_area(area: str) -> str:
    """That of the model of an area."""
    return f"modelo:{area}"


def cerrar_area(area: str) -> None:
    """Nobody else publishes in that area until this transaction ends: what is composed over its model and the model itself go one by one."""
    exigir_transaccion()
    list(Area.objects.select_for_update().filter(codigo=area))


def cargar_modelo(
    documento: dict[str, Valor], *, cargado_por: UUID | None, actor: Actor, reloj: Reloj
) -> tuple[Modelo, bool]:
    """Load a model that was read, without problems, and whether it is new; the same content twice is the same one.

    That of an area waits in trial for another person, when a person loads it; the standard one, and whatever the installation loads, is
    in force at once. Writes: Modelo, Area. Emits: catalogo.modelo.cargado, catalogo.modelo.publicado. Raises Conflicto (that number has other
    content or is not the next one, or another is in trial).
    """
    exigir_transaccion()
    digesto = huella(documento)
    numero = int(str(documento["numero"]))
    suyos = Modelo.objects.filter(clase=documento["clase"], codigo=documento["codigo"])
    anterior = suyos.filter(numero=numero).first()
    if anterior is not None and anterior.huella == digesto:
        return anterior, False
    if anterior is not None:
        raise Conflicto(
            _("Ya hay una versión %(n)s de «%(c)s» con otro contenido.") % {"n": numero, "c": anterior.codigo},
            que_hacer=_("Dé al modelo el número siguiente."),
        )
    if (ultimo := suyos.order_by("-numero").first()) is not None and ultimo.numero > numero:
        raise Conflicto(
            _("La última versión de «%(c)s» es la %(n)s.") % {"n": ultimo.numero, "c": ultimo.codigo},
            que_hacer=_("Dé al modelo el número siguiente."),
        )
    modelo = escribir_modelo(documento, cargado_por=cargado_por, actor=actor, reloj=reloj)
    if cargado_por is None or modelo.clase == Modelo.Clase.MODELO:
        poner_en_vigor(modelo, publicado_por=None, actor=actor, reloj=reloj)
    return modelo, True


def escribir_modelo(documento: dict[str, Valor], *, cargado_por: UUID | None, actor: Actor, reloj: Reloj) -> Modelo:
    """Write what a model says, without problems, in trial. Writes: Modelo, Area. Emits: catalogo.modelo.cargado.

    Raises Conflicto (another is in trial).
    """
    exigir_transaccion()
    clase, codigo = str(documento["clase"]), str(documento["codigo"])
    if clase == Modelo.Clase.AREA:
        Area.objects.get_or_create(codigo=codigo, defaults={"nombre": str(documento["nombre"])[:160]})
        cerrar_area(codigo)
    if Modelo.objects.filter(clase=clase, codigo=codigo, estado=Modelo.Estado.ENSAYO).exists():
        raise Conflicto(
            _("Ya hay una versión en ensayo de este modelo."),
            que_hacer=_("Publíquela, siga cambiándola o descártela antes de enviar otra."),
        )
    modelo = Modelo.objects.create(
        clase=clase,
        codigo=codigo,
        numero=int(str(documento["numero"])),
        nombre=str(documento["nombre"]),
        definicion=documento,
        huella=huella(documento),
        cargado_el=reloj.ahora(),
        cargado_por=cargado_por,
    )
    hecho = ModeloCargado(modelo.id, codigo, modelo.numero, modelo.huella)
    anotar(cadena_de_modelo(modelo), hecho, actor=actor, reloj=reloj)
    return modelo


def poner_en_vigor(modelo: Modelo, *, publicado_por: UUID | None, actor: Actor, reloj: Reloj) -> None:
    """A model in trial, whose row is locked, is in force; the one before is replaced. What was composed over that one stays as it is.

    Writes: Modelo. Emits: catalogo.modelo.publicado.
    """
    exigir_transaccion()
    ahora = reloj.ahora()
    anterior = Modelo.objects.filter(clase=modelo.clase, codigo=modelo.codigo, estado=Modelo.Estado.PUBLICADO).first()
    if anterior is not None:
        anterior.estado, anterior.retirado_el = Modelo.Estado.RETIRADO, ahora
        anterior.save(update_fields=["estado", "retirado_el"])
    modelo.estado, modelo.publicado_el, modelo.publicado_por = Modelo.Estado.PUBLICADO, ahora, publicado_por
    modelo.save(update_fields=["estado", "publicado_el", "publicado_por"])
    hecho = ModeloPublicado(modelo.id, modelo.codigo, modelo.numero, anterior.id if anterior else None)
    anotar(cadena_de_modelo(modelo), hecho, actor=actor, reloj=reloj)


def descartar_modelo(modelo: Modelo, *, actor: Actor, reloj: Reloj) -> None:
    """Give up a model in trial, whose row is locked. Writes: Modelo. Emits: catalogo.modelo.descartado. Raises Conflicto (not in trial)."""
    exigir_transaccion()
    if modelo.estado != Modelo.Estado.ENSAYO:
        raise Conflicto(_("Este modelo no está en ensayo: ya se publicó o se descartó."))
    modelo.estado, modelo.retirado_el = Modelo.Estado.DESCARTADO, reloj.ahora()
    modelo.save(update_fields=["estado", "retirado_el"])
    anotar(cadena_de_modelo(modelo), ModeloDescartado(modelo.id, modelo.codigo), actor=actor, reloj=reloj)
