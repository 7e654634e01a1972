"""What the pages of the accounts share: the year, the tabs that each person may open, and the files of a table."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.interfaz.puertas import PeticionConActor
from consistorio.canales.interfaz.tablas import FORMATOS
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.documental.documentos.consultas import por_csv
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.informacion.permisos import VER as VER_INFORMACION
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.economia.tributacion.permisos import VER as VER_IMPUESTOS
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema

POR_PAGINA = 100
DIA = DiaCorto("")
DEL_PRESUPUESTO = ("presupuesto", "gastos", "ingresos", "operaciones", "no_presupuestarios", "proyectos")
DE_LOS_LIBROS = ("diario", "mayor", "sumas")
CON_TERCEROS = ("devengados", "fondos_de_habilitados", "obligaciones_cerradas", "derechos_cerrados")
DE_LA_TESORERIA = (
    "cuentas_de_tesoreria",
    "por_ordenar",
    "por_pagar",
    "relaciones_de_pagos",
    "arqueos",
    "planes_de_fondos",
)


def ejercicio_de(anio: int) -> Ejercicio:
    """A year of the accounts. Raises NoEncontrado."""
    ejercicio = Ejercicio.objects.filter(anio=anio).first()
    if ejercicio is None:
        raise NoEncontrado(
            _("El ejercicio %(anio)d no está en la contabilidad.") % {"anio": anio},
            que_hacer=_("Elija otro en «Economía», o pida a Intervención que lo abra."),
        )
    return ejercicio


def anio_de_presupuesto(anio: int) -> Ejercicio | None:
    """The year of a budget; None while it is being prepared and only the one before is in the accounts. Raises NoEncontrado."""
    return Ejercicio.objects.filter(anio=anio).first() or (ejercicio_de(anio - 1) and None)


def marco(request: PeticionConActor, anio: int, actual: str) -> dict[str, object]:
    """Tabs and year of a page."""
    nombres = {
        "presupuesto": _("Presupuesto"),
        "gastos": _("Gastos"),
        "ingresos": _("Ingresos"),
        "operaciones": _("Operaciones"),
        "no_presupuestarios": _("No presupuestario"),
        "proyectos": _("Proyectos"),
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


def marco_de_tesoreria(actual: str) -> dict[str, object]:
    """Tabs of the pages of the treasury: who opens one may open them all."""
    nombres = [_("Cuentas"), _("Por ordenar"), _("Por pagar"), _("Relaciones de pagos"), _("Arqueos")]
    nombres.append(_("Plan de fondos"))
    return {
        "pestanas": [
            Enlace(nombre, reverse(f"escritorio:{cual}"), cual == actual)
            for cual, nombre in zip(DE_LA_TESORERIA, nombres, strict=True)
        ],
        "vuelta": reverse("escritorio:economia"),
    }


def marco_de_otros_anios(request: PeticionConActor, anio: int, actual: str) -> dict[str, object]:
    """Tabs of what goes from one year to another, and of the payrolls, loans and funds of habilitados: those that this person may open."""
    nombres = {
        "nominas": _("Nóminas"),
        "devengados": _("Pendiente de aplicar (413)"),
        "plurianuales": _("Ejercicios futuros"),
        "prestamos": _("Préstamos"),
        "remanentes": _("Remanentes de crédito"),
        "fondos_de_habilitados": _("Fondos de habilitados"),
        "obligaciones_cerradas": _("Obligaciones de cerrados"),
        "derechos_cerrados": _("Derechos de cerrados"),
    }
    suyas = [c for c in nombres if c not in CON_TERCEROS or request.actor.puede(VER_CONTABILIDAD)]
    return {
        "anio": anio,
        "pestanas": [Enlace(nombres[c], reverse(f"escritorio:{c}", args=[anio]), c == actual) for c in suyas],
        "vuelta": reverse("escritorio:operaciones", args=[anio]),
    }


def ficheros_sin_anio(nombre: str, consulta: str = "", **de: object) -> list[tuple[str, str]]:
    """The address of each file of a table that is of no year, and what it is called."""
    cola = f"?{consulta}" if consulta else ""
    return [(reverse(nombre, kwargs={**de, "formato": f}) + cola, dicho) for f, dicho in FORMATOS.items()]


def _pestana(cual: str, anio: int) -> str:
    """Its address. The quarterly information opens by its first quarter."""
    return reverse(f"escritorio:{cual}", args=[anio, 1] if cual == "informacion" else [anio])


def ficheros(nombre: str, anio: int, consulta: str) -> list[tuple[str, str]]:
    """The address of each file of a table, and what it is called."""
    cola = f"?{consulta}" if consulta else ""
    return [(reverse(nombre, args=[anio, formato]) + cola, dicho) for formato, dicho in FORMATOS.items()]


def documento_con_codigo(csv: str) -> UUID | None:
    """The document of a code; None when none is written. Raises DatosIncorrectos (nobody has that code)."""
    if not csv.strip():
        return None
    try:
        return por_csv(csv).id
    except NoEncontrado as error:
        raise DatosIncorrectos(error.mensaje, problemas=[Problema("documento", error.mensaje)]) from error


def dia(texto: str | None) -> date | None:
    """The day that an address names, as people type it or as `2026-11-03`; None when it names none."""
    try:
        return DIA.clean((texto or "").strip()[:10]) if texto else None
    except ValidationError:
        return None


def en_figuras(cual: date | None) -> str:
    """A day as it is typed in a filter."""
    return f"{cual:%d/%m/%Y}" if cual else ""
