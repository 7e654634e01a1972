"""Parties written one a row: what is wrong with each, all at once, before any of them is added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Nif
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.reglas import mismo_nombre
from consistorio.tramitacion.expedientes.models import Expediente, Interesado

MAXIMO = 300
# Who files is a party from the beginning
PAPELES = (Interesado.Papel.INTERESADO, Interesado.Papel.AFECTADO)


@dato
class ParteEscrita:
    """A party as it was typed. `fila`: where it stands in its sheet, from 1. `papel` and `canal`: codes; empty when not understood."""

    fila: int
    nif: str
    nombre: str
    apellido1: str
    apellido2: str
    papel: str
    canal: str


@dato
class ParteRevisada:
    """A party with everything that stops it. `conocida`: the town hall knows that person already."""

    escrita: ParteEscrita
    problemas: tuple[str, ...]
    conocida: bool


def revisar(expediente: Expediente, escritas: Sequence[ParteEscrita]) -> list[ParteRevisada]:
    """Each with what is wrong with it. Two queries, however many."""
    numeros = {escrita.fila: _numero(escrita.nif) for escrita in escritas}
    conocidas = {
        persona.nif: persona
        for persona in Persona.objects.filter(
            tipo_documento=Persona.TipoDocumento.NIF, pais_documento="ES", nif__in=set(numeros.values()) - {""}
        )
    }
    partes = expediente.interesados.filter(hasta=None, persona__in=conocidas.values())
    ya = frozenset(partes.values_list("persona__nif", flat=True))
    return juzgar(escritas, numeros, conocidas, ya)


def juzgar(
    escritas: Sequence[ParteEscrita],
    numeros: Mapping[int, str],
    conocidas: Mapping[str, Persona],
    ya: frozenset[str],
) -> list[ParteRevisada]:
    """The same from what is known. `numeros`: the number of identity of each row, empty when it is none; `ya`: of who is a party already."""
    primera_de: dict[str, int] = {}
    revisadas = []
    for escrita in escritas:
        numero = numeros[escrita.fila]
        conocida = conocidas.get(numero)
        antes = primera_de.setdefault(numero, escrita.fila) if numero else escrita.fila
        problemas = []
        if not numero:
            problemas.append(_("El DNI, NIE o NIF no es correcto: revise los números y la letra."))
        elif antes != escrita.fila:
            problemas.append(_("Está repetida: es la misma persona de la fila %(n)d.") % {"n": antes})
        elif numero in ya:
            problemas.append(_("Ya es parte en el expediente. Quítela de la hoja."))
        problemas += _de_nombre(escrita, numero, conocida)
        if escrita.papel not in PAPELES:
            problemas.append(_("Diga en qué calidad interviene: interesada o afectada."))
        if escrita.canal not in Interesado.Canal.values:
            problemas.append(_("Diga cómo se le notifica: electrónica o papel."))
        revisadas.append(ParteRevisada(escrita, tuple(problemas), conocida is not None))
    return revisadas


def _de_nombre(escrita: ParteEscrita, numero: str, conocida: Persona | None) -> list[str]:
    if conocida is None:
        return [] if escrita.nombre or not numero else [_("Falta el nombre: todavía no conocemos a esta persona.")]
    if conocida.clase == Persona.Clase.FISICA and escrita.nombre:
        suyo = (conocida.nombre, conocida.apellido1)
        if not mismo_nombre((escrita.nombre, escrita.apellido1), suyo):
            return [_("Ese número es de otra persona: el nombre y el primer apellido no son los suyos.")]
    return []


def _numero(escrito: str) -> str:
    try:
        return Nif.de(escrito).valor
    except DatosIncorrectos:
        return ""


def exigir_sin_problemas(revisadas: Sequence[ParteRevisada]) -> None:
    """All of them may be added. Raises DatosIncorrectos with every problem and its row."""
    if not revisadas:
        mensaje = _("La hoja no tiene ninguna persona.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("fichero", mensaje)])
    if len(revisadas) > MAXIMO:
        mensaje = _("Como mucho se añaden %(n)d personas de una vez.") % {"n": MAXIMO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("fichero", mensaje)])
    problemas = [
        Problema(f"fila_{una.escrita.fila}", _("Fila %(n)d: %(p)s") % {"n": una.escrita.fila, "p": problema})
        for una in revisadas
        for problema in una.problemas
    ]
    if problemas:
        raise DatosIncorrectos(
            _("No se ha añadido a nadie: hay filas con errores."),
            que_hacer=_("Corríjalas en la hoja y envíela otra vez."),
            problemas=problemas,
        )
