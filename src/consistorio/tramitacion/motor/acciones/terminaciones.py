"""Withdrawal, waiver and lapse (LPACAP 68.1, 94, 95). Each is accepted here and then said by a decision (21.1)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import operaciones
from consistorio.tramitacion.motor.models import ActoTramite, MotivoDeTarea, Tarea, Terminacion
from consistorio.tramitacion.motor.operaciones import Escrito, actos, comunicaciones, terminaciones
from consistorio.tramitacion.motor.operaciones.decision import concedido_por_silencio
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_advertencia
from consistorio.tramitacion.motor.tipos_caducidad import ADVERTIDA

SEGUIR, DESISTE_UNA = "seguir", "desiste_una"
DE_OFICIO = "propuesta"  # the lapse that the end of the term itself brought (25.1.b), and no warning


@accion(
    "motor.terminacion.cambiada",
    "motor.acto.en_firma",
    "expediente.interesado.retirado",
    permiso=TRAMITAR,
    norma="LPACAP arts. 36 y 94; LRJSP art. 43",
)
def aceptar_desistimiento(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> Terminacion:
    """Accept the withdrawal or waiver that those who applied filed: what was left of the instruction is not needed; a decision follows.

    Of some of those who applied, it only affects them (94.2): written here, and once signed they are told and leave the case, which
    goes on for the others. Where third persons appeared, they are heard before, and have ten days to ask that it goes on (94.4).
    Who: tramitador. Writes: Terminacion, Tarea; of some alone, Documento and ActoTramite, and once signed, Interesado. Emits:
    motor.terminacion.cambiada, or motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible (also: third persons were
    not heard, or it waits for its signature).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    operaciones.exigir(expediente, "terminacion")
    terminacion = _pedida(expediente)
    salen = terminaciones.partes_que_terminan(expediente, terminacion.clase)
    if terminaciones.siguen_solicitantes(expediente, salen):
        operaciones.dictar(
            expediente,
            DESISTE_UNA,
            _escrito_de_una(expediente, terminacion),
            datos={"terminacion": str(terminacion.id), "partes": [str(parte.id) for parte in salen]},
            actor=actor,
            reloj=reloj,
        )
        return terminacion
    otras = [parte for parte in comunicaciones.partes_de(expediente) if parte not in salen]
    if otras and not _oidas_despues(expediente, terminacion):
        raise FaseIncompatible(
            _("Hay otras personas interesadas: tienen diez días para pedir que el procedimiento siga (artículo 94.4)."),
            que_hacer=_("Déles audiencia, y cuando termine acéptelo si nadie ha pedido seguir."),
        )
    return _aceptar(terminacion, expediente, actor=actor, reloj=reloj)


def _oidas_despues(expediente: Expediente, terminacion: Terminacion) -> bool:
    """Whether the other parties were heard after it was asked for, and their term is over."""
    oidas = expediente.audiencias.filter(abierta_el__gte=terminacion.creada_el, notificado_el__isnull=False)
    return oidas.exclude(cerrado_el=None).exists()


@accion(
    "motor.acto.en_firma",
    "motor.terminacion.cambiada",
    permiso=TRAMITAR,
    norma="LPACAP arts. 35.1, 36, 94.4 y 94.5; LRJSP art. 43",
)
def rechazar_desistimiento(*, actor: Actor, expediente_id: UUID, motivo: str, reloj: Reloj) -> ActoTramite:
    """Write that the procedure goes on in spite of the withdrawal, and why: a general interest (94.5), or a third person who asked for
    it in time (94.4). Signed, it does, and those who withdrew are told.

    Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed, Terminacion and Tarea. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (it waits for its signature), DatosIncorrectos (no reason).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    motivo = motivo.strip()
    if len(motivo) < 10:
        mensaje = _(
            "Explique por qué hay que seguir: el interés general que lo exige (artículo 94.5), o que otra persona interesada lo pide (94.4)."
        )
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    terminacion = _pedida(expediente)
    return operaciones.dictar(
        expediente,
        SEGUIR,
        _escrito_de_seguir(expediente, terminacion, motivo),
        datos={"terminacion": str(terminacion.id), "motivo": motivo},
        actor=actor,
        reloj=reloj,
    )


@accion("motor.terminacion.cambiada", permiso=TRAMITAR, norma="LPACAP art. 68.1")
def tener_por_desistida(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> Terminacion:
    """Propose, after a request that nobody answered in term, the decision that takes the application as withdrawn.

    Who: tramitador. Writes: Terminacion, Tarea. Emits: motor.terminacion.cambiada. Raises NoEncontrado, NoPermitido, FaseIncompatible.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    operaciones.exigir(expediente, "terminacion")
    terminacion = expediente.terminaciones.filter(
        clase=Terminacion.Clase.DESISTIDO_POR_LEY, estado="propuesta", cerrada_el=None
    ).first()
    if terminacion is None:
        raise FaseIncompatible(
            _("No hay ningún requerimiento sin contestar."),
            que_hacer=_("El plazo para corregir la solicitud tiene que haber terminado."),
        )
    return _aceptar(terminacion, expediente, actor=actor, reloj=reloj)


@accion(
    "motor.acto.en_firma", "motor.terminacion.abierta", permiso=TRAMITAR, norma="LPACAP arts. 36 y 95.1; LRJSP art. 43"
)
def advertir_caducidad(*, actor: Actor, expediente_id: UUID, motivo: str, reloj: Reloj) -> ActoTramite:
    """Write the warning that three months of standstill caused by the party end the procedure. Signed, it is notified; they
    run from there.

    `motivo`: what the party has to do. Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed, Terminacion.
    Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    exigir_advertencia(expediente)
    if not motivo.strip():
        mensaje = _("Diga qué tiene que hacer la persona interesada para que el procedimiento siga.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    escrito = Escrito(
        "advertencia_caducidad",
        {
            **comunicaciones.cabecera_de(expediente),
            "motivo": motivo.strip(),
            "plazo": _("Tiene tres meses, contados desde que reciba esta notificación."),
            "efectos": _("Si no lo hace en ese plazo, el procedimiento caducará y se archivará, previa resolución."),
            "como_presentar": _("En la sede electrónica, en su expediente, con el botón «Presentar otro escrito»."),
            "norma": _("Artículo 95.1 de la Ley 39/2015."),
        },
        _("Advertencia de caducidad"),
        "TD06",
    )
    return operaciones.dictar(
        expediente, "caducidad", escrito, datos={"motivo": motivo.strip()}, actor=actor, reloj=reloj
    )


@accion(
    "motor.terminacion.cambiada",
    "motor.decision.sin_efecto",
    permiso=TRAMITAR,
    norma="LPACAP arts. 25.1.b y 95.1",
)
def declarar_caducidad(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> Terminacion:
    """Accept the lapse, once three months have passed from the notified warning, or the term of what began of office; a
    decision says so. The task that asked for it is done. What had been signed and was not notified in term stands no more, and what was on
    its way is withdrawn.

    Who: tramitador. Writes: Terminacion, Tarea. Emits: motor.terminacion.cambiada, motor.decision.sin_efecto.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (no warning, not notified, or its three months not over).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    terminacion = expediente.terminaciones.filter(clase=Terminacion.Clase.CADUCIDAD, cerrada_el=None).first()
    de_oficio = terminacion is not None and terminacion.estado == DE_OFICIO
    operaciones.exigir(expediente, "libre" if de_oficio else "terminacion")
    if terminacion is None:
        raise FaseIncompatible(_("Primero hay que advertir de la caducidad (artículo 95.1)."))
    if terminacion.vence is None:
        raise FaseIncompatible(_("La advertencia de caducidad todavía no se ha notificado."))
    if hoy(reloj) <= terminacion.vence:
        raise FaseIncompatible(
            _("Los tres meses de la advertencia terminan el %(d)s.") % {"d": f"{terminacion.vence:%d/%m/%Y}"}
        )
    if de_oficio and operaciones.hay_decision(expediente):
        terminaciones.dejar_sin_efecto_la_decision(expediente, actor=actor, reloj=reloj)
    return _aceptar(terminacion, expediente, actor=actor, reloj=reloj)


@accion(
    "tarea.completada",
    "motor.terminacion.cambiada",
    permiso=TRAMITAR,
    norma="LPACAP arts. 35, 95.2 y 95.4",
)
def seguir_sin_caducidad(*, actor: Actor, expediente_id: UUID, motivo: str, reloj: Reloj) -> Tarea:
    """Leave undeclared a lapse whose three months are over, saying why: what was asked of the party is not indispensable to decide (95.2), or the
    general interest asks for a decision (95.4). The warning has no effect any more.

    Who: tramitador. Writes: MotivoDeTarea, Tarea, Terminacion. Emits: tarea.completada, motor.terminacion.cambiada. Raises NoEncontrado,
    NoPermitido, FaseIncompatible (nothing to declare, or it began of office), DatosIncorrectos (no reason).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    operaciones.exigir(expediente, "libre")
    tarea = expediente.tareas.select_related("expediente").filter(codigo=ADVERTIDA, cerrada_el=None).first()
    if tarea is None:
        raise FaseIncompatible(
            _("No hay ninguna caducidad advertida por declarar."),
            que_hacer=_("Los tres meses de la advertencia tienen que haber terminado."),
        )
    dado = operaciones.guardar_motivo(
        tarea, MotivoDeTarea.Clase.SOBRA, motivo, campo="motivo", actor=actor, reloj=reloj
    )
    resultado = {"codigo": terminaciones.DESCARTADA}
    operaciones.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente, escrito=dado)
    terminaciones.dejar_advertencia(expediente, actor=actor, reloj=reloj)
    return tarea


def _pedida(expediente: Expediente) -> Terminacion:
    pedidas = expediente.terminaciones.filter(
        clase__in=(Terminacion.Clase.DESISTIMIENTO, Terminacion.Clase.RENUNCIA), estado="pedida", cerrada_el=None
    )
    if concedido_por_silencio(expediente):  # there is nothing left to withdraw from (24.2)
        pedidas = pedidas.filter(clase=Terminacion.Clase.RENUNCIA)
    terminacion = pedidas.first()
    if terminacion is None:
        raise NoEncontrado(_("Nadie ha desistido ni renunciado en este expediente."))
    return terminacion


def _escrito_de_seguir(expediente: Expediente, terminacion: Terminacion, motivo: str) -> Escrito:
    titulo = _("Seguimos con el procedimiento")
    pedido = (
        _("Usted renunció a su derecho en este expediente.")
        if terminacion.clase == Terminacion.Clase.RENUNCIA
        else _("Usted desistió de su solicitud en este expediente.")
    )
    parrafos = [
        pedido,
        _("Hemos decidido seguir con el procedimiento. Motivo: %(m)s") % {"m": motivo},
        _("Si no está de acuerdo, dígalo en el expediente: lo tendremos en cuenta en la resolución (artículo 112.1)."),
        _("Fundamento: artículos 35.1, 94.4 y 94.5 de la Ley 39/2015."),
    ]
    datos = {
        "titulo": titulo,
        "asunto": expediente.titulo,
        "texto": "\n\n".join(parrafos),
        "expediente": expediente.numero,
    }
    return Escrito("diligencia", datos, titulo, "TD02")


def _escrito_de_una(expediente: Expediente, terminacion: Terminacion) -> Escrito:
    """Read by who withdrew, or waived; it names nobody, because several may get it (LPACAP 40.5)."""
    renuncia = terminacion.clase == Terminacion.Clase.RENUNCIA
    parrafos = [
        _("Usted renunció a su derecho en este expediente, y aceptamos la renuncia.")
        if renuncia
        else _("Usted desistió de su solicitud en este expediente, y aceptamos el desistimiento."),
        _("El procedimiento termina para usted y sigue para las demás personas que presentaron la solicitud."),
        _(
            "Si no está de acuerdo, puede decirlo en la sede o en una oficina de registro, citando el número del expediente."
        ),
        _("Fundamento: artículos 94.2 y 94.4 de la Ley 39/2015."),
    ]
    titulo = (
        _("Aceptación de la renuncia de una persona") if renuncia else _("Aceptación del desistimiento de una persona")
    )
    datos = {
        "titulo": titulo,
        "asunto": expediente.titulo,
        "texto": "\n\n".join(parrafos),
        "expediente": expediente.numero,
    }
    return Escrito("diligencia", datos, titulo, "TD02")


def _aceptar(terminacion: Terminacion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> Terminacion:
    """Accept it. Having gone on in spite of it, or accepted it for some alone, is not needed any more, if it was written."""
    for tarea in expediente.tareas.select_related("expediente").filter(
        codigo__in=(SEGUIR, DESISTE_UNA), cerrada_el=None
    ):
        motivo = _("Se aceptó otra forma de terminar el procedimiento.")
        actos.desechar(tarea, expediente, motivo=motivo, actor=actor, reloj=reloj)
    terminacion.expediente = expediente
    operaciones.cambiar_terminacion(terminacion, "aceptada", actor=actor, reloj=reloj)
    terminaciones.cerrar_escritos(expediente, terminacion, actor=actor, reloj=reloj)
    operaciones.avanzar(expediente, actor=actor, reloj=reloj)
    return terminacion
