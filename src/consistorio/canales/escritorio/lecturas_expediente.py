"""What the tabs of a case show: documents with their signatures, notifications with their proofs, history, closing, relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.canales.escritorio.actos import acto_de
from consistorio.canales.interfaz.templatetags.componentes import Fila, Hito
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.models import PasoFirma
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.organizacion.consultas import nombres_de_empleados
from consistorio.servicios.archivo.antiguos.tipos import PROCEDIMIENTO_ANTIGUO
from consistorio.servicios.archivo.models import Cierre, CierrePedido, ExpedienteAntiguo
from consistorio.servicios.notificaciones import consultas as notificaciones
from consistorio.servicios.notificaciones.models import Aviso, IntentoPapel, Notificacion
from consistorio.servicios.notificaciones.permisos import PAPEL
from consistorio.servicios.resoluciones import consultas as resoluciones
from consistorio.servicios.resoluciones.colegiados import es_colegiado
from consistorio.servicios.resoluciones.models import DevolucionFirma, Resolucion
from consistorio.servicios.resoluciones.revisiones import marcas_de
from consistorio.servicios.tablon import consultas as tablon
from consistorio.tramitacion.catalogo.tipos import EN_EXPEDIENTE
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.formularios.reglas import resumen
from consistorio.tramitacion.formularios.valores import Datos, como_datos
from consistorio.tramitacion.motor import consultas as motor
from consistorio.tramitacion.motor import historia
from consistorio.tramitacion.motor.consultas_ejecucion import suspensiones_de
from consistorio.tramitacion.motor.consultas_paralizacion import empezo_de_oficio, paralizado_por
from consistorio.tramitacion.motor.models import EjecucionSuspendida
from consistorio.tramitacion.solicitudes.consultas import transcripciones_de

COLORES_FIRMA = {
    "pendiente": "yellow",
    "devuelto": "red",
    "pendiente_sello": "turquoise",
    "pendiente_tiempo": "turquoise",
    "firmado": "green",
}
COLORES_NOTIFICACION = {
    "preparada": "grey",
    "disponible": "yellow",
    "infructuosa": "red",
    "accedida": "green",
    "entregada": "green",
    "publicada": "green",
    "comunicada": "green",
    "rechazada": "orange",
    "caducada": "orange",
}


RECURREN_O_REVISAN = (Relacion.Clase.RECURSO, Relacion.Clase.REVISION)


def motivos_de_devolucion(documento_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Why each document came back unsigned, with who said so. No query when none did."""
    if not documento_ids:
        return {}
    pasos = (
        PasoFirma.objects.filter(circuito__documento_id__in=documento_ids, estado=PasoFirma.Estado.DEVUELTO)
        .select_related("circuito", "puesto")
        .order_by("terminado_el")
    )
    return {
        p.circuito.documento_id: _("%(quien)s: %(motivo)s") % {"quien": p.puesto.nombre, "motivo": p.motivo}
        for p in pasos
    }


def devolucion_de(expediente: Expediente) -> DevolucionFirma | None:
    """Why the resolution of this case came back, while it waits to be sent again."""
    vigente = resoluciones.vigente_de(expediente.id)
    if vigente is None or vigente.estado != Resolucion.Estado.DEVUELTA:
        return None
    return vigente.devoluciones.order_by("-momento").first()


@dato
class FilaNotificacion:
    """A notification with its proof, the notice by mail that it waits for and what can be noted by hand."""

    notificacion: Notificacion
    color: str
    aviso: str
    intentos: Sequence[IntentoPapel]
    admite_envio: bool
    admite_intento: bool
    admite_anuncio: bool


def notificaciones_de(
    expediente: Expediente, actor: Actor, *, tras: UUID | None, limite: int
) -> list[FilaNotificacion]:
    """A page of the notifications of a case in order."""
    anota = actor.puede(PAPEL)
    filas = []
    for una in notificaciones.de_expediente(expediente.id, tras=tras, limite=limite):
        intentos = sorted(una.intentos.all(), key=lambda i: i.numero)
        en_papel = una.canal == Notificacion.Canal.PAPEL and una.estado == Notificacion.Estado.DISPONIBLE
        se_entrega = en_papel and not una.por_enviar and una.clase == Notificacion.Clase.NOTIFICACION
        filas.append(
            FilaNotificacion(
                una,
                COLORES_NOTIFICACION.get(una.estado, "grey"),
                _aviso(una),
                intentos,
                anota and una.por_enviar,
                anota and se_entrega and len(intentos) < 2,
                anota and una.estado == Notificacion.Estado.INFRUCTUOSA,
            )
        )
    return filas


def _aviso(notificacion: Notificacion) -> str:
    """What became of the notice by mail, in words; empty when there is nothing to say yet."""
    avisos = sorted(notificacion.avisos.all(), key=lambda a: a.momento)
    if avisos and avisos[-1].resultado == Aviso.Resultado.ENVIADO:
        return _("Avisada por correo")
    if avisos and avisos[-1].resultado == Aviso.Resultado.SIN_MEDIO:
        return _("Sin correo al que avisar")
    if avisos and avisos[-1].resultado == Aviso.Resultado.DUDOSO:
        return _("El aviso por correo se cortó al enviarlo: no se sabe si salió. No se repite solo.")
    if avisos:
        return _("El aviso por correo no ha salido; se volverá a intentar. %s") % avisos[-1].detalle
    if notificacion.correo_aviso and notificacion.estado == Notificacion.Estado.DISPONIBLE:
        return _("El aviso por correo está esperando a salir")
    return ""


def hitos_de(expediente: Expediente, actor: Actor, *, antes_de: int | None) -> tuple[list[Hito], int | None]:
    """A page of the history of a case for the staff, newest first: of each fact, which task and document, or the reason that was given for
    it, and who did it; and where the next one begins."""
    hechos, anterior = expedientes.cronologia(expediente, actor, antes_de=antes_de)
    nombrados = {str(h.datos["documento_id"]) for h in hechos if h.datos.get("documento_id")}
    titulos = dict(Documento.objects.filter(id__in=nombrados).values_list("id", "titulo"))
    motivos, tareas, gente = (
        historia.motivos_de(hechos),
        historia.tareas_de_hechos(hechos),
        nombres_de_empleados(_personal(hechos)),
    )
    declarada = expediente.version.tipada.declarada
    hitos = []
    for hecho in reversed(hechos):
        nombrado, motivo = hecho.datos.get("documento_id"), motivos.get(str(hecho.datos.get("motivo_id")), "")
        titulo = titulos.get(UUID(str(nombrado)), "") if nombrado else motivo
        dichos = (tareas.get(str(hecho.datos.get("tarea_id")), ""), titulo, _quien(hecho, gente))
        hitos.append(
            Hito(hecho.momento, historia.que_paso(hecho, declarada=declarada), " · ".join(filter(None, dichos)))
        )
    return hitos, anterior


def _personal(hechos: Sequence[expedientes.Hito]) -> set[UUID]:
    return {hecho.actor_id for hecho in hechos if hecho.actor_clase == ClaseActor.EMPLEADO}


def _quien(hecho: expedientes.Hito, gente: Mapping[UUID, str]) -> str:
    """Who of the house did it, as colleagues are told; what a citizen did says so by itself."""
    if hecho.actor_clase == ClaseActor.EMPLEADO:
        return gente.get(hecho.actor_id, "")
    return _("Proceso automático") if hecho.actor_clase == ClaseActor.SISTEMA else ""


def antiguo_de(expediente: Expediente) -> ExpedienteAntiguo | None:
    """What is known of a case that came from another program; asked only of those."""
    if expediente.version.procedimiento.codigo != PROCEDIMIENTO_ANTIGUO:
        return None
    return ExpedienteAntiguo.objects.filter(expediente=expediente).first()


def cierre_pedido_de(expediente: Expediente) -> CierrePedido | None:
    """That the case was closed, and whether its index is signed."""
    return CierrePedido.objects.filter(expediente=expediente).first()


def cierre_de(expediente: Expediente) -> Cierre | None:
    """The closing of a case, with the document of its index."""
    return Cierre.objects.filter(expediente=expediente).select_related("indice_visible", "sello").first()


@dato
class OtrasCosas:
    """What may be done in a case outside of its tasks: (code, words) of each act, in two groups; and the acts that do not apply now,
    together by their reason."""

    pedir: list[tuple[str, str]]
    plazos: list[tuple[str, str]]
    no_caben: dict[str, list[str]]


def otras_cosas(expediente: Expediente, dia: date) -> OtrasCosas:
    """The acts that ask, communicate or move terms: those that their actions would take today, and why not the others."""
    pedir = [
        ("pedir_informe", _("Pedir un informe")),
        ("consultar", _("Consultar a otra Administración")),
        ("abrir_prueba", _("Abrir un período de prueba")),
        ("abrir_audiencia", _("Dar audiencia")),
        ("abrir_informacion", _("Abrir la información pública")),
        ("anunciar", _("Publicar un anuncio en el tablón")),
        ("escribir_a_las_partes", _("Escribir a las personas interesadas")),
        ("crear_tarea_libre", _("Pedir una tarea")),
    ]
    if expediente.version.tipada.iniciacion == EN_EXPEDIENTE:  # an appeal
        en_sesion = es_colegiado(expedientes.organo_competente(expediente).codigo)
        suspender = "anotar_suspension" if en_sesion else "suspender_ejecucion"
        pedir.append((suspender, _("Suspender la ejecución de lo que se recurre")))
    if tablon.expuestos_de(expediente).exists():
        pedir.append(("retirar_anuncio", _("Retirar un anuncio del tablón")))
    declarada = expediente.version.tipada.declarada  # no term to extend, and nothing of it lapses (LPACAP 69.3)
    plazos = [] if declarada else [("ampliar_plazo", _("Ampliar el plazo para resolver"))]
    cabe_suspender, cabe_dejar = motor.que_cabe_con_los_informes(expediente, en=dia)
    if cabe_suspender:
        plazos.insert(0, ("suspender_por_informe", _("Suspender el plazo por un informe")))
    if cabe_dejar:
        plazos.append(("seguir_sin_informe", _("Seguir sin un informe que no ha llegado")))
    if motor.hay_plazo_que_ampliar(expediente):
        plazos.append(("ampliar_tramite", _("Dar más plazo a la persona interesada")))
    if expediente.version.tipada.admite_oficio and empezo_de_oficio(expediente):
        quieta = paralizado_por(expediente) is not None
        plazos.append(
            ("seguir_tras_la_parte", _("Volver a contar el plazo: ya no falta nada de la persona interesada"))
            if quieta
            else ("parar_por_la_parte", _("Parar el plazo: no se puede seguir por causa de la persona interesada"))
        )
    advertida = motor.advertencia_de(expediente)
    if advertida is None and not declarada:
        plazos.append(("advertir_caducidad", _("Advertir de la caducidad")))
    elif advertida is not None and advertida.vence is not None and advertida.vence < dia:
        plazos.append(("declarar_caducidad", _("Declarar la caducidad")))
    motivos = {codigo: acto_de(codigo).por_que_no(expediente) for codigo, _texto in (*pedir, *plazos)}
    no_caben: dict[str, list[str]] = {}
    for codigo, texto in (*pedir, *plazos):
        if motivos[codigo]:
            no_caben.setdefault(motivos[codigo], []).append(texto)
    return OtrasCosas([p for p in pedir if not motivos[p[0]]], [p for p in plazos if not motivos[p[0]]], no_caben)


@dato
class Relacionado:
    """Another case and how it is related. `revisa`: it reviews of office what was decided in this one; `recurre_o_revisa`: either of them looks
    again at what the other decided; `se_deshace`: it was said by hand, in this one."""

    expediente: Expediente
    clase: str
    revisa: bool = False
    recurre_o_revisa: bool = False
    se_deshace: bool = False


def marcas_en(expediente: Expediente, relacionados: Sequence[Relacionado]) -> list[str]:
    """In words, what its reviews say of what a case decided, and what stands still because of it or in it (LPACAP 106-108, 117). Nothing is asked of
    one that nobody appeals nor reviews."""
    revisado = any(otro.revisa for otro in relacionados)
    en_cuestion = any(otro.recurre_o_revisa for otro in relacionados)
    quietas = suspensiones_de(expediente) if en_cuestion else []
    return [*(marcas_de(expediente) if revisado else ()), *(_suspension(una, expediente) for una in quietas)]


def _suspension(una: EjecucionSuspendida, expediente: Expediente) -> str:
    suyo = una.original_id == expediente.id
    datos = {"n": una.expediente.numero if suyo else una.original.numero, "d": f"{una.desde:%d/%m/%Y}"}
    if suyo:
        return (
            _(
                "La ejecución de lo que se decidió aquí está suspendida desde el %(d)s por el expediente %(n)s: mientras tanto no se cobra."
            )
            % datos
        )
    return (
        _(
            "La ejecución de lo que decidió el expediente %(n)s está suspendida desde el %(d)s, hasta que se decida aquí."
        )
        % datos
    )


def relacionados_de(expediente: Expediente, actor: Actor) -> list[Relacionado]:
    """The related cases that this person may see, in both directions."""
    visibles = expedientes.visibles_para(actor)
    suyas = Relacion.objects.filter(expediente=expediente, otro__in=visibles).select_related("otro")
    ajenas = Relacion.objects.filter(otro=expediente, expediente__in=visibles).select_related("expediente")
    return [
        *(
            Relacionado(
                r.otro,
                r.get_clase_display(),
                recurre_o_revisa=r.clase in RECURREN_O_REVISAN,
                se_deshace=r.clase in Relacion.A_MANO,
            )
            for r in suyas.order_by("creada_el")[:50]
        ),
        *(
            Relacionado(
                r.expediente,
                r.get_clase_display(),
                revisa=r.clase == Relacion.Clase.REVISION,
                recurre_o_revisa=r.clase in RECURREN_O_REVISAN,
            )
            for r in ajenas.order_by("creada_el")[:50]
        ),
    ]


@dato
class RespuestasAnteriores:
    """A version of the answers written down from paper, after which came another."""

    titulo: str
    filas: list[Fila]


def respuestas_de(expediente: Expediente) -> dict[str, object]:
    """The case's answers as people read them, and how they were written down if they came on paper."""
    versiones = transcripciones_de(expediente)
    return {
        "respuestas": _en_filas(expediente, como_datos(expediente.datos)),
        "transcripcion": versiones[0] if versiones else None,
        "anteriores": [
            RespuestasAnteriores(
                _("Versión %(n)s, de %(q)s, %(d)s")
                % {"n": una.numero, "q": una.quien, "d": f"{en_madrid(una.transcrita_el):%d/%m/%Y %H:%M}"},
                _en_filas(expediente, como_datos(una.datos)),
            )
            for una in versiones[1:]
        ],
    }


def _en_filas(expediente: Expediente, datos: Datos) -> list[Fila]:
    return [Fila(una.etiqueta, una.texto) for una in resumen(expediente.version.tipada.formulario, datos)]
