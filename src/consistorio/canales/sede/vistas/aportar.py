"""Later submissions to an existing case: correction, allegations, appeal, withdrawal, waiver, anything else."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.interfaz.campos import CampoVisible, resumen
from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.interfaz.respuestas import repite_con_problemas
from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.models import Justificante
from consistorio.nucleo.errores import Problema
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES
from consistorio.tramitacion.motor.models import Requerimiento
from consistorio.tramitacion.solicitudes import acciones
from consistorio.tramitacion.solicitudes.tipos import CONSENTIMIENTO, AdjuntoNuevo, EvidenciaSesion

ACEPTA = ".pdf,.jpg,.jpeg,.png,.heic,.tif,.tiff,.odt,.docx,.ods,.xlsx,.zip"


Texto = str | Promise


@dataclass(frozen=True, slots=True)
class Clase:
    """Words of a kind of submission. `grave`: it ends the case, and the page says so."""

    titulo: Texto
    ayuda: Texto
    pregunta: Texto
    grave: Texto = ""


CLASES = {
    "subsanacion": Clase(
        gettext_lazy("Corrija su solicitud"),
        gettext_lazy("Envíe lo que le pedimos. Si no lo hace en plazo, la ley entiende que desiste."),
        gettext_lazy("¿Quiere explicarnos algo?"),
    ),
    "alegaciones": Clase(
        gettext_lazy("Presente alegaciones"),
        gettext_lazy("Díganos lo que crea que debemos tener en cuenta antes de decidir."),
        gettext_lazy("¿Qué quiere alegar?"),
    ),
    "recurso": Clase(
        gettext_lazy("Presente un recurso"),
        gettext_lazy(
            "Tiene un mes desde que recibió la notificación. Abriremos un expediente para su recurso. Diga por qué recurre."
        ),
        gettext_lazy("¿Por qué no está de acuerdo?"),
    ),
    "desistimiento": Clase(
        gettext_lazy("Desista de la solicitud"),
        gettext_lazy("Retira esta solicitud. Podrá presentar otra más adelante."),
        gettext_lazy("¿Quiere decirnos por qué?"),
        gettext_lazy("Si desiste, cerraremos el expediente sin decidir sobre lo que pidió."),
    ),
    "renuncia": Clase(
        gettext_lazy("Renuncie a su derecho"),
        gettext_lazy("Renuncia al derecho que pedía, no solo a esta solicitud."),
        gettext_lazy("¿Quiere decirnos por qué?"),
        gettext_lazy("Si renuncia, cerraremos el expediente y no podrá pedir lo mismo otra vez."),
    ),
    "ampliacion": Clase(
        gettext_lazy("Pida más plazo"),
        gettext_lazy(
            "Puede pedirlo una vez, antes de que termine su plazo para contestar. Como mucho, la mitad del que tiene. "
            "Hasta que le contestemos, su plazo sigue corriendo."
        ),
        gettext_lazy("¿Por qué necesita más plazo?"),
    ),
    "otro": Clase(
        gettext_lazy("Presente otro escrito"),
        gettext_lazy("Llegará a quien lleva el expediente."),
        gettext_lazy("¿Qué quiere decirnos?"),
    ),
}


def pagina_aportar(
    request: PeticionConActor, *, expediente_id: UUID, clase: str, problemas: tuple[Problema, ...] = ()
) -> HttpResponse:
    """The form of a later submission, with what was typed and what is wrong."""
    if clase not in CLASES:
        raise Http404
    caso = expediente_para(request.actor, expediente_id, MIS_EXPEDIENTES)
    pedido = _pedido(caso, clase)
    campos = _campos(request, clase, pedido, problemas)
    nombres = {c.nombre for c in campos}
    situados = [p if p.campo in nombres else Problema(campos[-1].nombre, p.mensaje) for p in problemas]
    contexto = {
        "titulo": CLASES[clase].titulo,
        "clase": CLASES[clase],
        "expediente": caso,
        "requerimiento": pedido,
        "campos": campos,
        "clave": request.POST.get("clave") or uuid4().hex,
        "consentimiento": CONSENTIMIENTO,
        "errores": resumen(campos, situados),
        "hay_errores": bool(problemas),
    }
    return render(request, "sede/aportar.html", contexto)


@ciudadania()
@require_http_methods(["GET", "POST"])
@repite_con_problemas(pagina_aportar)
def aportar(request: PeticionConActor, *, expediente_id: UUID, clase: str) -> HttpResponseBase:
    """Show the form (GET); sign and present (POST). The hidden key makes that pressing twice files once."""
    if request.method == "GET":
        return pagina_aportar(request, expediente_id=expediente_id, clase=clase)
    adjuntos = [
        AdjuntoNuevo(
            nombre=fichero.name or _("documento"),
            flujo=fichero.file,  # type: ignore[arg-type]  # an open binary file
            requisito=campo.removeprefix("fichero").lstrip("."),
        )
        for campo in request.FILES
        for fichero in request.FILES.getlist(campo)
        if fichero.file is not None
    ]
    aportacion = acciones.aportar(
        actor=request.actor,
        expediente_id=expediente_id,
        clase=clase,
        clave_idempotencia=request.POST.get("clave", ""),
        evidencia=EvidenciaSesion(),
        texto=request.POST.get("texto", ""),
        adjuntos=adjuntos,
        reloj=reloj_de_la_casa(),
    )
    return redirect("sede:recibo", expediente_id=aportacion.expediente_id, asiento_id=aportacion.asiento_id)


@ciudadania()
@require_GET
def recibo(request: PeticionConActor, expediente_id: UUID, asiento_id: UUID) -> HttpResponse:
    """The confirmation of a later submission."""
    caso = expediente_para(request.actor, expediente_id, MIS_EXPEDIENTES)
    asiento = asiento_para(request.actor, asiento_id, motivo=_("Confirmación de la presentación"))
    contexto = {
        "titulo": _("Escrito presentado"),
        "expediente": caso,
        "asiento": asiento,
        "justificante": Justificante.objects.filter(asiento=asiento).first(),
    }
    return render(request, "sede/recibo.html", contexto)


def _pedido(caso: Expediente, clase: str) -> Requerimiento | None:
    if clase != "subsanacion":
        return None
    return (
        caso.requerimientos.filter(estado__in=("emitido", "notificado", "desatendido")).order_by("-emitido_el").first()
    )


def _campos(
    request: PeticionConActor, clase: str, pedido: Requerimiento | None, problemas: tuple[Problema, ...]
) -> list[CampoVisible]:
    """A slot for each document that was asked for, the text, and a slot for anything else."""
    errores = {p.campo: p.mensaje for p in problemas}
    campos = [
        CampoVisible(
            f"fichero.{d['requisito']}",
            str(d.get("texto", "")),
            "fichero",
            obligatorio=False,
            acepta=ACEPTA,
            varios=True,
        )
        for d in (pedido.defectos if pedido else [])
        if d.get("requisito")
    ]
    campos.append(
        CampoVisible(
            "texto",
            str(CLASES[clase].pregunta),
            "texto_largo",
            valor=request.POST.get("texto", ""),
            error=errores.get("texto", ""),
            obligatorio=clase in {"alegaciones", "recurso", "ampliacion", "otro"},
            filas=8,
        )
    )
    otros = errores.get("adjuntos", "") or errores.get("fichero", "")
    campos.append(
        CampoVisible(
            "fichero",
            _("Documentos") if not campos[:-1] else _("Otros documentos"),
            "fichero",
            obligatorio=False,
            acepta=ACEPTA,
            varios=True,
            ayuda=_("Puede elegir varios. Hasta 250 MB cada uno."),
            error=otros,
        )
    )
    return campos
