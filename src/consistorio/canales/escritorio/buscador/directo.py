"""What is exactly the number of something: straight to it, when it may be seen. What may not is looked for as if it were words."""

from __future__ import annotations

import re
from dataclasses import replace

from django.urls import reverse

from consistorio.canales.escritorio.buscador import economia
from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.csv import normalizar_csv
from consistorio.documental.registro import consultas as registro
from consistorio.nucleo.actor import Actor
from consistorio.servicios.comunicaciones import consultas as comunicaciones
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.busqueda import Donde, Llamadas, personas_visibles

_ASIENTO = re.compile(r"([A-Z0-9]{0,5}[0-9]{4}-[A-Z])-([0-9]{1,8})")
_COMUNICACION = re.compile(r"CI-[0-9]{4}/[0-9]{6}")
_IDENTIDAD = re.compile(r"[A-Z0-9][0-9]{6,8}[A-Z0-9]?")


def destino(actor: Actor, texto: str) -> str | None:
    """The page of the case, document, entry, communication, person, invoice or operation whose number is exactly the text. None for a person
    of whom one may see a ficha or an invoice too: they are more than one page."""
    numero = texto.upper()
    csv = normalizar_csv(texto)
    if csv is not None:
        return _pagina(
            "documento", documentos.visibles_para(actor).filter(csv=csv).values_list("id", flat=True).first()
        )
    if _COMUNICACION.fullmatch(numero):
        halladas = comunicaciones.visibles_para(actor).filter(numero=numero)
        return _pagina("comunicacion_interna", halladas.values_list("id", flat=True).first())
    if asiento := _ASIENTO.fullmatch(numero):
        entero = f"{asiento[1]}-{int(asiento[2]):08d}"
        asientos = registro.visibles_para(actor).filter(numero_completo=entero)
        return _pagina("oac:asiento", asientos.values_list("id", flat=True).first())
    if (suya := economia.destino(actor, numero)) is not None:
        return suya
    if "/" in numero:
        casos = expedientes.visibles_para(actor).filter(numero=numero)
        exacto = casos.values_list("id", flat=True).first()
        abreviado = None if exacto is not None else expedientes.por_numero_abreviado(actor, numero)
        return _pagina("expediente", exacto or (abreviado.id if abreviado is not None else None))
    if (identidad := _identidad(numero)) is not None:
        suyas = personas_visibles(actor).filter(nif=identidad)
        halladas_personas = list(suyas.values_list("id", flat=True)[:2])
        una = halladas_personas[0] if len(halladas_personas) == 1 and not economia.hay_de(actor, identidad) else None
        return _pagina("persona", una)
    return None


def por_identidad(donde: Donde) -> Donde:
    """The same place, where who has a number of identity is found by it whatever was written between its figures."""
    identidad = _identidad(donde.texto.upper())
    return donde if identidad is None else replace(donde, llamadas=Llamadas(identidad))


def _identidad(numero: str) -> str | None:
    junto = re.sub(r"[-. ]", "", numero)
    return junto if _IDENTIDAD.fullmatch(junto) else None


def _pagina(nombre: str, identificador: object | None) -> str | None:
    if identificador is None:
        return None
    return reverse(nombre if ":" in nombre else f"escritorio:{nombre}", args=[identificador])
