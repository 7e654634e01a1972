"""The legal values of a procedure in words: what each says, the article that it stands on and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe
from consistorio.tramitacion.catalogo.comienzos import CONVOCATORIA, MOMENTOS
from consistorio.tramitacion.catalogo.en_palabras import NATURALEZAS, termino_en_palabras
from consistorio.tramitacion.catalogo.legales import CAMPOS_LEGALES, DE_DECLARACIONES, DUENOS, NOMBRES_RECURSO
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.catalogo.valores_legales import NOMBRES, RESPONSABLES


@dato
class DatoLegal:
    """One of them. `dice`: with its article; pending, where nobody wrote it."""

    campo: str
    nombre: str | Promise
    dice: str
    responde: str | Promise


def datos_legales(definicion: Definicion) -> Sequence[DatoLegal]:
    """All of them, as the area sees and cites them."""
    legal = definicion.legal
    recursos = "; ".join(f"{_(NOMBRES_RECURSO.get(r.tipo, r.tipo))}, {r.plazo}" for r in legal.recursos)
    dichos = {
        "naturaleza": naturaleza(definicion),
        "plazo": plazo(definicion),
        "silencio": silencio(definicion),
        "organo": organo(definicion),
        "recursos": con_articulo(definicion, "recursos", recursos),
        "tasa": con_articulo(definicion, "tasa", legal.tasa_fijada),
        "conservacion": con_articulo(definicion, "conservacion", legal.conservacion_fijada),
        "tablon": _tablon(definicion),
        "comienzo": _comienzo(definicion),
        "dictamen": _dictamen(definicion),
        "prohibicion": _prohibicion(definicion),
    }
    sobran = {"comienzo"} if definicion.declarada else DE_DECLARACIONES
    cuentan = [campo for campo in CAMPOS_LEGALES if campo not in sobran]
    return [DatoLegal(campo, NOMBRES[campo], dichos[campo], RESPONSABLES[DUENOS[campo]]) for campo in cuentan]


def _tablon(definicion: Definicion) -> str:
    """How long its announcements are shown; what not every procedure has."""
    if not definicion.legal.dias_de_tablon:
        return _("Solo si algo se publica en el tablón.")
    dias = definicion.legal.dias_de_tablon
    return con_articulo(definicion, "tablon", ngettext("%(d)d día hábil", "%(d)d días hábiles", dias) % {"d": dias})


def _comienzo(definicion: Definicion) -> str:
    """What the term counts from: the entry, the agreement to begin, or the call of each year."""
    comienzo = definicion.legal.comienzo
    desde = _("Desde %(m)s") % {"m": _(MOMENTOS[comienzo.momento])}
    if comienzo.momento != CONVOCATORIA:
        return f"{desde}."
    return con_articulo(definicion, "comienzo", f"{desde}: {comienzo.nombre}" if comienzo.nombre else desde)


def _dictamen(definicion: Definicion) -> str:
    """From which amount that of the advisory body is mandatory; what not every procedure has."""
    if definicion.legal.dictamen is None:
        return _("No se pide.")
    return con_articulo(definicion, "dictamen", _("Desde %(e)s") % {"e": Importe(definicion.legal.dictamen)})


def _prohibicion(definicion: Definicion) -> str:
    """In how long it is decided that what was declared cannot go on; pending, where the ordenanza does not say it."""
    return con_articulo(definicion, "prohibicion", termino_en_palabras(definicion.legal.prohibicion))


def naturaleza(definicion: Definicion) -> str:
    """What is filed, with its article; an application where nobody says otherwise."""
    dicha = str(NATURALEZAS[definicion.legal.naturaleza])
    return con_articulo(definicion, "naturaleza", dicha) if "naturaleza" in definicion.legal.respaldos else f"{dicha}."


def plazo(definicion: Definicion) -> str:
    """The term to decide; none, of what has effects from its day."""
    if definicion.declarada:
        return _("No hay: tiene efectos desde su día.")
    return con_articulo(definicion, "plazo", termino_en_palabras(definicion.legal.plazo))


def silencio(definicion: Definicion) -> str:
    """What follows when nobody decides in time, of what is asked for and of what the town begins."""
    if definicion.declarada:
        return _("No hay.")
    sentidos = {
        "estimatorio": _("Se entiende concedido"),
        "desestimatorio": _("Puede entenderse denegado"),
        "no_procede": _("No tiene efectos"),
    }
    dicho = con_articulo(definicion, "silencio", sentidos.get(definicion.legal.silencio, ""))
    de_oficio = {"caducidad": _("De oficio: caduca."), "desestimatorio": _("De oficio: puede entenderse denegado.")}
    return f"{dicho} {de_oficio.get(definicion.silencio_de_oficio, '')}".strip()


def organo(definicion: Definicion) -> str:
    """Who decides."""
    return con_articulo(definicion, "organo", definicion.legal.organo.nombre)


def con_articulo(definicion: Definicion, campo: str, dicho: str) -> str:
    """A legal value with the article that it stands on; pending, where nobody wrote it."""
    respaldo = definicion.legal.respaldos.get(campo)
    if respaldo is None or respaldo.pendiente:
        return _("Pendiente")
    return f"{dicho.rstrip('.')} ({respaldo.articulo})."
