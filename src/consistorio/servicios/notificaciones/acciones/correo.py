"""What goes on paper: its address, its printing and the day on which it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, ErrorDominio, FaseIncompatible, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.consultas import cadena_de_expediente
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.notificaciones import consultas, operaciones, reglas
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.eventos import DireccionAnotada, NotificacionImpresa
from consistorio.servicios.notificaciones.models import EnvioRetirado, ImpresionPapel, Notificacion
from consistorio.servicios.notificaciones.permisos import PAPEL, RETIRAR
from consistorio.servicios.notificaciones.tipos import (
    DireccionPostal,
    FalloDeEnvio,
    Impreso,
    PorEnviar,
    Procedencia,
    ResultadoEnvio,
)
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import dar_direccion_postal
from consistorio.tramitacion.motor.consultas import espera_su_notificacion, ha_de_decirse

MAXIMO_DE_UNA_VEZ = 100
LARGO_CODIGO = 40
LARGO_EXPLICACION = 500


@accion(
    "notificacion.direccion",
    "expediente.interesado.direccion_postal",
    permiso=PAPEL,
    norma="LPACAP arts. 41.1, 41.3, 41.4, 42.2 y 66.1.b",
)
def anotar_direccion(
    *, actor: Actor, notificacion_id: UUID, direccion: DireccionPostal, procedencia: Procedencia, reloj: Reloj
) -> Notificacion:
    """Write down, or correct, where a letter goes before it is sent.

    One that the party gave is theirs for the case from then on: of later letters, and of those that wait without having been
    printed; where they live (30.6) stays. One of the padrón or of another registry is of this letter alone (see `Procedencia`).
    One whose place was not known and is not announced yet (44) waits to be posted again. What was printed is printed again.
    Who: staff with `notificacion.papel` on the case. Writes Notificacion, Interesado. Emits DireccionAnotada (one a letter) and
    expediente.interesado.direccion_postal.
    Raises NoEncontrado, Conflicto (it is not on paper, or it left or is over), DatosIncorrectos (every problem).
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo=_("Dirección postal"), bloquear=True)
    if not notificacion.anuncio_sin_envio:
        exigir_por_enviar(notificacion)
    problemas = reglas.problemas_de_direccion(direccion)
    if problemas:
        raise DatosIncorrectos(_("La dirección no está completa."), problemas=problemas)
    _poner_direccion(notificacion, direccion, procedencia, actor=actor, reloj=reloj)
    suya = consultas.parte_de(notificacion).select_for_update(of=("self",)).select_related("expediente")
    parte = suya.first() if procedencia is Procedencia.PERSONA else None
    if parte is not None:
        dar_direccion_postal(parte, direccion.como_datos(), actor=actor, reloj=reloj)
        for otra in _esperan_con_ella(notificacion):
            _poner_direccion(otra, direccion, procedencia, actor=actor, reloj=reloj)
    return notificacion


def _poner_direccion(
    notificacion: Notificacion, direccion: DireccionPostal, procedencia: Procedencia, *, actor: Actor, reloj: Reloj
) -> None:
    notificacion.direccion_postal = str(direccion)
    if notificacion.anuncio_sin_envio:
        notificacion.estado = Notificacion.Estado.DISPONIBLE
    notificacion.save(update_fields=["direccion_postal", "estado"])
    anotar(
        cadena_de_expediente(notificacion.expediente_id),
        DireccionAnotada(notificacion.id, notificacion.expediente_id, procedencia.value),
        actor=actor,
        reloj=reloj,
        filas=[notificacion],
    )


def _esperan_con_ella(notificacion: Notificacion) -> list[Notificacion]:
    """The other letters of that party in the case that nobody has printed yet."""
    return list(
        Notificacion.objects.select_for_update(of=("self",))
        .filter(
            expediente_id=notificacion.expediente_id,
            destinatario_id=notificacion.destinatario_id,
            representante_id=notificacion.representante_id,
            canal=Notificacion.Canal.PAPEL,
            estado__in=[
                Notificacion.Estado.PREPARADA,
                Notificacion.Estado.DISPONIBLE,
                Notificacion.Estado.INFRUCTUOSA,
            ],
            salida=None,
            impresiones=None,
        )
        .exclude(id=notificacion.id)
        .order_by("id")
    )


@accion("notificacion.retirada", permiso=RETIRAR, norma="LPACAP arts. 39.2, 40.1, 42 y 44")
def retirar_envio(*, actor: Actor, notificacion_id: UUID, motivo: str, explicacion: str, reloj: Reloj) -> Notificacion:
    """Give up a letter that makes no sense any more: it is not posted, or not announced in the BOE, and nobody is notified with it.

    An act whose effects wait for its notification has none for that person (39.2). What somebody still waits for cannot be given
    up: the notification of the decision, or an act of procedure whose term is to run from it, while their task is open; nor what the
    law wants told, while the case is open. Without a right address a notification is announced (44); a communication, which is not
    announced, may be given up.
    Who: staff with `notificacion.retirar` on the case. Writes EnvioRetirado, Notificacion. Emits NotificacionRetirada.
    Raises NoEncontrado, Conflicto (not on paper, already posted or over), FaseIncompatible (something waits for it),
    DatosIncorrectos (no reason).
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo=_("Dejar sin enviar"), bloquear=True)
    if notificacion.estado != Notificacion.Estado.INFRUCTUOSA:
        exigir_por_enviar(notificacion)
    sin_direccion = motivo == EnvioRetirado.Motivo.DIRECCION
    exigir_que_nada_la_espere(notificacion, sin_direccion=sin_direccion)
    problemas = []
    if motivo not in EnvioRetirado.DE_UNA_PERSONA:
        problemas.append(Problema("motivo", _("Elija un motivo.")))
    elif sin_direccion and notificacion.clase == Notificacion.Clase.NOTIFICACION:
        mensaje = _("Una notificación sin dirección correcta no se retira: anúnciela en el BOE, artículo 44.")
        problemas.append(Problema("motivo", mensaje))
    if not explicacion.strip():
        problemas.append(Problema("explicacion", _("Explique el motivo.")))
    if len(explicacion.strip()) > LARGO_EXPLICACION:
        mensaje = _("La explicación admite %(n)d letras como mucho.") % {"n": LARGO_EXPLICACION}
        problemas.append(Problema("explicacion", mensaje))
    if problemas:
        raise DatosIncorrectos(_("No se puede dejar sin enviar."), problemas=problemas)
    retirada = EnvioRetirado.objects.create(
        id=uuid7(),
        notificacion=notificacion,
        motivo=motivo,
        explicacion=explicacion.strip(),
        momento=reloj.ahora(),
        por=actor.id,
    )
    operaciones.retirar(notificacion, retirada, actor=actor, reloj=reloj)
    return notificacion


def exigir_que_nada_la_espere(notificacion: Notificacion, *, sin_direccion: bool) -> None:
    """Raises FaseIncompatible when something still waits for it. `sin_direccion`: there is nowhere to send it."""
    if consultas.de_decisiones_pendientes([notificacion]):
        raise FaseIncompatible(
            _("%(n)s notifica la resolución: no se puede dejar sin enviar.") % {"n": notificacion.numero},
            que_hacer=_(
                "Una resolución se notifica siempre (artículo 40.1). Si la dirección no es correcta, cámbiela."
            ),
        )
    if espera_su_notificacion(notificacion.referencia):
        raise FaseIncompatible(
            _("Hay un plazo que tiene que empezar con %(n)s: no se puede dejar sin enviar.")
            % {"n": notificacion.numero},
            que_hacer=_("Si ya no hace falta, cierre antes ese trámite en el expediente."),
        )
    abierto = notificacion.expediente.estado == Expediente.Estado.ABIERTO
    sin_adonde = sin_direccion and notificacion.clase == Notificacion.Clase.COMUNICACION
    if abierto and ha_de_decirse(notificacion.referencia) and not sin_adonde:
        raise FaseIncompatible(
            _("La ley pide que esa persona reciba %(n)s: no se puede dejar sin enviar con el expediente abierto.")
            % {"n": notificacion.numero},
            que_hacer=_("Envíela. Si la dirección no es correcta, cámbiela."),
        )


@accion("notificacion.impresa", permiso=PAPEL, norma="LPACAP arts. 27.3.c, 41.1 y 42")
def imprimir(*, actor: Actor, notificacion_id: UUID, reloj: Reloj) -> Impreso:
    """The PDF to print and put in an envelope. It may be printed again, also after it was sent; each time is written down.

    Who: staff with `notificacion.papel` on the case. Writes ImpresionPapel. Emits NotificacionImpresa.
    Raises NoEncontrado, Conflicto (not on paper, or still being made), DatosIncorrectos (no postal address).
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo=_("Imprimir para enviar"), bloquear=True)
    if notificacion.canal != Notificacion.Canal.PAPEL or notificacion.puesta_a_disposicion is None:
        raise Conflicto(_("Esta notificación no va en papel o todavía se está preparando."))
    _exigir_no_retirada(notificacion)
    _exigir_direccion(notificacion)
    from consistorio.servicios.notificaciones.impreso import componer  # slow to load

    impreso = componer(notificacion, reloj=reloj)
    fila = ImpresionPapel.objects.create(
        id=uuid7(),
        notificacion=notificacion,
        momento=reloj.ahora(),
        por=actor.id,
        huella=impreso.huella,
        direccion=notificacion.direccion_postal,
    )
    anotar(
        cadena_de_expediente(notificacion.expediente_id),
        NotificacionImpresa(notificacion.id, notificacion.expediente_id, fila.huella),
        actor=actor,
        reloj=reloj,
        filas=[fila],
    )
    return impreso


def enviar_varias(*, actor: Actor, envios: Sequence[PorEnviar], reloj: Reloj) -> ResultadoEnvio:
    """Take one letter or many as posted now, each in a transaction of its own.

    What cannot be taken as posted (no address, not printed with it, already sent, case closed) is listed with its reason; the rest
    left all the same. Raises Conflicto (more than 100 at once), NoPermitido.
    """
    if len(envios) > MAXIMO_DE_UNA_VEZ:
        raise Conflicto(_("Marque como mucho %(n)d envíos de una vez.") % {"n": MAXIMO_DE_UNA_VEZ})
    enviadas: list[UUID] = []
    fallidas: list[FalloDeEnvio] = []
    for envio in envios:
        try:
            enviar_en_papel(actor=actor, notificacion_id=envio.notificacion_id, codigo=envio.codigo, reloj=reloj)
            enviadas.append(envio.notificacion_id)
        except ErrorDominio as error:
            fallidas.append(FalloDeEnvio(envio.notificacion_id, error.entero))
    return ResultadoEnvio(tuple(enviadas), tuple(fallidas))


@accion(
    "notificacion.enviada",
    "registro.asiento.practicado",
    permiso=PAPEL,
    norma="LPACAP arts. 16.1, 41.1 y 42",
)
def enviar_en_papel(*, actor: Actor, notificacion_id: UUID, reloj: Reloj, codigo: str = "") -> Notificacion:
    """A letter that was printed leaves now: posted, or handed to who takes it to the door. Its exit entry is of now.

    A communication is over with this; a notification waits for what happens at the door. `codigo`: of the certified letter.
    Who: staff with `notificacion.papel` on the case. Writes Notificacion, Asiento (exit). Emits NotificacionEnviada,
    AsientoPracticado. Raises NoEncontrado, Conflicto (already sent, or over), FaseIncompatible (case closed, not printed, or with another
    address),
    DatosIncorrectos (no postal address, a code too long).
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo=_("Envío en papel"), bloquear=True)
    exigir_por_enviar(notificacion)
    numero = {"n": notificacion.numero}
    if notificacion.expediente.estado != Expediente.Estado.ABIERTO and not notificacion.tras_el_cierre:
        raise FaseIncompatible(
            _("El expediente de %(n)s está cerrado: ya no se envía.") % numero,
            que_hacer=_("Si esa persona tiene que saber algo todavía, dígaselo en un expediente nuevo."),
        )
    _exigir_direccion(notificacion)
    if not notificacion.impresiones.exists():
        raise FaseIncompatible(
            _("%(n)s todavía no se ha impreso.") % numero, que_hacer=_("Imprímala antes de marcarla como enviada.")
        )
    if not notificacion.impresa_como_va:
        raise FaseIncompatible(
            _("La dirección de %(n)s cambió después de imprimirla.") % numero,
            que_hacer=_("Imprímala otra vez y deseche la anterior, que lleva otra dirección."),
        )
    if len(codigo.strip()) > LARGO_CODIGO:
        mensaje = _("El código del envío de %(n)s admite %(m)d letras como mucho.") % {**numero, "m": LARGO_CODIGO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("codigo", mensaje)])
    operaciones.enviar(notificacion, codigo=codigo.strip(), actor=actor, reloj=reloj)
    return notificacion


def exigir_por_enviar(notificacion: Notificacion) -> None:
    """Raises Conflicto, with the reason, when it does not wait to be posted."""
    if notificacion.por_enviar:
        return
    numero = {"n": notificacion.numero}
    if notificacion.canal != Notificacion.Canal.PAPEL or notificacion.puesta_a_disposicion is None:
        raise Conflicto(_("%(n)s no va en papel o todavía se está preparando.") % numero)
    _exigir_no_retirada(notificacion)
    if notificacion.salida is not None and notificacion.salida.canal == "correo_postal":
        raise Conflicto(
            _("%(n)s ya se envió el %(d)s, con el asiento de salida %(s)s.")
            % {
                **numero,
                "d": f"{en_madrid(notificacion.salida.registrado_el):%d/%m/%Y}",
                "s": notificacion.salida.numero_completo,
            }
        )
    if notificacion.estado in (Notificacion.Estado.INFRUCTUOSA, Notificacion.Estado.PUBLICADA):
        raise Conflicto(
            _("%(n)s no se envía: se anuncia en el BOE, porque no se sabe adónde enviarla.") % numero,
            que_hacer=_("Si todavía no se ha anunciado y ya tiene la dirección, anótela en «Correo postal»."),
        )
    raise Conflicto(_("%(n)s ya se abrió en la sede: no hace falta enviarla.") % numero)


def _exigir_no_retirada(notificacion: Notificacion) -> None:
    if notificacion.estado == Notificacion.Estado.RETIRADA:
        raise Conflicto(_("%(n)s se retiró: no se notifica con ella.") % {"n": notificacion.numero})


def _exigir_direccion(notificacion: Notificacion) -> None:
    if notificacion.direccion_postal:
        return
    mensaje = _("No consta la dirección postal de quien recibe %(n)s.") % {"n": notificacion.numero}
    raise DatosIncorrectos(
        mensaje,
        problemas=[Problema("direccion", mensaje)],
        que_hacer=_("Pídala a esa persona o mire en el padrón (artículo 41.4) y anótela en «Correo postal»."),
    )
