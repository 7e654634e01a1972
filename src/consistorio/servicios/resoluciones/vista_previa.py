"""How the decision of a procedure looks, before any case of it: a made-up case, with the texts and the templates of the real ones.

Nothing is stored, numbered nor signed, it has no code to be verified with, and every page says that it is a trial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import direccion_de_verificacion
from consistorio.documental.documentos.renderizado import Marco, renderizar
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.servicios.resoluciones import contexto, datos_documento, operaciones
from consistorio.servicios.resoluciones.campos import campos_de
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.textos import Borrador, borrador_de
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.expedientes.models import Expediente

DOCUMENTOS = ("propuesta", "resolucion")


def texto_de_prueba(
    definicion: Definicion, sentido: str, textos: Mapping[str, object], *, reloj: Reloj
) -> tuple[Borrador, Mapping[str, str]]:
    """The text of the made-up case in a sense, as the procedure gives it, and what its gaps say."""
    valores = {campo.clave: campo.ejemplo for campo in campos_de(definicion, dia=hoy(reloj))}
    asunto = _("%(n)s: caso de prueba") % {"n": definicion.nombre[:200]}
    borrador = borrador_de(sentido, asunto=asunto, textos=textos, valores=valores, declarada=definicion.declarada)
    return borrador, valores


def vista_previa(
    documento: str, definicion: Definicion, sentido: str, textos: Mapping[str, object], *, unidad: str, reloj: Reloj
) -> bytes:
    """The PDF of a document (one of `DOCUMENTOS`) of the made-up case. Raises NoEncontrado (no such document nor sense)."""
    if documento not in DOCUMENTOS or sentido not in Resolucion.Sentido.values:
        raise NoEncontrado(_("No hay ningún documento así."))
    borrador, valores = texto_de_prueba(definicion, sentido, textos, reloj=reloj)
    resolucion = Resolucion(
        expediente=Expediente(numero=valores["expediente"]),
        sentido=sentido,
        asunto=borrador.asunto,
        antecedentes=list(borrador.antecedentes),
        fundamentos=list(borrador.fundamentos),
        decision=list(borrador.decision),
        fin_de_via=definicion.legal.fin_de_via,
        organo_texto=valores["organo"],
        recursos=[asdict(recurso) for recurso in contexto.recursos_de(definicion)],
    )
    partes: dict[str, object] = {"interesado": {"nombre": valores["interesado"]}}
    if documento == "propuesta":
        datos = datos_documento.de_propuesta(resolucion, partes)
    else:
        datos = {**datos_documento.de_resolucion(resolucion, partes), "numero": _("PRUEBA")}
    marco = Marco(
        entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]),
        dir3=str(operaciones.dir3()),
        titulo=_("PRUEBA: %(a)s") % {"a": borrador.asunto},
        csv="",
        url_verificacion=direccion_de_verificacion(),
        creado=reloj.ahora(),
        unidad=unidad,
        expediente=valores["expediente"],
        leyenda=_("Caso inventado. No es un documento del Ayuntamiento."),
        prueba=True,
    )
    return renderizar(documento, datos, marco=marco)
