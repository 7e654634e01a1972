"""Building blocks of the archive."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.documental.firma.consultas import estados_de
from consistorio.documental.registro.models import Asiento
from consistorio.plataforma.almacen.models import EstadoAntivirus
from consistorio.servicios.archivo.indice import Entrada, entradas_de
from consistorio.servicios.archivo.models import SelloIndice
from consistorio.servicios.archivo.reglas import Situacion
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.motor.consultas_declaraciones import declaracion_de
from consistorio.tramitacion.motor.models import ActoTramite, Declaracion
from consistorio.tramitacion.motor.operaciones import en_pie, hechas_en_vigor
from consistorio.tramitacion.solicitudes.consultas import asientos_de


def situacion_de(expediente: Expediente) -> Situacion:
    """What closing looks at. The task of closing itself does not count as open work."""
    tareas = list(expediente.tareas.exclude(tipo="cierre").order_by("creada_el", "id"))
    hechas = {t.codigo for t in tareas if not t.abierta}
    abiertas = {t.codigo for t in tareas if t.abierta}
    preceptivas = [
        t.nombre
        for t in expediente.version.tipada.tareas
        if t.preceptiva and t.tipo != "cierre" and t.codigo not in hechas | abiertas
    ]
    entradas = entradas_de(expediente)
    return Situacion(
        abierto=expediente.estado == Expediente.Estado.ABIERTO,
        tareas_abiertas=[t.nombre for t in tareas if t.abierta],
        preceptivas_sin_hacer=preceptivas,
        firmas_pendientes=_en_estado(entradas, "pendiente"),
        sellos_pendientes=_en_estado(entradas, "pendiente_sello"),
        sellos_de_tiempo_pendientes=_en_estado(entradas, "pendiente_tiempo"),
        sin_justificante=_sin_justificante(expediente, entradas),
        en_cuarentena=[
            e.documento.titulo
            for e in entradas
            if e.documento.contenido.estado_antivirus == EstadoAntivirus.CUARENTENA
            and e.documento.origen_administracion
        ],
        documentos=len(entradas),
    )


def _en_estado(entradas: Sequence[Entrada], codigo: str) -> list[str]:
    """Titles of the documents whose signatures stand so."""
    estados = estados_de([e.documento.id for e in entradas])
    return [e.documento.titulo for e in entradas if estados[e.documento.id].codigo == codigo]


def _sin_justificante(expediente: Expediente, entradas: Sequence[Entrada]) -> list[str]:
    """Numbers of the entries of the case whose receipt is not in its index."""
    asientos = Asiento.objects.filter(id__in=asientos_de(expediente.id))
    con_el = asientos.filter(justificante__documento_id__in=[e.documento.id for e in entradas])
    return [
        asiento.numero_completo for asiento in asientos.exclude(id__in=con_el.values("id")).order_by("registrado_el")
    ]


def resultado_de(expediente: Expediente) -> str:
    """How the procedure ended: an accepted withdrawal, waiver or lapse; else the sense of the decision that stands
    (whatever the code of its task, and not one that was undone, here or in an appeal); what was declared and found right, `comprobada`; else `terminado`."""
    terminacion = en_pie(expediente.terminaciones.all()).order_by("-creada_el").first()
    if terminacion is not None:
        return str(terminacion.clase)
    if expediente.resultado:
        return expediente.resultado
    declaracion = declaracion_de(expediente)
    if declaracion is not None and declaracion.estado == Declaracion.Estado.RESTABLECIDA:
        return str(declaracion.estado)
    for tipo in ("resolucion", "propuesta"):
        for tarea in hechas_en_vigor(expediente, tipo)[:1]:
            sentido = tarea.resultado.get("sentido") or tarea.resultado.get("codigo")
            if sentido:
                return str(sentido)[:40]
    if declaracion is not None and declaracion.estado == Declaracion.Estado.COMPROBADA:
        return str(declaracion.estado)
    return "terminado"


def impedimentos_de_transferencia(expediente: Expediente) -> tuple[str, ...]:
    """Every reason why a case cannot go to the archive yet; empty when it can."""
    if expediente.estado != Expediente.Estado.CERRADO:
        return (_("Solo pasa al archivo un expediente cerrado."),)
    razones = []
    if not SelloIndice.objects.filter(cierre__expediente=expediente, sellado_el__isnull=False).exists():
        razones.append(_("Su índice todavía no tiene sello de tiempo."))
    abiertos = Relacion.objects.filter(
        otro=expediente,
        clase__in=(Relacion.Clase.RECURSO, Relacion.Clase.REVISION, Relacion.Clase.REVOCACION),
        expediente__estado=Expediente.Estado.ABIERTO,
    )
    frases = {
        Relacion.Clase.RECURSO: _("Está sin terminar el recurso %(n)s."),
        Relacion.Clase.REVISION: _("Está sin terminar la revisión de oficio %(n)s."),
        Relacion.Clase.REVOCACION: _("Está sin terminar la revocación %(n)s."),
    }
    razones += [
        frases[Relacion.Clase(clase)] % {"n": numero}
        for clase, numero in abiertos.values_list("clase", "expediente__numero")
    ]
    if expediente.actos.filter(estado=ActoTramite.Estado.EN_FIRMA).exists():
        razones.append(_("Un acto suyo espera la firma: espere a que se firme o retírelo."))
    return tuple(razones)
