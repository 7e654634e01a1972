"""Walks the definition of a case: which task comes next, and what may be done when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, FaseIncompatible
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.tramitacion.catalogo.consultas import unidad_de_area
from consistorio.tramitacion.catalogo.tareas import LLEVAN_LO_ESCRITO, SOBRE
from consistorio.tramitacion.catalogo.tipos import FASES, Definicion, DefinicionTarea
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.operaciones import cambiar_fase, retirar_acceso
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de
from consistorio.tramitacion.motor.consultas_declaraciones import hasta_cuando_se_prohibe
from consistorio.tramitacion.motor.eventos import TareaCompletada
from consistorio.tramitacion.motor.models import ActoTramite, MotivoDeTarea, Plazo, Tarea
from consistorio.tramitacion.motor.operaciones.comienzos import comienzo_de
from consistorio.tramitacion.motor.operaciones.decision import (
    concedido,
    concedido_por_silencio,
    exigir_sin_conceder,
    lo_decidido,
    terminacion_aceptada,
)
from consistorio.tramitacion.motor.operaciones.declaraciones import dar_efectos
from consistorio.tramitacion.motor.operaciones.lo_escrito import lo_que_espera
from consistorio.tramitacion.motor.operaciones.plazos import iniciar_plazo
from consistorio.tramitacion.motor.operaciones.tareas import TareaNueva, crear_varias
from consistorio.tramitacion.motor.orden import SOLO_DE_SOLICITUDES, TRAS_CONCEDER, hace_falta, hechos_de, que_toca
from consistorio.tramitacion.motor.registro_tipos import Contexto, tipo_de
from consistorio.tramitacion.motor.reglas import contar, duracion_de


def iniciar(
    expediente: Expediente,
    *,
    entrada: datetime,
    actor: Actor,
    reloj: Reloj,
    silencio: str = "",
    presentada: datetime | None = None,
) -> None:
    """Start the term to decide from the entry in the registry, or from the call where the law says so, and open the first tasks. What is declared or communicated has effects
    from the day of its filing instead, and no term (LPACAP 21.1, 69.3).

    `silencio`: its sense, when the law makes it another than the procedure's; `presentada`: when it was filed, if not at its entry.
    Writes: Plazo, Vencimiento, or Declaracion; Tarea.
    Emits: motor.plazo.iniciado or motor.declaracion.con_efectos, tarea.creada. LPACAP 21.3.b, 31.2.c.
    """
    exigir_transaccion()
    if expediente.version.tipada.declarada:
        dar_efectos(expediente, dia=en_madrid(presentada or entrada).date(), actor=actor, reloj=reloj)
    else:
        comienzo = comienzo_de(expediente, entrada=entrada)
        iniciar_plazo(expediente, inicio=entrada, silencio=silencio, comienzo=comienzo, actor=actor, reloj=reloj)
    avanzar(expediente, actor=actor, reloj=reloj)


def iniciar_de_oficio(expediente: Expediente, *, acuerdo: datetime, actor: Actor, reloj: Reloj) -> Plazo:
    """Start the term from the agreement to begin and open the first tasks; those that deal with an application are not needed.

    Writes: Plazo, Vencimiento, Tarea. Emits: motor.plazo.iniciado, tarea.creada. LPACAP 21.3.a, 25.1.
    """
    exigir_transaccion()
    definicion = expediente.version.tipada
    plazo = iniciar_plazo(
        expediente,
        inicio=acuerdo,
        silencio=definicion.silencio_de_oficio,
        comienzo=comienzo_de(expediente, entrada=acuerdo, de_oficio=True),
        actor=actor,
        reloj=reloj,
    )
    sobran = [tarea for tarea in definicion.tareas if tarea.tipo in SOLO_DE_SOLICITUDES]
    no_hace_falta(expediente, sobran, actor=actor, reloj=reloj)
    avanzar(expediente, actor=actor, reloj=reloj)
    return plazo


def avanzar(expediente: Expediente, *, actor: Actor, reloj: Reloj, atras: bool = False) -> None:
    """Open every task whose previous ones are over, and move the case to the phase of its work.

    A task whose condition does not hold is noted as not needed, so that its absence is explained. When the procedure ends in
    another way (withdrawal, waiver, lapse, positive silence) what was left of the instruction is not needed either (LPACAP 24.2, 84.1). `atras`: what
    was done has been undone, and the phase goes back to that of the work that is open.
    """
    exigir_transaccion()
    definicion = expediente.version.tipada
    terminacion = terminacion_aceptada(expediente)
    siguen: Collection[str] | None = None
    if terminacion:
        siguen = ()
    elif concedido_por_silencio(expediente):
        siguen = TRAS_CONCEDER
    while _abrir_las_que_tocan(expediente, definicion, terminacion, siguen, actor=actor, reloj=reloj):
        pass
    abiertas = set(
        expediente.tareas.filter(cerrada_el=None, del_modelo=True)
        .exclude(tipo="comunicacion_inicial")
        .values_list("fase", flat=True)
    )
    if abiertas:
        cambiar_fase(expediente, min(abiertas, key=FASES.index), atras=atras, actor=actor, reloj=reloj)


def _abrir_las_que_tocan(
    expediente: Expediente,
    definicion: Definicion,
    terminacion: str,
    siguen: Collection[str] | None,
    *,
    actor: Actor,
    reloj: Reloj,
) -> bool:
    """Whether there may be more: what is not needed counts as done for those after it. What was opened opens nothing until it is
    completed, and then its own `avanzar` does."""
    filas = list(expediente.tareas.filter(del_modelo=True).values_list("codigo", "estado", "resultado"))
    hechos = _hechos(expediente, {codigo: resultado for codigo, _estado, resultado in filas})
    estados = {codigo: estado for codigo, estado, _resultado in filas}
    nuevas = [
        _nueva(expediente, tarea, terminacion, sobra=sobra, dia=hoy(reloj))
        for tarea, sobra in que_toca(definicion, estados, hechos, siguen=siguen)
    ]
    crear_varias(expediente, nuevas, actor=actor, reloj=reloj)
    return any(nueva.cancelada for nueva in nuevas)


def _hechos(expediente: Expediente, resultados: Mapping[str, object]) -> dict[str, Valor]:
    papeles = list(expediente.interesados.filter(hasta=None).values_list("papel", flat=True))
    return hechos_de(
        como_datos(expediente.datos),
        resultados,
        interesados=len(papeles),
        terceros=sum(papel != Interesado.Papel.SOLICITANTE for papel in papeles),
        definicion=expediente.version.tipada,
    )


def se_necesita(tarea: Tarea, expediente: Expediente, *, sentido: str) -> bool:
    """Whether a task of the model would be needed in its case if what is proposed had that sense."""
    definicion = expediente.version.tipada.tarea(tarea.codigo)
    if definicion is None:
        return True
    resultados = dict(expediente.tareas.filter(del_modelo=True).values_list("codigo", "resultado"))
    return hace_falta(definicion, {**_hechos(expediente, resultados), "sentido_propuesta": sentido})


def sin_hacer_sobre(expediente: Expediente, *, sentido: str) -> tuple[str, ...]:
    """The names of what had to be done on the proposal if the case is decided in that sense, and was not (LPACAP 81.2, 89.2)."""
    sobre = [tarea for tarea in expediente.version.tipada.tareas if SOBRE in tarea.datos]
    if not sobre:
        return ()
    del_caso = expediente.tareas.filter(del_modelo=True)
    hechos = {**_hechos(expediente, dict(del_caso.values_list("codigo", "resultado"))), "sentido_propuesta": sentido}
    dados = del_caso.filter(Q(estado=Tarea.Estado.HECHA) | Q(actos__estado=ActoTramite.Estado.FIRMADO))
    hechas = set(dados.values_list("codigo", flat=True))
    return tuple(una.nombre for una in sobre if una.codigo not in hechas and hace_falta(una, hechos))


def no_hace_falta(expediente: Expediente, tareas: Sequence[DefinicionTarea], *, actor: Actor, reloj: Reloj) -> None:
    """Note that tasks of the model are not needed in a case. Writes: Tarea. Emits: tarea.creada."""
    exigir_transaccion()
    nuevas = [_nueva(expediente, tarea, "", sobra=True, dia=hoy(reloj)) for tarea in tareas]
    crear_varias(expediente, nuevas, actor=actor, reloj=reloj)


def _nueva(expediente: Expediente, tarea: DefinicionTarea, terminacion: str, *, sobra: bool, dia: date) -> TareaNueva:
    """A task of the model, of the unit that answers for its area on that day."""
    unidad = unidad_de_area(tarea.area, en=dia) if tarea.area else expediente.unidad
    vence = None
    if tarea.plazo_interno is not None and not sobra:
        vence = contar(dia, duracion_de(tarea.plazo_interno), calendario_de_la_sede(en=dia)).vence
    elif tarea.tipo in ("propuesta", "resolucion") and not sobra:
        vence = hasta_cuando_se_prohibe(expediente, en=dia)
    return TareaNueva(
        codigo=tarea.codigo,
        tipo=tarea.tipo,
        nombre=tarea.nombre,
        fase=tarea.fase,
        unidad_id=unidad.id,
        vence=vence,
        preceptiva=tarea.preceptiva,
        del_modelo=True,
        datos={**tarea.datos, **({"terminacion": terminacion} if terminacion else {})},
        estado=Tarea.Estado.CANCELADA if sobra else Tarea.Estado.PENDIENTE,
    )


def completar(
    tarea: Tarea,
    resultado: Mapping[str, Valor],
    *,
    actor: Actor,
    reloj: Reloj,
    expediente: Expediente | None = None,
    escrito: MotivoDeTarea | None = None,
) -> None:
    """Close a task as done with its result (`codigo` names it in the log) and open what follows. `escrito`: the reason kept why it is left out.

    Writes: Tarea, and what its kind and the next tasks write. Emits: tarea.completada. Raises Conflicto when it is closed or its
    kind says why it cannot be yet.
    """
    exigir_transaccion()
    if not tarea.abierta:
        raise Conflicto(_("La tarea «%(t)s» ya está cerrada.") % {"t": tarea.nombre})
    tipo = tipo_de(tarea.tipo)
    motivos = tuple(tipo.impedimentos(tarea))
    if motivos:
        raise FaseIncompatible(
            _("Todavía no se puede completar «%(t)s».") % {"t": tarea.nombre}, que_hacer=" ".join(motivos)
        )
    tarea.estado, tarea.cerrada_el, tarea.resultado = Tarea.Estado.HECHA, reloj.ahora(), dict(resultado)
    tarea.save(update_fields=["estado", "cerrada_el", "resultado"])
    retirar_acceso(referencia=tarea.id, momento=tarea.cerrada_el)
    caso = expediente or tarea.expediente
    anotar(
        caso.cadena,
        TareaCompletada(
            caso.id, tarea.id, tarea.codigo, texto_de(resultado.get("codigo")), escrito.id if escrito else None
        ),
        actor=actor,
        reloj=reloj,
        filas=[escrito] if escrito else [],
    )
    tipo.al_completar(tarea, resultado, Contexto(actor, reloj))
    if caso.estado == Expediente.Estado.ABIERTO:
        avanzar(caso, actor=actor, reloj=reloj)


# Until which phase each step is legal. Allegations that come after the proposal are taken and read before the decision goes out.
LIMITE_DE_TRAMITE = {
    "subsanacion": "instruccion",
    "representacion": "finalizacion",
    "informe": "finalizacion",
    "consulta": "finalizacion",
    "audiencia": "finalizacion",
    "comprobacion": "instruccion",
    "prueba": "finalizacion",
    "informacion": "finalizacion",
    "alegaciones": "finalizacion",
    "ampliacion": "finalizacion",
    "suspension_acto": "finalizacion",
    "terminacion": "finalizacion",
    "caducidad": "finalizacion",
    "paralizacion": "finalizacion",
    "recusacion": "finalizacion",
    "libre": "archivo",
}


# What is owed to an application alone: what was declared waits for no decision, and nothing in it lapses (LPACAP 69.3)
SOLO_SI_SE_PIDE_ALGO = frozenset({"subsanacion", "ampliacion", "caducidad"})

_OTRO_INFORME = (
    gettext_noop("La propuesta de resolución ya está hecha: los informes se piden antes (artículo 79.1)."),
    gettext_noop("Si hace falta otro informe, retire antes la propuesta."),
)
# What is of no use once the proposal is done: why, and what to do
ANTES_DE_LA_PROPUESTA = {
    "audiencia": (
        gettext_noop("La propuesta de resolución ya está hecha: la audiencia se da antes (artículo 82.1)."),
        gettext_noop("Si hace falta oír a las personas interesadas, retire antes la propuesta."),
    ),
    "prueba": (
        gettext_noop("La propuesta de resolución ya está hecha: la prueba se practica antes (artículo 77.2)."),
        gettext_noop("Si hace falta alguna prueba, retire antes la propuesta."),
    ),
    "informacion": (
        gettext_noop("La propuesta de resolución ya está hecha: la información pública es antes (artículo 83.1)."),
        gettext_noop("Si hace falta, retire antes la propuesta."),
    ),
    "informe": _OTRO_INFORME,
    "consulta": _OTRO_INFORME,
}


# Of a procedure that goes on: not once silence has granted what was asked (LPACAP 24.2)
DE_LA_INSTRUCCION = frozenset(
    {"subsanacion", "informe", "consulta", "audiencia", "prueba", "informacion", "ampliacion", "caducidad"}
)


def exigir(expediente: Expediente, tramite: str) -> None:
    """Assert that the step is legal in the phase where the case is. Raises FaseIncompatible, saying why."""
    if expediente.estado != Expediente.Estado.ABIERTO:
        raise FaseIncompatible(_("El expediente %(n)s está cerrado.") % {"n": expediente.numero})
    if tramite in SOLO_SI_SE_PIDE_ALGO and expediente.version.tipada.declarada:
        raise FaseIncompatible(
            _(
                "Aquí no se pidió nada: lo presentado tiene efectos desde su día y no hay plazo para resolver (artículo 69.3)."
            ),
            que_hacer=_("Si falta algo, pídalo en la comprobación."),
        )
    limite = LIMITE_DE_TRAMITE[tramite]
    if FASES.index(expediente.fase) > FASES.index(limite):
        if tramite in DE_LA_INSTRUCCION:
            exigir_sin_conceder(expediente)
        raise FaseIncompatible(_("El expediente ya ha pasado de la fase en que se hace este trámite."))
    if tramite == "libre":
        return
    decidido = lo_decidido(expediente)
    if "resolucion" in decidido:
        raise FaseIncompatible(_("El expediente ya está resuelto."))
    tarde = "propuesta" in decidido and tramite in ANTES_DE_LA_PROPUESTA
    terminado = "concedido" in decidido and tramite in DE_LA_INSTRUCCION
    if not (tarde or terminado):
        return
    if tramite in LLEVAN_LO_ESCRITO and lo_que_espera(expediente, tramite) is not None:
        return  # it is on the proposal: it comes after it (LPACAP 81.2, 89.2)
    if terminado:
        raise concedido()
    mensaje, que_hacer = ANTES_DE_LA_PROPUESTA[tramite]
    raise FaseIncompatible(_(mensaje), que_hacer=_(que_hacer))
