"""What the pages of the accounts share: the year, the tabs that each person may open, and the files of a table."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.interfaz.puertas import PeticionConActor
from consistorio.canales.interfaz.tablas import FORMATOS
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.informacion.permisos import VER as VER_INFORMACION
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.economia.tributacion.permisos import VER as VER_IMPUESTOS
from consistorio.nucleo.errores import NoEncontrado

POR_PAGINA = 100
DIA = DiaCorto("")
DEL_PRESUPUESTO = ("gastos", "ingresos", "operaciones")
DE_LOS_LIBROS = ("diario", "mayor", "sumas")


def ejercicio_de(anio: int) -> Ejercicio:
    """A year of the accounts. Raises NoEncontrado."""
    ejercicio = Ejercicio.objects.filter(anio=anio).first()
    if ejercicio is None:
        raise NoEncontrado(
            _("El ejercicio %(anio)d no está en la contabilidad.") % {"anio": anio},
            que_hacer=_("Elija otro en «Economía», o pida a Intervención que lo abra."),
        )
    return ejercicio


def marco(request: PeticionConActor, anio: int, actual: str) -> dict[str, object]:
    """Tabs and year of a page."""
    nombres = {
        "gastos": _("Gastos"),
        "ingresos": _("Ingresos"),
        "operaciones": _("Operaciones"),
        "diario": _("Diario"),
        "mayor": _("Mayor"),
        "sumas": _("Sumas y saldos"),
        "impuestos": _("Impuestos"),
        "informacion": _("Información trimestral"),
    }
    suyas = (*(DEL_PRESUPUESTO if request.actor.puede(VER_PRESUPUESTO) else ()),)
    suyas += DE_LOS_LIBROS if request.actor.puede(VER_CONTABILIDAD) else ()
    suyas += ("impuestos",) if request.actor.puede(VER_IMPUESTOS) else ()
    suyas += ("informacion",) if request.actor.puede(VER_INFORMACION) else ()
    return {
        "anio": anio,
        "pestanas": [Enlace(nombres[cual], _pestana(cual, anio), cual == actual) for cual in suyas],
        "vuelta": reverse("escritorio:economia"),
    }


def _pestana(cual: str, anio: int) -> str:
    """Its address. The quarterly information opens by its first quarter."""
    return reverse(f"escritorio:{cual}", args=[anio, 1] if cual == "informacion" else [anio])


def ficheros(nombre: str, anio: int, consulta: str) -> list[tuple[str, str]]:
    """The address of each file of a table, and what it is called."""
    cola = f"?{consulta}" if consulta else ""
    return [(reverse(nombre, args=[anio, formato]) + cola, dicho) for formato, dicho in FORMATOS.items()]


def dia(texto: str | None) -> date | None:
    """The day that an address names, as people type it or as `2026-11-03`; None when it names none."""
    try:
        return DIA.clean((texto or "").strip()[:10]) if texto else None
    except ValidationError:
        return None


def en_figuras(cual: date | None) -> str:
    """A day as it is typed in a filter."""
    return f"{cual:%d/%m/%Y}" if cual else ""
