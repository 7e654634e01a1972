"""What was added to a PDF after a signature, and whether it can change what was signed (ISO 32000-2, 12.8; EN 319 142-1, 5.4).

Only signatures, time stamps and data for checking them may follow a signature. Everything else (a form field filled in, an annotation,
another content, a box drawn by nobody's signature) makes it void: that is how a signed document is made to show another thing.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from consistorio.nucleo.dato import dato

_OCULTO = 0b100010  # hidden, or not to be viewed (ISO 32000-2, table 167)

# The library's own policy also lets form fields be filled in: not here
POLITICA = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        *(
            regla.as_qualified(ModificationLevel.LTA_UPDATES)
            for regla in (DocInfoRule(), XrefStreamRule(), ObjectStreamRule(), DSSCompareRule(), MetadataUpdateRule())
        ),
    ],
    form_rule=FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]),
)


@dato
class Cambios:
    """`alterado`: why the signature must be refused, "" when it must not. `texto`: what was added later, for people."""

    alterado: str = ""
    texto: str = ""


def cambios(lector: PdfFileReader, incrustada: EmbeddedPdfSignature) -> Cambios:
    """What follows a signature whose integrity information has been computed with `POLITICA`."""
    if incrustada.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Cambios(texto=_("Cubre todo el documento."))
    comparado = incrustada.diff_result
    if incrustada.coverage is not SignatureCoverageLevel.ENTIRE_REVISION or comparado is None:
        return Cambios(_("La firma no cubre todo el documento."))
    permitido = incrustada.summarise_integrity_info()["docmdp_ok"]
    if not isinstance(comparado, DiffResult) or not permitido or _se_redibuja(lector, incrustada.signed_revision):
        return Cambios(_("El documento se ha cambiado después de esta firma."))
    firmados, vacios = _recuadros_nuevos(lector, incrustada.signed_revision)
    if vacios:
        return Cambios(_("Después de esta firma se añadió al documento un recuadro que no es de ninguna firma."))
    if firmados:
        texto = _("Después se añadió otra firma con un recuadro visible: compruebe que no tapa lo que aquí se firmó.")
        return Cambios(texto=texto)
    if comparado.modification_level is ModificationLevel.FORM_FILLING:
        return Cambios(texto=_("Después solo se añadieron otras firmas y sellos de tiempo."))
    return Cambios(texto=_("Después solo se añadieron sellos de tiempo y datos para comprobarla."))


def _recuadros_nuevos(lector: PdfFileReader, revision: int) -> tuple[int, int]:
    """Of the signature fields that were not there when it was signed and can be seen: how many are signed, and how many are not."""
    antiguos = {nombre for nombre, _valor, _ref in enumerate_sig_fields(lector.get_historical_resolver(revision))}
    visibles = [
        valor is not None
        for nombre, valor, ref in enumerate_sig_fields(lector)
        if nombre not in antiguos and _se_ve(ref.get_object())
    ]
    return visibles.count(True), visibles.count(False)


def _se_ve(campo: generic.DictionaryObject) -> bool:
    partes = [hijo.get_object() for hijo in campo["/Kids"]] if "/Kids" in campo else []
    return any(_tiene_area(parte) for parte in (campo, *partes))


def _tiene_area(recuadro: generic.DictionaryObject) -> bool:
    if "/Rect" not in recuadro:
        return False
    lados = [float(n) for n in recuadro["/Rect"]]
    oculto = int(recuadro["/F"]) & _OCULTO if "/F" in recuadro else 0
    return len(lados) == 4 and lados[0] != lados[2] and lados[1] != lados[3] and not oculto


def _se_redibuja(lector: PdfFileReader, revision: int) -> bool:
    """Whether readers were told later to draw the form's fields anew: what they show would not be what was signed."""
    antes = lector.get_historical_resolver(revision)
    return _pide_redibujar(lector.root) and not _pide_redibujar(antes.root)


def _pide_redibujar(raiz: generic.DictionaryObject) -> bool:
    if "/AcroForm" not in raiz:
        return False
    formulario = raiz["/AcroForm"]
    return "/NeedAppearances" in formulario and bool(formulario["/NeedAppearances"])
