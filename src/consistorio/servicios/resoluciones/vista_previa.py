"""How the decision of a procedure, and what is written before it, look before any case of it: a made-up case, with the texts and the templates of the real ones.

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
from consistorio.servicios.resoluciones import textos as textos_de_la_casa
from consistorio.servicios.resoluciones.campos import campos_de
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.textos import ESCRITOS, Borrador, borrador_de, texto_de_escrito
from consistorio.tramitacion.catalogo.models import Procedimiento, VersionProcedimiento
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import limites
from consistorio.tramitacion.motor.operaciones import redactar

DOCUMENTOS = ("propuesta", "resolucion")


def texto_de_prueba(
    definicion: Definicion, sentido: str, textos: Mapping[str, object], *, reloj: Reloj
) -> tuple[Borrador, Mapping[str, str]]:
    """The text of the made-up case in a sense, as the procedure gives it, and what its gaps say."""
    valores = {campo.clave: campo.ejemplo for campo in campos_de(definicion, dia=hoy(reloj))}
    asunto = _("%(n)s: caso de prueba") % {"n": definicion.nombre[:200]}
    borrador = borrador_de(sentido, asunto=asunto, textos=textos, valores=valores, declarada=definicion.declarada)
    return borrador, valores


def parrafos_de_prueba(
    definicion: Definicion, clase: str, textos: Mapping[str, object], *, reloj: Reloj
) -> tuple[str, ...]:
    """How another writing of the made-up case begins (one of `ESCRITOS`), as the procedure says."""
    return texto_de_escrito(
        clase, textos, lambda: {campo.clave: campo.ejemplo for campo in campos_de(definicion, dia=hoy(reloj))}
    )


def vista_previa(
    documento: str, definicion: Definicion, sentido: str, textos: Mapping[str, object], *, unidad: str, reloj: Reloj
) -> bytes:
    """The PDF of a document of the made-up case: one of `DOCUMENTOS`, in a sense, or one of `ESCRITOS`, which is its own `sentido`.
    Raises NoEncontrado (no such document nor sense)."""
    if documento in ESCRITOS and documento == sentido:
        return _escrito(documento, definicion, textos, unidad=unidad, reloj=reloj)
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
    marco = _marco(borrador.asunto, valores["expediente"], unidad=unidad, reloj=reloj)
    return renderizar(documento, datos, marco=marco)


def _escrito(clase: str, definicion: Definicion, textos: Mapping[str, object], *, unidad: str, reloj: Reloj) -> bytes:
    """What is written before the decision, with the words of the real one."""
    dichos = parrafos_de_prueba(definicion, clase, textos, reloj=reloj)
    dichos = dichos or (_("Lo que escriba quien tramita el expediente."),)
    numero, asunto = _("PRUEBA/0000"), _("%(n)s: caso de prueba") % {"n": definicion.nombre[:200]}
    version = VersionProcedimiento(procedimiento=Procedimiento(nombre=definicion.nombre))
    expediente, dia = Expediente(numero=numero, titulo=asunto, version=version), hoy(reloj)
    match clase:
        case textos_de_la_casa.REQUERIMIENTO:
            dias = limites.de_subsanacion(en=dia).minimo
            defectos = [{"requisito": parrafo} for parrafo in dichos]
            escrito = redactar.requerimiento(expediente, defectos, dias=dias, suspende=False)
        case textos_de_la_casa.AUDIENCIA:
            dias = limites.de_audiencia(en=dia, terceros=False).minimo
            escrito = redactar.audiencia(expediente, "\n".join(dichos), dias, de_terceros=False)
        case textos_de_la_casa.PROVIDENCIA:
            escrito = redactar.providencia(expediente, dichos)
        case _:
            escrito = redactar.carta(expediente, asunto, dichos)
    return renderizar(
        escrito.plantilla, dict(escrito.datos), marco=_marco(escrito.titulo, numero, unidad=unidad, reloj=reloj)
    )


def _marco(asunto: str, expediente: str, *, unidad: str, reloj: Reloj) -> Marco:
    """What every page of a trial says of itself: that it is none of the town hall's documents."""
    return Marco(
        entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]),
        dir3=str(operaciones.dir3()),
        titulo=_("PRUEBA: %(a)s") % {"a": asunto},
        csv="",
        url_verificacion=direccion_de_verificacion(),
        creado=reloj.ahora(),
        unidad=unidad,
        expediente=expediente,
        leyenda=_("Caso inventado. No es un documento del Ayuntamiento."),
        prueba=True,
    )
