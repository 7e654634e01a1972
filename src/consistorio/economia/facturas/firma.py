"""What the signature of an invoice is worth: judged once, when it arrives, with what is known that day."""

from __future__ import annotations

from django.utils.translation import gettext as _
from lxml import etree

from consistorio.documental.firma.validacion import Criterio, Informe, Veredicto, demasiado
from consistorio.documental.firma.validacion_xml import TRABAJO_MAXIMO, firmas_de, leer_xml
from consistorio.documental.firma.xades import DS
from consistorio.nucleo.dato import dato


@dato
class Juicio:
    """`veredicto`: VALIDA, NO VALIDA or INDETERMINADA; `dice`: why, one line each; `lleva`: whether there is any signature; `firmantes`: the numbers
    of the people and organisations that its certificates name."""

    veredicto: str
    dice: str
    lleva: bool
    firmantes: tuple[str, ...] = ()


def juzgar(datos: bytes, criterio: Criterio) -> Juicio:
    """The worst of its signatures; one that does not cover the whole invoice is none. May ask the network about revocation: no transaction is
    open. Never raises on bad input."""
    try:
        raiz = leer_xml(datos)
    except (etree.XMLSyntaxError, ValueError):
        return Juicio(Veredicto.INDETERMINADA, _("El archivo no se puede leer."), lleva=False)
    referencias = sum(1 for _referencia in raiz.iter(f"{{{DS}}}Reference"))
    enorme = demasiado("XAdES", veces=referencias, tamano=len(datos), tope=TRABAJO_MAXIMO)
    if enorme is not None:
        return Juicio(Veredicto.INDETERMINADA, "\n".join(enorme.lineas()), lleva=True)
    firmas = firmas_de(raiz, criterio)
    informe = Informe("XAdES", tuple(f.informe for f in firmas))
    if informe.veredicto is Veredicto.VALIDA and not any(f.todo for f in firmas):
        return Juicio(Veredicto.NO_VALIDA, _("La firma no cubre la factura entera."), lleva=True)
    titulares = [f.titular for f in informe.firmas if f.titular is not None]
    numeros = {n for t in titulares for n in (t.nif, t.nif_organizacion) if n}
    return Juicio(informe.veredicto, "\n".join(informe.lineas()), bool(firmas), tuple(sorted(numeros)))
