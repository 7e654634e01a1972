"""What is exactly the number of something: straight to it, when it may be seen. What may not is looked for as if it were words."""

from __future__ import annotations

import re

from django.urls import reverse

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.csv import normalizar_csv
from consistorio.documental.registro import consultas as registro
from consistorio.nucleo.actor import Actor
from consistorio.servicios.comunicaciones import consultas as comunicaciones
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.busqueda import personas_visibles

_ASIENTO = re.compile(r"([A-Z0-9]{0,5}[0-9]{4}-[A-Z])-([0-9]{1,8})")
_COMUNICACION = re.compile(r"CI-[0-9]{4}/[0-9]{6}")
_IDENTIDAD = re.compile(r"[A-Z0-9][0-9]{6,8}[A-Z0-9]?")


def destino(actor: Actor, texto: str) -> str | None:
    """The page of the case, document, entry, communication or person whose number is exactly the text."""
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
    if "/" in numero:
        casos = expedientes.visibles_para(actor).filter(numero=numero)
        exacto = casos.values_list("id", flat=True).first()
        abreviado = None if exacto is not None else expedientes.por_numero_abreviado(actor, numero)
        return _pagina("expediente", exacto or (abreviado.id if abreviado is not None else None))
    if _IDENTIDAD.fullmatch(sin_guiones := re.sub(r"[-. ]", "", numero)):
        suyas = personas_visibles(actor).filter(nif=sin_guiones)
        halladas_personas = list(suyas.values_list("id", flat=True)[:2])
        return _pagina("persona", halladas_personas[0]) if len(halladas_personas) == 1 else None
    return None


def _pagina(nombre: str, identificador: object | None) -> str | None:
    if identificador is None:
        return None
    return reverse(nombre if ":" in nombre else f"escritorio:{nombre}", args=[identificador])
