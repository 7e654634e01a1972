"""What the case says to whoever proposes: values for the texts, legal fields, circumstances of silence and hearing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.nucleo.errores import Problema
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.servicios.resoluciones import revisiones
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.recursos import causa_de_inadmision, nombre_del_acto
from consistorio.servicios.resoluciones.reglas import Circunstancias, InformeDicho, Recurso
from consistorio.servicios.resoluciones.textos import Borrador, borrador_de, huecos_de, texto_de_escrito
from consistorio.tramitacion.catalogo.tareas import COMPROBACION
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.expedientes.consultas import organo_competente
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.formularios.reglas import campos_visibles, resumen
from consistorio.tramitacion.formularios.valores import como_datos, texto_de
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.consultas_declaraciones import declaracion_de
from consistorio.tramitacion.motor.declaraciones import CAUSAS
from consistorio.tramitacion.motor.models import (
    ActoTramite,
    InformacionPublica,
    Informe,
    PeriodoPrueba,
    Prueba,
    Requerimiento,
    Terminacion,
    TramiteAudiencia,
)
from consistorio.tramitacion.motor.sentidos import DE_FONDO, problemas_de_sentido, sentido_debido
from consistorio.tramitacion.solicitudes.consultas import OFICIO, se_contesta_a_mano
from consistorio.tramitacion.solicitudes.models import Aportacion, Solicitud

_FAVORABLES = (Informe.Sentido.FAVORABLE, Informe.Sentido.CONDICIONADO, Informe.Sentido.SIN_SENTIDO)
# The reports that can be the grounds of each sense
A_FAVOR_DE = {
    "estima": _FAVORABLES,
    "estima_parcial": _FAVORABLES,
    "deniega": (Informe.Sentido.DESFAVORABLE, Informe.Sentido.SIN_SENTIDO),
}


def solicitante_de(expediente: Expediente) -> Interesado | None:
    """The party who asked, or the first one."""
    partes = Interesado.objects.filter(expediente=expediente, hasta=None).select_related("persona", "representante")
    return partes.filter(papel="solicitante").order_by("desde", "id").first() or partes.order_by("desde", "id").first()


def circunstancias_de(expediente: Expediente, *, en: date) -> Circunstancias:
    """Silence, hearing, and facts that the interested party did not bring (LPACAP 24, 82.4)."""
    partes = Interesado.objects.filter(expediente=expediente, papel="solicitante")
    propias = [p for par in partes.values_list("persona_id", "representante_id") for p in par if p is not None]
    return Circunstancias(
        silencio_producido=motor.silencio_producido(expediente, en=en),
        hubo_audiencia=TramiteAudiencia.objects.filter(expediente=expediente, notificado_el__isnull=False).exists(),
        constan_hechos_de_otros=Informe.objects.filter(expediente=expediente, emitido_el__isnull=False).exists()
        or Aportacion.objects.filter(expediente=expediente).exclude(presentador_id__in=propias).exists(),
    )


def sentidos_posibles(expediente: Expediente, *, en: date) -> tuple[str, ...]:
    """The senses in which the case may be decided on that day, the one that what happened asks for first."""
    silencio, terminacion = motor.silencio_producido(expediente, en=en), motor.terminacion_aceptada(expediente)
    declarada = expediente.version.tipada.declarada
    debido = sentido_debido(silencio=silencio, terminacion=terminacion, declarada=declarada)
    caben = [
        sentido
        for sentido in Resolucion.Sentido.values
        if not problemas_de_sentido(sentido, silencio=silencio, terminacion=terminacion, declarada=declarada)
    ]
    return tuple(sorted(caben, key=lambda sentido: sentido != debido))


def recursos_de(definicion: Definicion) -> tuple[Recurso, ...]:
    """The appeals that the catalogue fixes for the procedure."""
    return tuple(Recurso(r.tipo, r.ante, r.plazo, r.articulo) for r in definicion.legal.recursos)


def valores_de(expediente: Expediente, definicion: Definicion) -> dict[str, str | None]:
    """What fills the gaps of the texts; None, what this case does not have."""
    parte = solicitante_de(expediente)
    solicitud = Solicitud.objects.filter(expediente=expediente).first()
    presentada = solicitud.presentada_el if solicitud is not None else expediente.abierto_el
    respaldo = definicion.legal.respaldos.get("organo")
    acto, causa = nombre_del_acto(expediente), causa_de_inadmision(expediente)
    return {
        "interesado": parte.persona.nombre_completo if parte is not None else "",
        "expediente": expediente.numero,
        "titulo": expediente.titulo,
        "procedimiento": definicion.nombre,
        "fecha_solicitud": fecha_larga(presentada),
        "organo": organo_competente(expediente).nombre,
        "articulo_organo": respaldo.articulo if respaldo is not None else "",
        **hechos_de(expediente),
        **respuestas_de(expediente, definicion),
        **lo_declarado(expediente),
        **({"acto_recurrido": acto} if acto else {}),
        **({"causa_inadmision": causa} if causa else {}),
        **revisiones.valores_de(expediente),
    }


def lo_declarado(expediente: Expediente) -> dict[str, str | None]:
    """What the later control of what was declared found (LPACAP 69.4): nothing, in other cases."""
    declaracion = declaracion_de(expediente)
    if declaracion is None:
        return {}
    hallado = (
        expediente.tareas.filter(tipo=COMPROBACION, del_modelo=True).values_list("resultado", flat=True).first() or {}
    )
    causa = str(CAUSAS.get(texto_de(hallado.get("causa")), ""))
    return {
        "con_efectos_desde": fecha_larga(declaracion.desde),
        "constancia": fecha_larga(declaracion.constancia_el) if declaracion.constancia_el is not None else None,
        "causa_de_imposibilidad": causa[:1].lower() + causa[1:] or None,
        "incumplimiento": " ".join(texto_de(hallado.get("motivo")).split()) or None,
        "restitucion": " ".join(texto_de(hallado.get("restituir")).split()) or None,
    }


def hechos_de(expediente: Expediente) -> dict[str, str | None]:
    """What was done before the decision, which has to tell it (LPACAP 21.1, 35, 88)."""
    pedidos = expediente.requerimientos.order_by("notificado_el", "id")
    informes = expediente.informes.select_related("documento").order_by("emitido_el", "id")
    periodos = expediente.periodos_prueba.prefetch_related("pruebas").order_by("notificado_el", "id")
    publicas = expediente.informaciones_publicas.order_by("notificado_el", "id")
    audiencias = expediente.audiencias.order_by("notificado_el", "id")
    finales = expediente.terminaciones.exclude(estado="descartada").order_by("creada_el", "id")
    return {
        "requerimientos": " ".join(_requerido(uno, uno.notificado_el) for uno in pedidos if uno.notificado_el) or None,
        "informes": "; ".join(_informado(uno, uno.emitido_el) for uno in informes if uno.emitido_el) or None,
        "pruebas": " ".join(_probado(uno, uno.notificado_el) for uno in periodos if uno.notificado_el) or None,
        "informacion_publica": " ".join(
            _informado_el_publico(una, una.notificado_el, una.vence)
            for una in publicas
            if una.notificado_el and una.vence
        )
        or None,
        "audiencias": " ".join(
            _("El %(d)s se notificó el trámite de audiencia.") % {"d": fecha_larga(una.notificado_el)}
            for una in audiencias
            if una.notificado_el
        )
        or None,
        "terminaciones": " ".join(filter(None, map(_terminado, finales))) or None,
    }


def _terminado(una: Terminacion) -> str:
    if una.clase == Terminacion.Clase.DESISTIMIENTO:
        return _("El %(d)s se presentó el desistimiento.") % {"d": fecha_larga(una.creada_el)}
    if una.clase == Terminacion.Clase.RENUNCIA:
        return _("El %(d)s se presentó la renuncia.") % {"d": fecha_larga(una.creada_el)}
    if una.clase != Terminacion.Clase.CADUCIDAD or una.advertida_el is None or una.vence is None:
        return ""  # an application that nobody corrected or accredited is told by its request
    return _("El %(d)s se notificó la advertencia de caducidad, con un plazo que terminaba el %(v)s.") % {
        "d": fecha_larga(una.advertida_el),
        "v": fecha_larga(una.vence),
    }


def _requerido(uno: Requerimiento, notificado: datetime) -> str:
    dichos = {
        Requerimiento.Clase.REPRESENTACION.value: _("El %(d)s se notificó que había que acreditar la representación"),
        Requerimiento.Clase.DOCUMENTACION.value: _(
            "El %(d)s se notificó que había que enviar la documentación de lo declarado"
        ),
    }
    corregir = _("El %(d)s se notificó que había que corregir la solicitud")
    que = dichos.get(uno.clase, corregir) % {"d": fecha_larga(notificado)}
    if uno.cumplido_el is not None:
        return que + _(", y se contestó el %(d)s.") % {"d": fecha_larga(uno.cumplido_el)}
    if uno.estado == "desatendido" and uno.vence is not None:
        return que + _(", y el plazo terminó el %(d)s sin que se contestara.") % {"d": fecha_larga(uno.vence)}
    return f"{que}."


def _informado_el_publico(una: InformacionPublica, publicada: datetime, vence: date) -> str:
    """In which gazette it was announced, and how many alleged and were answered."""
    anunciada = _("Hubo información pública, anunciada en %(b)s el %(d)s, hasta el %(v)s") % {
        "b": una.boletin,
        "d": fecha_larga(publicada),
        "v": fecha_larga(vence),
    }
    alegaciones = una.alegaciones.count()
    if not alegaciones:
        return anunciada + _(", sin alegaciones.")
    return anunciada + _(". Alegaciones presentadas: %(n)d. Contestadas: %(c)d.") % {
        "n": alegaciones,
        "c": una.alegaciones.exclude(respondida_el=None).count(),
    }


def _probado(uno: PeriodoPrueba, notificado: datetime) -> str:
    """When the period was notified, and what became of each proof: how many were refused, and which were practised."""
    frases = [_("El %(d)s se notificó la apertura del período de prueba.") % {"d": fecha_larga(notificado)}]
    pruebas = sorted(uno.pruebas.all(), key=lambda prueba: (prueba.decidida_el, str(prueba.id)))
    hechas = [str(p.descripcion).rstrip(".") for p in pruebas if p.estado == Prueba.Estado.PRACTICADA]
    if hechas:
        frases.append(_("Se practicaron estas pruebas: %(p)s.") % {"p": "; ".join(hechas)})
    rechazadas = sum(p.estado == Prueba.Estado.RECHAZADA for p in pruebas)
    if rechazadas:
        frases.append(
            ngettext(
                "Se rechazó una prueba propuesta, con su motivo.",
                "Se rechazaron %(n)d pruebas propuestas, con su motivo.",
                rechazadas,
            )
            % {"n": rechazadas}
        )
    return " ".join(frases)


def _informado(uno: Informe, emitido: datetime) -> str:
    titulo = uno.documento.titulo if uno.documento is not None else uno.asunto
    return f"{titulo}, {fecha_larga(emitido)} ({uno.get_sentido_display().lower()})"


def respuestas_de(expediente: Expediente, definicion: Definicion) -> dict[str, str | None]:
    """What the application answers, question by question, each on one line; None, what was left blank or is not known."""
    dichas = {
        una.campo: " ".join(una.texto.split()).removesuffix(".")
        for una in resumen(definicion.formulario, como_datos(expediente.datos))
    }
    return {f"respuesta_{campo.codigo}": dichas.get(campo.codigo) or None for campo in definicion.formulario.campos}


def borrador_para(expediente: Expediente, sentido: str) -> Borrador:
    """The first draft of a resolution of this case in a sense, from the procedure's template."""
    definicion = expediente.version.tipada
    borrador = borrador_de(
        sentido,
        asunto=_asunto(definicion.nombre, expediente.titulo),
        declarada=definicion.declarada,
        textos=_textos(definicion),
        valores=valores_de(expediente, definicion),
        terminacion=motor.terminacion_aceptada(expediente),
    )
    return replace(borrador, fundamentos=(*informes_que_motivan(expediente, sentido), *borrador.fundamentos))


def informes_de(expediente: Expediente) -> tuple[InformeDicho, ...]:
    """What every report says, to hold the decision against it; of the binding ones that never came, that they did not. A unit that
    corrects itself on the same subject is heard in the last that it signed."""
    escritos = _informes_escritos(expediente)
    ultimos: dict[tuple[object, str], InformeDicho] = {}
    for uno in expediente.informes.select_related("tarea").order_by("emitido_el", "id"):
        clave = (uno.tarea.unidad_id, uno.asunto)
        if uno.emitido_el is None:
            if uno.vinculante and uno.no_esperado_el is not None:
                ultimos.setdefault(clave, InformeDicho(uno.asunto, "", vinculante=True))
            continue
        condiciones = escritos.get(uno.documento_id, {}).get("condiciones", ())
        ultimos[clave] = InformeDicho(uno.asunto, uno.sentido, uno.vinculante, tuple(condiciones))
    return tuple(ultimos.values())


def _informes_escritos(expediente: Expediente) -> dict[object, Mapping[str, Any]]:
    """What each signed report said, by its document."""
    firmados = ActoTramite.objects.filter(expediente=expediente, clase="informe", estado=ActoTramite.Estado.FIRMADO)
    return {acto.documento_id: acto.datos for acto in firmados}


def informes_que_motivan(expediente: Expediente, sentido: str) -> list[str]:
    """What the signed reports say for a decision in that sense, a paragraph each: accepted, and put into its text, they are its grounds
    (LPACAP 88.6)."""
    informes = expediente.informes.filter(sentido__in=A_FAVOR_DE.get(sentido, ())).order_by("emitido_el", "id")
    escritos = _informes_escritos(expediente)
    return [
        _(
            "Se acepta el informe «%(t)s», de %(d)s, que sirve de motivación (Ley 39/2015, artículo 88.6) y dice: %(que)s"
        )
        % {"t": uno.asunto, "d": fecha_larga(uno.emitido_el), "que": _dicho(escritos[uno.documento_id])}
        for uno in informes
        if uno.emitido_el is not None and uno.documento_id in escritos
    ]


def _dicho(datos: Mapping[str, Any]) -> str:
    """Its reasons, what it concludes and its conditions, on one line."""
    frases = [*datos.get("consideraciones", ()), datos["conclusion"], *datos.get("condiciones", ())]
    return " ".join(f"{' '.join(frase.split()).rstrip('.')}." for frase in frases)


def _textos(definicion: Definicion) -> Mapping[str, object]:
    tarea = definicion.tarea("propuesta")
    textos = tarea.datos.get("textos") if tarea is not None else None
    return textos if isinstance(textos, Mapping) else {}


def texto_inicial(expediente: Expediente, clase: str) -> tuple[str, ...]:
    """How another writing of this case begins (`textos.ESCRITOS`), as its procedure says; nothing where it says nothing."""
    definicion = expediente.version.tipada
    return texto_de_escrito(clase, _textos(definicion), lambda: valores_de(expediente, definicion))


def sin_contestar(expediente: Expediente, sentido: str) -> tuple[str, ...]:
    """The questions that everybody answers, that the text in this sense names, and that the case of an application on paper does not
    answer: nobody wrote them down yet, or the paper does not say."""
    if sentido not in DE_FONDO or not se_contesta_a_mano(expediente):
        return ()
    definicion = expediente.version.tipada
    huecos, dichas = huecos_de(sentido, _textos(definicion)), respuestas_de(expediente, definicion)
    return tuple(
        campo.etiqueta
        for campo in campos_visibles(definicion.formulario, como_datos(expediente.datos))
        if campo.obligatorio and f"respuesta_{campo.codigo}" in huecos and not dichas[f"respuesta_{campo.codigo}"]
    )


def falta_transcribir(expediente: Expediente, sentido: str) -> str:
    """Why a decision in this sense waits for somebody to write down what the paper says; "" when it does not."""
    faltan = sin_contestar(expediente, sentido)
    if not faltan or expediente.transcripciones.exists():
        return ""
    if se_contesta_a_mano(expediente) == OFICIO:
        return _(
            "El texto de la decisión tiene que decir de qué trata el expediente. Falta escribir en él: %(q)s. Lo que no se sepa se escribe "
            "después a mano en la decisión."
        ) % {"q": _citadas(faltan)}
    return _(
        "La solicitud llegó en papel y el texto de la decisión tiene que decir a qué contesta. Falta pasar al expediente lo que dice "
        "el papel de: %(q)s. Lo que el papel no diga se escribe después a mano en la decisión."
    ) % {"q": _citadas(faltan)}


def no_lo_dice_el_papel(expediente: Expediente, sentido: str) -> str:
    """What whoever proposes has to write by hand in the decision, because the paper does not say it; "" when there is nothing."""
    faltan = sin_contestar(expediente, sentido)
    if not faltan:
        return ""
    if se_contesta_a_mano(expediente) == OFICIO:
        return _(
            "No consta en el expediente: %(q)s. Escriba a mano en la decisión, en su propio párrafo, qué se decide sobre ello."
        ) % {"q": _citadas(faltan)}
    return _(
        "El papel no contesta a: %(q)s. Escriba a mano en la decisión, en su propio párrafo, qué se decide sobre ello."
    ) % {"q": _citadas(faltan)}


def problemas_de_objeto(expediente: Expediente, sentido: str, decision: Sequence[str]) -> tuple[Problema, ...]:
    """Why a decision would not say what it is about (LPACAP 88.1): the paper was not written down, or it does not say and nobody does."""
    falta = falta_transcribir(expediente, sentido)
    if falta:
        return (Problema("", falta),)
    no_dice = no_lo_dice_el_papel(expediente, sentido)
    if no_dice and set(decision) <= set(borrador_para(expediente, sentido).decision):
        return (Problema("decision", no_dice),)
    return ()


def _citadas(preguntas: Sequence[str]) -> str:
    return ", ".join(f"«{pregunta}»" for pregunta in preguntas)


def _asunto(procedimiento: str, titulo: str) -> str:
    """The subject of the act: the case's title, with the procedure before it unless it begins so already."""
    return (titulo if titulo.startswith(procedimiento) else f"{procedimiento}: {titulo}")[:240]
