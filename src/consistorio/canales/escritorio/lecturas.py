"""What the pages of the desk show, put together from the reads of the rooms below. No rules here, only words and colours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consistorio.canales.escritorio.actos import registrados
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import consultas as motor
from consistorio.tramitacion.motor.acceso import puede_hacerla
from consistorio.tramitacion.motor.atrasos import apremia
from consistorio.tramitacion.motor.consultas_declaraciones import declaracion_de, hasta_cuando_se_prohibe
from consistorio.tramitacion.motor.consultas_imparcialidad import es_para_apartados
from consistorio.tramitacion.motor.cuenta_del_plazo import CuentaSuspendida, cuenta_suspendida
from consistorio.tramitacion.motor.historia import por_que_sobran
from consistorio.tramitacion.motor.models import Declaracion, Plazo, Tarea
from consistorio.tramitacion.motor.permisos import ASIGNAR
from consistorio.tramitacion.motor.reglas import motivo_de, norma_de

COLORES_TAREA = {
    "hecha": "green",
    "cancelada": "grey",
    "en_espera": "yellow",
    "en_curso": "blue",
    "pendiente": "light-blue",
}
DIAS_DE_AVISO = 10


@dato
class AccionVisible:
    """Something that may be done, with its page; without `url` it is not done from the desk."""

    etiqueta: str
    url: str
    principal: bool
    impedimentos: tuple[str, ...]


@dato
class Paso:
    """An open task with what this person may do about it. `ajena`: why nothing, when it is somebody else's."""

    tarea: Tarea
    responsable: str
    ajena: str
    acciones: Sequence[AccionVisible]


def en_su_expediente(expediente_id: UUID, tarea_id: UUID) -> str:
    """The address of a case, at what there is to do in one of its tasks."""
    return f"{reverse('escritorio:expediente', args=[expediente_id])}#tarea-{tarea_id}"


def pasos_siguientes(expediente: Expediente, actor: Actor, *, apartado: bool = False) -> list[Paso]:
    """The open tasks of a case, those of this person first. `apartado`: they may not intervene in it (LRJSP 23-24)."""
    pasos = [
        Paso(tarea, _responsable(tarea), _("Lo hará otra persona."), ())
        if apartado and not es_para_apartados(tarea)
        else _paso(tarea, actor)
        for tarea in motor.tareas_abiertas(expediente)
    ]
    return sorted(pasos, key=lambda p: (bool(p.ajena), p.tarea.estado == Tarea.Estado.EN_ESPERA))


def _responsable(tarea: Tarea) -> str:
    return f"{tarea.asignada_a.nombre}, {tarea.unidad.nombre}" if tarea.asignada_a else tarea.unidad.nombre


def _paso(tarea: Tarea, actor: Actor) -> Paso:
    quien = _responsable(tarea)
    if not puede_hacerla(actor, tarea):
        en_espera = tarea.estado == Tarea.Estado.EN_ESPERA
        ajena = motor.espera_de(tarea) if en_espera else _("Lo tiene que hacer %(q)s.") % {"q": quien}
        return Paso(tarea, quien, ajena, ())
    acciones = [
        AccionVisible(
            str(accion.etiqueta),
            _url_de_acto(tarea, accion.codigo),
            accion.principal,
            tuple(str(motivo) for motivo in accion.impedimentos),
        )
        for accion in motor.acciones_de(tarea, actor)
    ]
    acciones += [
        AccionVisible(texto, _url_de_acto(tarea, codigo), False, ()) for codigo, texto in _reparto(tarea, actor)
    ]
    return Paso(tarea, quien, "", acciones)


def _reparto(tarea: Tarea, actor: Actor) -> list[tuple[str, str]]:
    """The acts by which this person takes, leaves or hands over a task: what its action would let them do."""
    reparte = actor.puede(ASIGNAR) and tarea.unidad_id in actor.unidades
    es_suya = tarea.asignada_a_id == actor.id
    la_suple = tarea.unidad_id in actor.unidades and tarea.asignada_a_id in actor.suple_a
    posibles = (
        ("tomar_tarea", _("Tomarla"), not es_suya and (tarea.asignada_a_id is None or la_suple or reparte)),
        ("soltar_tarea", _("Dejarla en la unidad"), es_suya or la_suple),
        ("delegar_tarea", _("Delegarla"), es_suya or la_suple),
        ("asignar", _("Asignarla a otra persona"), reparte),
    )
    return [(codigo, texto) for codigo, texto, cabe in posibles if cabe]


def _url_de_acto(tarea: Tarea, codigo: str) -> str:
    if codigo not in registrados():
        return ""
    return reverse("escritorio:acto_tarea", args=[tarea.expediente_id, tarea.id, codigo])


@dato
class PlazoVisible:
    """The term of a case in words. `suspendido`: it does not run now, and ends later than `vence`; `como_va`: when it ends or ended, and what follows;
    `desde_que`: what it counts from, and why."""

    vence: date
    suspendido: bool
    texto: str
    color: str
    como_va: str
    pasos: Sequence[dict[str, object]]
    desde_que: str = ""


SILENCIOS = {
    "estimatorio": gettext_lazy("Si no resolvemos antes, lo solicitado se entiende concedido."),
    "desestimatorio": gettext_lazy("Si no resolvemos antes, lo solicitado se puede entender denegado."),
    "caducidad": gettext_lazy("Si no resolvemos antes, el procedimiento caduca."),
}
SILENCIOS_PASADOS = {
    "estimatorio": gettext_lazy("Lo solicitado se entiende concedido: la resolución solo puede confirmarlo."),
    "desestimatorio": gettext_lazy("Lo solicitado se puede entender denegado. Hay que resolver igualmente."),
    "caducidad": gettext_lazy("El procedimiento ha caducado."),
}


def plazo_de(expediente: Expediente, *, en: date) -> PlazoVisible | None:
    """The term to decide, as it is on a day; None when the procedure has none."""
    plazo = motor.plazo_de(expediente)
    if plazo is None:
        return None
    texto, color = situacion_del_plazo(plazo, en)
    suspendida = cuenta_suspendida(plazo, en) if plazo.estado == Plazo.Estado.SUSPENDIDO else None
    if suspendida is not None and suspendida.parado_desde is not None:
        texto = _("Plazo suspendido desde el %(d)s") % {"d": f"{suspendida.parado_desde:%d/%m/%Y}"}
    razones = suspendida.razones if suspendida is not None else plazo.pasos
    pasos = [{"fecha": date.fromisoformat(p["fecha"]), "texto": p["texto"]} for p in razones]
    va = como_va(plazo) if suspendida is None else _como_va_suspendido(suspendida)
    return PlazoVisible(plazo.vence, suspendida is not None, texto, color, va, pasos, _desde_que(plazo))


def _como_va_suspendido(cuenta: CuentaSuspendida) -> str:
    """That it does not run, and which days may be its last."""
    parado = (
        _("Está suspendido desde el %(d)s: no corre.") % {"d": fecha_larga(cuenta.parado_desde)}
        if cuenta.parado_desde is not None
        else _("Está suspendido: no corre.")
    )
    dicho = f"{parado} {_('Si volviera a correr hoy, acabaría el %(d)s.') % {'d': fecha_larga(cuenta.si_hoy)}}"
    if cuenta.como_tarde is None:
        return dicho
    return f"{dicho} {_('Si lo que falta llega el último día que se dio, acabará el %(d)s.') % {'d': fecha_larga(cuenta.como_tarde)}}"


def como_va(plazo: Plazo) -> str:
    """When a term that is not suspended ends and what follows; once it was met, when and how many days before (LPACAP 40.4, 43.3)."""
    acaba = {"d": fecha_larga(plazo.vence)}
    if plazo.cumplido_el is not None:
        cumplido = en_madrid(plazo.cumplido_el).date()
        dias = (plazo.vence - cumplido).days
        dicho = {**acaba, "c": fecha_larga(cumplido), "n": dias}
        if dias < 0 and plazo.estado == Plazo.Estado.CUMPLIDO:
            return _("Acababa el %(d)s. Se resolvió a tiempo y se notificó después, el %(c)s.") % dicho
        if dias < 0:
            return _("Acababa el %(d)s. Se resolvió y notificó después, el %(c)s.") % dicho
        cumplio = _("Se cumplió el %(c)s (artículos 40.4 y 43.3).") % dicho
        if dias == 0:
            return f"{cumplio} {_('Era el último día.')}"
        antes = ngettext("Faltaba %(n)d día: acababa el %(d)s.", "Faltaban %(n)d días: acababa el %(d)s.", dias) % dicho
        return f"{cumplio} {antes}"
    if plazo.estado == Plazo.Estado.CUMPLIDO:
        return _("Acababa el %(d)s. Se resolvió a tiempo y falta que conste la notificación.") % acaba
    if plazo.silencio_el is not None:
        return f"{_('Acabó el %(d)s sin resolver.') % acaba} {SILENCIOS_PASADOS.get(plazo.silencio, '')}".strip()
    return f"{_('Acaba el %(d)s.') % acaba} {SILENCIOS.get(plazo.silencio, '')}".strip()


def _desde_que(plazo: Plazo) -> str:
    """What it counts from, with the rule that says so; "" of those of before."""
    if not plazo.comienzo:
        return ""
    return f"{plazo.get_comienzo_display()} ({plazo.comienzo_norma})."


@dato
class EfectosVisibles:
    """Since when what was declared or communicated has effects, and how its control is, in words."""

    desde: date
    que: str
    texto: str
    color: str


COLORES_DE_LO_DECLARADO = {
    "por_comprobar": "blue",
    "comprobada": "green",
    "incumplida": "orange",
    "imposible": "red",
    "restablecida": "green",
}


def efectos_de(expediente: Expediente) -> EfectosVisibles | None:
    """Of a case that began so; None of the others, which have a term (LPACAP 69.3)."""
    declaracion = declaracion_de(expediente)
    if declaracion is None:
        return None
    texto = str(declaracion.get_estado_display())
    if declaracion.estado == Declaracion.Estado.IMPOSIBLE and declaracion.constancia_el is not None:
        texto = _("No puede continuar desde el %(d)s") % {"d": f"{declaracion.constancia_el:%d/%m/%Y}"}
    elif declaracion.estado == Declaracion.Estado.INCUMPLIDA:
        hasta = hasta_cuando_se_prohibe(expediente, en=hoy(reloj_de_la_casa()))
        texto = (
            _("No se cumple: por resolver hasta el %(d)s") % {"d": f"{hasta:%d/%m/%Y}"}
            if hasta is not None
            else _("No se cumple: por resolver. Ninguna norma dice en cuánto tiempo")
        )
    elif declaracion.estado == Declaracion.Estado.POR_COMPROBAR:
        texto = _("Con efectos desde el %(d)s, por comprobar") % {"d": f"{declaracion.desde:%d/%m/%Y}"}
    color = COLORES_DE_LO_DECLARADO[declaracion.estado]
    return EfectosVisibles(declaracion.desde, str(declaracion.get_naturaleza_display()), texto, color)


def situacion_del_plazo(plazo: Plazo, dia: date) -> tuple[str, str]:
    """How a term goes on a day, in a few words, with a colour."""
    if plazo.estado == Plazo.Estado.CUMPLIDO:
        return _("Resuelto en plazo"), "green"
    if plazo.cumplido_el is not None:
        return _("Resuelto fuera de plazo"), "orange"
    if plazo.estado == Plazo.Estado.SUSPENDIDO:
        return _("Plazo suspendido"), "yellow"
    quedan = (plazo.vence - dia).days
    if quedan < 0:
        return _("Vencido"), "red"
    if quedan == 0:
        return _("Vence hoy"), "red"
    texto = ngettext("Vence en %(n)d día", "Vence en %(n)d días", quedan) % {"n": quedan}
    return texto, "orange" if quedan <= DIAS_DE_AVISO else "green"


@dato
class SuspensionDicha:
    """An interval in which the term did not run, why and by which article; `desde` is None until it is notified."""

    motivo: str
    norma: str
    desde: date | None
    hasta: date | None


def suspensiones_de(expediente: Expediente) -> list[SuspensionDicha]:
    """The intervals in which the term did not run."""
    plazo = motor.plazo_de(expediente)
    filas = plazo.suspensiones.order_by("acordada_el") if plazo else ()
    return [SuspensionDicha(motivo_de(una.causa), norma_de(una.causa), una.desde, una.hasta) for una in filas]


def tareas_de(expediente: Expediente, *, tras: UUID | None, limite: int) -> list[Tarea]:
    """A page of the tasks of a case in order, with a colour for their state, and why those that it did not need were left out."""
    tareas = motor.pagina_de_tareas(expediente, tras=tras, limite=limite)
    por_que = por_que_sobran(tareas)
    for tarea in tareas:
        setattr(tarea, "por_que_sobra", por_que.get(tarea.id, ""))  # noqa: B010 - only for the template
        setattr(tarea, "color", COLORES_TAREA.get(tarea.estado, ""))  # noqa: B010 - only for the template
    return tareas


def para_bandeja(tareas: Sequence[Tarea], dia: date) -> Sequence[Tarea]:
    """Tasks of a tray with their date, how long they have waited and their state in a word."""
    # Once: each row by itself would translate them all
    estados = {codigo: str(texto) for codigo, texto in Tarea.Estado.choices}
    for tarea in tareas:
        setattr(tarea, "estado_texto", estados[tarea.estado])  # noqa: B010 - only for the template
        texto = _("Hoy") if tarea.vence == dia else f"{tarea.vence:%d/%m/%Y}" if tarea.vence else ""
        setattr(tarea, "espera_texto", cuanto_espera(dia, tarea.creada_el))  # noqa: B010
        setattr(tarea, "vencida", apremia(tarea, dia))  # noqa: B010
        setattr(tarea, "vence_texto", texto)  # noqa: B010
    return tareas


def cuanto_espera(dia: date, desde: datetime) -> str:
    """How many days something has waited."""
    dias = (dia - en_madrid(desde).date()).days
    return ngettext("%(n)d día", "%(n)d días", dias) % {"n": dias} if dias > 0 else _("Desde hoy")
