"""The activities that are subject to VAT, and how much each deducts."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.operaciones.presupuesto import conceptos_de_partida
from consistorio.economia.tributacion.acceso import sector
from consistorio.economia.tributacion.eventos import ProrrataFijada, SectorAbierto, cadena
from consistorio.economia.tributacion.models import ApunteIva, Prorrata, SectorIva
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

_CODIGO: Final = re.compile(r"[A-Z0-9_]{1,20}")
ANIOS: Final = range(1986, 2100)


def abrir(codigo: str, nombre: str, *, actor: Actor, reloj: Reloj) -> SectorIva:
    """An activity of the town. Writes: SectorIva, ConceptoNoPresupuestario. Emits: tributacion.sector. Raises DatosIncorrectos with every problem."""
    exigir_transaccion()
    problemas = []
    if _CODIGO.fullmatch(codigo) is None:
        problemas.append(Problema("codigo", _("El código son letras mayúsculas, cifras y guiones bajos.")))
    elif SectorIva.objects.filter(codigo=codigo).exists():
        problemas.append(Problema("codigo", _("Ya hay una actividad %(c)s.") % {"c": codigo}))
    if not nombre.strip() or len(nombre) > 200:
        problemas.append(Problema("nombre", _("Ponga nombre a la actividad, en 200 letras como mucho.")))
    if problemas:
        raise DatosIncorrectos(_("La actividad no se ha dado de alta."), problemas=problemas)
    nueva = SectorIva.objects.create(codigo=codigo, nombre=nombre.strip())
    conceptos = conceptos_de_partida()  # a budget that was loaded before VAT came has not its concepts
    anotar(cadena(hoy(reloj).year), SectorAbierto(codigo), actor=actor, reloj=reloj, filas=[nueva, *conceptos])
    return nueva


def fijar_prorrata(codigo: str, anio: int, clase: str, provisional: int, *, actor: Actor, reloj: Reloj) -> Prorrata:
    """How much an activity deducts during a year, in whole percent. It may be changed until the first invoice of the activity in that year.

    Writes: Prorrata. Emits: tributacion.prorrata. Raises NoEncontrado, DatosIncorrectos with every problem, Conflicto (invoices were noted with it).
    """
    exigir_transaccion()
    de_la_actividad = sector(codigo)
    problemas = []
    if clase not in Prorrata.Clase.values:
        problemas.append(Problema("clase", _("Diga si la prorrata es general o especial.")))
    if not 0 <= provisional <= 100:
        problemas.append(Problema("provisional", _("La prorrata es un tanto por ciento entero, de 0 a 100.")))
    if anio not in ANIOS:
        problemas.append(Problema("anio", _("Compruebe el año.")))
    if problemas:
        raise DatosIncorrectos(_("La prorrata no se ha fijado."), problemas=problemas)
    if ApunteIva.objects.filter(sector=codigo, anio=anio, libro="soportado").exists():
        raise Conflicto(
            _("Ya hay facturas de %(anio)d deducidas con esa prorrata.") % {"anio": anio},
            que_hacer=_("Al acabar el año, regularice con la definitiva."),
        )
    prorrata, _nueva = Prorrata.objects.update_or_create(
        sector=de_la_actividad, anio=anio, defaults={"clase": clase, "provisional": provisional}
    )
    anotar(cadena(anio), ProrrataFijada(codigo, anio, clase, provisional), actor=actor, reloj=reloj, filas=[prorrata])
    return prorrata
