"""Reads of the third parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.economia.terceros import reglas
from consistorio.economia.terceros.models import Bloqueo, CuentaTercero, Tercero
from consistorio.economia.terceros.permisos import CONFIRMAR, VER
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.identidad.models import NOMBRES, Persona
from consistorio.plataforma.orden import con_palabras

POR_PAGINA = 50
# Those of its tax numbers are not those of the country (Directive 2006/112/EC art. 215)
OTRAS_LETRAS: Final = {"EL": "GR"}


def de_persona(persona_id: UUID) -> Tercero | None:
    """The ficha of a person, if there is one."""
    return Tercero.objects.select_related("persona").filter(persona_id=persona_id).first()


def ficha_de_otro_pais(numero: str) -> Tercero | None:
    """The ficha of who has that tax number of another country, with the two letters of its country before it or without them; None when it is of nobody, or of several."""
    limpio = "".join(c for c in numero.upper() if c.isalnum())
    pais = OTRAS_LETRAS.get(limpio[:2], limpio[:2])
    cual = Q(persona__nif=limpio) | Q(persona__nif=limpio[2:], persona__pais_documento=pais)
    fiscales = Tercero.objects.select_related("persona").filter(persona__tipo_documento=Persona.TipoDocumento.FISCAL)
    suyas = fiscales.filter(cual, persona__nif__gt="")[:2]
    return suyas[0] if len(suyas) == 1 else None


def cuenta_en_vigor(persona_id: UUID, *, en: date) -> CuentaTercero | None:
    """The confirmed account in which a person is paid on a day. None: there is none, and nothing can be paid by transfer."""
    return (
        CuentaTercero.objects.filter(tercero__persona_id=persona_id, desde__lte=en)
        .filter(Q(hasta=None) | Q(hasta__gt=en))
        .order_by("-desde", "-confirmada_el")
        .first()
    )


def bloqueos_de(persona_id: UUID, *, en: date, objeto: str = "") -> list[Bloqueo]:
    """The blocks in force on a day of what is paid to a person: those of everything, and those of `objeto` alone."""
    return list(
        Bloqueo.objects.select_related("a_favor_de__persona", "tercero")
        .filter(tercero__persona_id=persona_id, desde__lte=en, levantado_el=None, objeto__in={"", objeto})
        .filter(Q(hasta=None) | Q(hasta__gte=en))
        .order_by("desde", "id")
    )


def con_pagos_retenidos(*, en: date) -> frozenset[tuple[UUID, str]]:
    """The fichas whose payments are held on a day by an embargo, an offsetting or an insolvency, each with what it reaches ("": everything)."""
    retienen = (Bloqueo.Clase.EMBARGO, Bloqueo.Clase.COMPENSACION, Bloqueo.Clase.CONCURSO)
    vigentes = Bloqueo.objects.filter(clase__in=retienen, desde__lte=en, levantado_el=None)
    return frozenset(vigentes.filter(Q(hasta=None) | Q(hasta__gte=en)).values_list("tercero_id", "objeto"))


def reparto_de(
    bloqueos: Sequence[Bloqueo], *, centimos: int, retenido: Mapping[UUID, Decimal] | None = None
) -> reglas.Reparto:
    """To whom a payment of so many cents goes, under those blocks (`reglas.repartir`). `retenido`: what was kept before for those that have a limit, in euros.
    A credit assigned up to an amount stops the payment: nothing says what of it was paid to who acquired it. So does one whose assignment nobody confirmed."""
    ya = retenido or {}
    trabas = [
        reglas.Traba(
            uno.id,
            uno.clase,
            None
            if uno.por_confirmar or (uno.clase == Bloqueo.Clase.CESION and uno.tope is not None)
            else uno.a_favor_de_id,
            max(0, int((uno.tope - ya.get(uno.id, Decimal(0))) * 100)) if uno.tope is not None else None,
            uno.desde,
        )
        for uno in bloqueos
    ]
    return reglas.repartir(centimos, trabas)


def visibles_para(actor: Actor) -> QuerySet[Tercero]:
    """The fichas that somebody may see: all of them, or none."""
    return Tercero.objects.select_related("persona") if actor.puede(VER) else Tercero.objects.none()


def buscar(actor: Actor, texto: str, *, motivo: str = "Buscar", limite: int = POR_PAGINA) -> list[Tercero]:
    """Those whose number is this one, or in whose name is every word; the look is logged, not what was looked for. Empty without permission."""
    registrar_acceso(actor, que="tercero", objeto_id="busqueda", motivo=motivo, permitido=actor.puede(VER))
    numero = "".join(c for c in texto.upper() if c.isalnum())
    if not numero:
        return []
    hallados = list(visibles_para(actor).filter(persona__nif=numero).order_by("id")[:limite])
    if hallados:
        return hallados
    con_ese_nombre = con_palabras(Persona.objects.all(), texto, *NOMBRES).values("id")
    return list(visibles_para(actor).filter(persona_id__in=con_ese_nombre).order_by("id")[:limite])


def por_confirmar(actor: Actor, *, limite: int = POR_PAGINA) -> list[CuentaTercero]:
    """The accounts that wait for this person, with the document that proves whose they are: those that somebody else wrote. The oldest first."""
    if not actor.puede(CONFIRMAR):
        return []
    registrar_acceso(actor, que="tercero", objeto_id="cuentas", motivo=CONFIRMAR)
    esperan = _pendientes(actor).filter(carga="")
    return list(esperan.select_related("tercero__persona", "titularidad").order_by("anotada_el", "id")[:limite])


def hay_de_carga(actor: Actor) -> bool:
    """Whether some account that a load brought waits for this person."""
    return actor.puede(CONFIRMAR) and _pendientes(actor).exclude(carga="").exists()


def de_carga_por_confirmar(
    actor: Actor, *, tras: UUID | None = None, limite: int = POR_PAGINA
) -> list[tuple[CuentaTercero, CuentaTercero | None]]:
    """A page of the accounts that a load brought and wait for this person, as they came, each with the one in force that it would take the place of."""
    if not actor.puede(CONFIRMAR):
        return []
    registrar_acceso(actor, que="tercero", objeto_id="cuentas-de-carga", motivo=CONFIRMAR)
    esperan = _pendientes(actor).exclude(carga="")
    esperan = esperan.filter(id__gt=tras) if tras is not None else esperan
    halladas = list(esperan.select_related("tercero__persona").order_by("id")[:limite])
    vigentes = {
        una.tercero_id: una
        for una in CuentaTercero.objects.filter(
            estado=CuentaTercero.Estado.VIGENTE, tercero__in=[una.tercero_id for una in halladas]
        )
    }
    return [(una, vigentes.get(una.tercero_id)) for una in halladas]


def _pendientes(actor: Actor) -> QuerySet[CuentaTercero]:
    return CuentaTercero.objects.filter(estado=CuentaTercero.Estado.PENDIENTE).exclude(anotada_por=actor.id)


def cesiones_por_confirmar(actor: Actor, *, limite: int = POR_PAGINA) -> list[Bloqueo]:
    """The assignments of credit that wait for this person: those in force that somebody else noted. The oldest first."""
    if not actor.puede(CONFIRMAR):
        return []
    registrar_acceso(actor, que="tercero", objeto_id="cesiones", motivo=CONFIRMAR)
    esperan = Bloqueo.objects.filter(clase=Bloqueo.Clase.CESION, confirmado_el=None, levantado_el=None)
    suyas = esperan.exclude(puesto_por=actor.id).select_related("tercero__persona", "a_favor_de__persona")
    return list(suyas.order_by("puesto_el", "id")[:limite])
