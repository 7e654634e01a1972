"""A case as its party sees it: whose turn it is, its history in plain words, the legal term and silence as dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.templatetags.componentes import Hito, fecha
from consistorio.canales.sede import palabras
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.notificaciones.consultas import decision_notificada_el, pendientes_de
from consistorio.servicios.tributos.consultas import por_pagar_de
from consistorio.tramitacion.expedientes.consultas import cronologia, documentos_de
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor.consultas import (
    audiencias_que_corren,
    hay_plazo_que_ampliar,
    periodo_de_prueba_que_corre,
    prorroga_vigente,
)
from consistorio.tramitacion.motor.consultas_declaraciones import declaracion_de
from consistorio.tramitacion.motor.cuenta_del_plazo import cuenta_suspendida
from consistorio.tramitacion.motor.historia import que_paso
from consistorio.tramitacion.motor.models import Declaracion, Plazo, Requerimiento
from consistorio.tramitacion.motor.operaciones import hay_decision, requerimiento_contestable, silencio_producido
from consistorio.tramitacion.motor.operaciones.certificados import certificado_por_expedir, pedido_el
from consistorio.tramitacion.solicitudes.recursos import (
    es_recurrible,
    recurso_que_impide_otro,
    ultimo_dia_para_recurrir,
)

SE_CERTIFICA = ("estimatorio", "desestimatorio")


@dato
class Turno:
    """Whose turn it is. `suyo`: the citizen's; `url` and `boton`, where it is done and the words that lead there; `contesta`, whether
    it is something to answer, whose term an incident of the sede may have extended.
    """

    suyo: bool
    texto: str
    vence: date | None = None
    url: str = ""
    boton: str = ""
    contesta: bool = True
    prorroga: str = ""


def turno(expediente: Expediente, actor: Actor) -> Turno:
    """«Le toca a usted» or «Le toca al Ayuntamiento», with why, and whether an incident of the sede gave more time."""
    quien = _turno(expediente, actor)
    prorroga = prorroga_vigente(expediente) if quien.contesta and quien.vence is not None else None
    if prorroga is None or quien.vence is None or prorroga.hasta > quien.vence:
        return quien
    return replace(
        quien,
        prorroga=_("Terminaba el %(d)s: se amplió por una incidencia técnica de la sede.")
        % {"d": fecha(prorroga.vencia)},
    )


def _turno(expediente: Expediente, actor: Actor) -> Turno:
    abierto = expediente.estado == Expediente.Estado.ABIERTO
    pedido = Requerimiento.objects.filter(expediente=expediente, estado="notificado").order_by("vence").first()
    if abierto and pedido is not None:
        enviar = reverse("sede:aportar", args=[expediente.id, "subsanacion"])
        if pedido.clase == Requerimiento.Clase.DOCUMENTACION:
            texto = _("Envíe la documentación de lo que declaró. Mientras tanto puede continuar.")
            return Turno(True, texto, pedido.vence, enviar, _("Enviar lo que le pedimos"))
        if pedido.clase == Requerimiento.Clase.REPRESENTACION:
            return Turno(True, _("Acredite la representación."), pedido.vence, enviar, _("Enviar lo que la acredita"))
        return Turno(True, _("Corrija su solicitud."), pedido.vence, enviar, _("Enviar lo que le pedimos"))
    audiencia = audiencias_que_corren(actor).filter(expediente=expediente).first()
    if abierto and audiencia is not None:
        return Turno(
            True,
            _("Puede ver el expediente y presentar alegaciones."),
            audiencia.vence,
            reverse("sede:aportar", args=[expediente.id, "alegaciones"]),
            _("Presentar alegaciones"),
        )
    prueba = periodo_de_prueba_que_corre(expediente, en=hoy(reloj_de_la_casa())) if abierto else None
    if prueba is not None:
        return Turno(
            True,
            _("Puede proponer pruebas."),
            prueba.vence,
            reverse("sede:aportar", args=[expediente.id, "prueba"]),
            _("Proponer una prueba"),
        )
    por_abrir = pendientes_de(actor).filter(expediente=expediente).first()
    if por_abrir is not None:
        leer = reverse("sede:notificacion", args=[por_abrir.id])
        texto, boton = _("Tiene una notificación sin abrir."), _("Ver la notificación")
        return Turno(True, texto, por_abrir.caduca, leer, boton, contesta=False)
    debe = por_pagar_de(expediente, actor)
    if debe is not None:
        return Turno(
            True,
            _("Pague %(i)s. Referencia: %(r)s.") % {"i": debe.falta, "r": debe.referencia_dictada},
            debe.vence,
            reverse("sede:documento", args=[debe.documento_id]),
            _("Descargar el documento de ingreso"),
            contesta=False,
        )
    if not abierto:
        return Turno(False, _("Este expediente está cerrado."))
    declaracion = declaracion_de(expediente)
    if declaracion is not None and declaracion.estado == Declaracion.Estado.POR_COMPROBAR:
        return Turno(False, _("No tiene que hacer nada. %(que)s") % {"que": palabras.con_efectos(declaracion.desde)})
    fase = palabras.fase(expediente.fase, declarada=declaracion is not None)
    return Turno(False, _("Le toca al Ayuntamiento: %(fase)s.") % {"fase": fase.lower()})


def efectos_en_palabras(expediente: Expediente) -> list[str]:
    """Since when what was declared or communicated has effects, and how its control is; nothing of what was asked for (LPACAP 69.3)."""
    declaracion = declaracion_de(expediente)
    if declaracion is None:
        return []
    dia = {"d": fecha(declaracion.desde)}
    if declaracion.estado == Declaracion.Estado.IMPOSIBLE:
        desde = {"d": fecha(declaracion.constancia_el)}
        return [
            _("Tuvo efectos desde el %(d)s.") % dia,
            _("Ya no puede continuar: consta que no se cumple desde el %(d)s.") % desde,
        ]
    if declaracion.estado == Declaracion.Estado.RESTABLECIDA:
        return [
            _("Tiene efectos desde el %(d)s.") % dia,
            _("Puede continuar: quedó sin efecto la resolución que decía lo contrario."),
        ]
    if declaracion.estado == Declaracion.Estado.COMPROBADA:
        return [
            _("Tiene efectos desde el %(d)s.") % dia,
            _("Lo hemos comprobado y es conforme. Siga cumpliendo lo que declaró."),
        ]
    if declaracion.estado == Declaracion.Estado.INCUMPLIDA:
        return [
            _("Tiene efectos desde el %(d)s.") % dia,
            _("Estamos decidiendo si puede continuar. Le notificaremos la resolución."),
        ]
    return [palabras.con_efectos(declaracion.desde)]


def plazo_en_palabras(expediente: Expediente, actor: Actor) -> list[str]:
    """The legal term and the effect of silence, with their dates."""
    plazo = Plazo.objects.filter(expediente=expediente).first()
    if plazo is None:
        return []
    certificado, resuelto = plazo.certificado_el is not None, plazo.cumplido_el is not None
    pasado = palabras.silencio_pasado(plazo.silencio, certificado=certificado, resuelto=resuelto)
    if plazo.cumplido_el is not None:
        dia = fecha(plazo.cumplido_el)
        dicho = _("Hemos resuelto. Su notificación está a su disposición desde el %(d)s.") % {"d": dia}
        if plazo.estado == Plazo.Estado.CUMPLIDO:
            return [dicho]
        tarde = _("Hemos resuelto fuera de plazo. Su notificación está a su disposición desde el %(d)s.") % {"d": dia}
        if plazo.silencio_el is None:
            return [tarde]
        return [tarde, *filter(None, [pasado]), *_certificado_pedido(expediente, plazo, actor)]
    if plazo.estado == Plazo.Estado.CUMPLIDO:
        return [_("Hemos resuelto a tiempo. Le notificaremos la resolución.")]
    if plazo.estado == Plazo.Estado.SUSPENDIDO:
        return [
            _("El plazo está parado. Seguirá contando cuando llegue lo que falta."),
            _("Mientras esté parado, la fecha final se retrasa los mismos días."),
        ]
    if plazo.silencio_el is not None:
        return [
            _("El plazo terminó sin que le respondiéramos."),
            pasado,
            *_certificado_pedido(expediente, plazo, actor),
        ]
    return [palabras.silencio_con_fecha(plazo.silencio, plazo.vence)]


def _certificado_pedido(expediente: Expediente, plazo: Plazo, actor: Actor) -> list[str]:
    """When the certificate of silence was asked for, by who looks or by another party, and until when it may be issued (LPACAP 24.4)."""
    tarea = certificado_por_expedir(expediente) if plazo.certificado_el is None else None
    dia = pedido_el(tarea) if tarea is not None else None
    if tarea is None or dia is None or tarea.vence is None:
        return []
    dicho = {"d": fecha(dia), "v": fecha(tarea.vence)}
    if tarea.datos.get("persona") == str(actor.persona_interesada):
        return [_("Pidió el certificado el %(d)s. Tenemos hasta el %(v)s para expedirlo.") % dicho]
    return [_("Otra persona pidió el certificado el %(d)s. Tenemos hasta el %(v)s para expedirlo.") % dicho]


def hasta_cuando_se_recurre(expediente: Expediente, actor: Actor) -> str:
    """Until which day this party may appeal the decision that was notified to them, or that it is over; "" while it was not."""
    notificada = decision_notificada_el(expediente.id, actor.persona_interesada)
    if notificada is None:
        return ""
    dia, desde = hoy(reloj_de_la_casa()), en_madrid(notificada).date()
    ultimo = ultimo_dia_para_recurrir(expediente, actor.persona_interesada, notificada=desde, en=dia)
    if dia > ultimo:
        return _("El plazo para recurrir terminó el %(d)s.") % {"d": fecha(ultimo)}
    return _("Puede recurrir hasta el %(d)s.") % {"d": fecha(ultimo)}


def pasos_del_plazo(expediente: Expediente) -> list[str]:
    """How the last day is counted, step by step, as the engine explains it."""
    plazo = Plazo.objects.filter(expediente=expediente).first()
    if plazo is None:
        return []
    suspendido = plazo.estado == Plazo.Estado.SUSPENDIDO
    razones = cuenta_suspendida(plazo, hoy(reloj_de_la_casa())).razones if suspendido else plazo.pasos
    return [str(razon.get("texto", "")) for razon in razones]


def historia(expediente: Expediente, actor: Actor, *, antes_de: int | None = None) -> tuple[list[Hito], int | None]:
    """A page of the facts of the case, newest last, and where the page before it ends, if there is one. The last fact of all is
    where the case stands. `antes_de`: go back from that fact.
    """
    hechos, anterior = cronologia(expediente, actor, antes_de=antes_de)
    nombrados = [str(h.datos["documento_id"]) for h in hechos if h.datos.get("documento_id")]
    visibles = documentos_de(expediente, actor).filter(documento_id__in=nombrados).values("documento_id")
    titulos = {str(i): t for i, t in Documento.objects.filter(id__in=visibles).values_list("id", "titulo")}
    abierto = expediente.estado == Expediente.Estado.ABIERTO and antes_de is None
    declarada = expediente.version.tipada.declarada
    return [
        Hito(
            h.momento,
            que_paso(h, declarada=declarada),
            detalle=titulos.get(str(h.datos.get("documento_id", "")), "")
            or (
                palabras.fase(str(h.datos["fase"]), declarada=declarada) if h.tipo == "expediente.fase.cambiada" else ""
            ),
            clase="actual" if abierto and indice == len(hechos) - 1 else "hecho",
        )
        for indice, h in enumerate(hechos)
    ], anterior


def _puede_recurrir(expediente: Expediente, actor: Actor) -> bool:
    return (
        es_recurrible(expediente, en=hoy(reloj_de_la_casa()))
        and recurso_que_impide_otro(expediente, actor.persona_interesada) is None
    )


def relacionados(expediente: Expediente, actor: Actor) -> list[tuple[str, Expediente]]:
    """The appeals of a case, and the case of an appeal, that this person may see, with what they are."""
    visibles = visibles_para(actor)
    recursos = [(_("Recurso"), e) for e in visibles.filter(relaciones__otro=expediente, relaciones__clase="recurso")]
    actos = visibles.filter(relaciones_de_otros__expediente=expediente, relaciones_de_otros__clase="recurso")
    return [*recursos, *((_("Decisión que recurre"), e) for e in actos)]


def gestiones(expediente: Expediente, actor: Actor) -> list[tuple[str, str]]:
    """What a party may file in the case today: kind and words. The action says the last word. Who has an appeal open is not offered
    another: theirs is among the related cases.
    """
    resuelto, dia = hay_decision(expediente), hoy(reloj_de_la_casa())
    declarada = expediente.version.tipada.declarada  # there is no application to withdraw
    abierto = expediente.estado == Expediente.Estado.ABIERTO
    pedido = requerimiento_contestable(expediente)
    tarde = pedido is not None and pedido.estado == "desatendido"
    suyas = Q(persona_id=actor.persona_interesada) | Q(representante_id=actor.id)
    solicita = expediente.interesados.filter(suyas, papel=Interesado.Papel.SOLICITANTE, hasta=None).exists()  # 94.1
    posibles = [
        ("subsanacion", _("Enviar lo que le pedimos"), abierto and pedido is not None and not tarde),
        # LPACAP 73.3: it counts until the decision that takes the term as missed is notified
        (
            "subsanacion",
            _("Enviar lo que le pedimos: el plazo ya terminó, pero todavía lo admitimos"),
            abierto and tarde,
        ),
        ("alegaciones", _("Presentar alegaciones"), abierto and not resuelto),
        ("prueba", _("Proponer una prueba"), abierto and periodo_de_prueba_que_corre(expediente, en=dia) is not None),
        ("ampliacion", _("Pedir más plazo para contestar"), abierto and hay_plazo_que_ampliar(expediente)),
        ("recurso", _("Presentar un recurso"), _puede_recurrir(expediente, actor)),
        ("desistimiento", _("Desistir de la solicitud"), abierto and not resuelto and solicita and not declarada),
        (
            "renuncia",
            _("Renunciar a lo que declaró") if declarada else _("Renunciar a su derecho"),
            abierto and not resuelto and solicita,
        ),
        (
            "certificado",
            _("Certificado de silencio"),
            abierto and silencio_producido(expediente, en=dia) in SE_CERTIFICA,
        ),
        ("recusacion", _("Recusar a quien interviene en el expediente"), abierto and not resuelto),
        ("otro", _("Presentar otro escrito"), abierto),
    ]
    return [(clase, texto) for clase, texto, puede in posibles if puede]
