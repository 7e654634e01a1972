"""The steps of VAT of a script: activities, prorrata, invoices, settlement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from consistorio.cli.cuentas.guion_comun import (
    Guion,
    Paso,
    anotar,
    cabecera_de,
    fecha_de,
    linea_de,
    ordinal_de,
    sin_varios,
)
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.economia.terceros.acciones import dar_de_alta
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion import acciones
from consistorio.economia.tributacion.tipos import LineaRepercutida, LineaSoportada


def sector(guion: Guion, paso: Paso) -> None:
    """An activity, with its prorrata of the year of the step (100 when it says none)."""
    codigo = str(paso["sector"])
    acciones.abrir_sector(actor=guion.actor, codigo=codigo, nombre=str(paso["descripcion"]), reloj=guion.reloj)
    acciones.fijar_prorrata(
        actor=guion.actor,
        codigo=codigo,
        anio=fecha_de(paso).year,
        clase=str(paso.get("clase", "general")),
        provisional=int(paso.get("prorrata", 100)),
        reloj=guion.reloj,
    )


def recibida(guion: Guion, paso: Paso) -> None:
    """`base`, `tipo`, `sector`, `aplicacion` (or `sobre`), and `fases` (ADO when it says none)."""
    linea = LineaSoportada(
        base=Decimal(str(paso["base"])),
        tipo=Decimal(str(paso["tipo_iva"])),
        codigo="" if "sobre" in paso else str(paso["aplicacion"]),
        origen=linea_de(guion, paso) if "sobre" in paso else None,
        sector=str(paso.get("sector", "")),
        destino=str(paso.get("destino", "comun")),
        inversion=bool(paso.get("inversion", False)),
        regimen=str(paso.get("regimen", "")),
    )
    hecha = acciones.soportar(
        actor=guion.actor,
        clase=str(paso.get("fases", "ADO")),
        cabecera=_con_factura(guion, paso),
        lineas=[linea],
        expedida=fecha_de(paso),
        reloj=guion.reloj,
    )
    anotar(guion, paso, hecha.operacion)


def expedida(guion: Guion, paso: Paso) -> None:
    """`base`, `tipo_iva`, `sector`, `concepto`; `cobrada` when it is collected at once."""
    cobrada = bool(paso.get("cobrada", False))
    linea = LineaRepercutida(
        base=Decimal(str(paso["base"])),
        tipo=Decimal(str(paso["tipo_iva"])),
        codigo=str(paso["concepto"]),
        sector=str(paso["sector"]),
        exenta=bool(paso.get("exenta", False)),
    )
    hecha = acciones.repercutir(
        actor=guion.actor,
        clase="DRI" if cobrada else "DR",
        cabecera=_con_factura(guion, paso),
        lineas=[linea],
        expedida=fecha_de(paso),
        ordinal=ordinal_de(paso) if cobrada else "",
        reloj=guion.reloj,
    )
    anotar(guion, paso, hecha.operacion)


def liquidar(guion: Guion, paso: Paso) -> None:
    """The settlement of `periodo`."""
    operacion = acciones.liquidar_iva(
        actor=guion.actor, anio=fecha_de(paso).year, periodo=str(paso["periodo"]), reloj=guion.reloj
    )
    anotar(guion, paso, operacion)


def regularizar(guion: Guion, paso: Paso) -> None:
    """The definitive prorrata of `sector`."""
    acciones.regularizar_prorrata(
        actor=guion.actor,
        codigo=str(paso["sector"]),
        anio=fecha_de(paso).year,
        cabecera=sin_varios(cabecera_de(paso)),
        definitiva=int(paso["prorrata"]) if "prorrata" in paso else None,
        aplicacion=str(paso.get("aplicacion", "")),
        concepto=str(paso.get("concepto", "")),
        reloj=guion.reloj,
    )


def _con_factura(guion: Guion, paso: Paso) -> Cabecera:
    """The heading of an invoice of the third party whose NIF the step says, who is entered when nobody has it."""
    nif = str(paso["nif"])
    ficha = Tercero.objects.filter(persona__nif=nif).first()
    if ficha is None:
        persona = PersonaEscrita(nif, razon_social=str(paso.get("nombre", nif)))
        ficha = dar_de_alta(actor=guion.actor, persona=persona, reloj=guion.reloj)
    return replace(sin_varios(cabecera_de(paso)), tercero_id=ficha.persona_id, factura=str(paso["factura"]))


DE_IMPUESTOS: Final[dict[str, Callable[[Guion, Paso], None]]] = {
    "IVA_SECTOR": sector,
    "IVA_RECIBIDA": recibida,
    "IVA_EXPEDIDA": expedida,
    "IVA_LIQUIDACION": liquidar,
    "IVA_PRORRATA": regularizar,
}
