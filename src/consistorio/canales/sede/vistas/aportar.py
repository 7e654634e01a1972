"""Later submissions to an existing case: correction, allegations, appeal, withdrawal, waiver, anything else."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.interfaz.campos import CampoVisible, resumen
from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.interfaz.respuestas import repite_con_problemas
from consistorio.canales.sede import palabras
from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.models import Justificante
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado, Problema
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.tablon import consultas as tablon
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.consultas import adjuntos_de
from consistorio.tramitacion.formularios.valores import como_datos, texto_de
from consistorio.tramitacion.motor.consultas import informacion_anunciada, plazo_de
from consistorio.tramitacion.motor.models import InformacionPublica, Requerimiento
from consistorio.tramitacion.solicitudes import acciones
from consistorio.tramitacion.solicitudes.acceso import expediente_en_que_presenta
from consistorio.tramitacion.solicitudes.escritos import TEXTO, borrador_de, escrito_de_borrador, requisito_de_escrito
from consistorio.tramitacion.solicitudes.models import Aportacion
from consistorio.tramitacion.solicitudes.procedencia import (
    PIDE_TEXTO,
    motivo_de_que_no_procede,
    problemas_de_escrito,
    requerimiento_que_contesta,
)
from consistorio.tramitacion.solicitudes.tipos import CONSENTIMIENTO, AdjuntoNuevo, EvidenciaSesion

ACEPTA = ".pdf,.jpg,.jpeg,.png,.heic,.tif,.tiff,.odt,.docx,.ods,.xlsx,.zip"


Texto = str | Promise


@dato
class Clase:
    """Words of a kind of submission. `grave`: it ends the case, and the page says so."""

    titulo: Texto
    ayuda: Texto
    pregunta: Texto
    grave: Texto = ""


ACREDITAR = Clase(
    gettext_lazy("Acredite la representación"),
    gettext_lazy(
        "Envíe lo que le pedimos. Si no lo hace en plazo, no contará como presentado por la persona que representa."
    ),
    gettext_lazy("¿Quiere explicarnos algo?"),
)
DOCUMENTAR = Clase(
    gettext_lazy("Envíe la documentación de lo que declaró"),
    gettext_lazy("Puede continuar mientras tanto. Si no la envía, el Ayuntamiento puede resolver que no continúe."),
    gettext_lazy("¿Quiere explicarnos algo?"),
)
QUE_ES_RECUSAR = gettext_lazy(
    "Si alguien que interviene tiene interés en el asunto, parentesco, amistad o enemistad con una persona interesada, o relación "
    "profesional con ella, puede pedir que no intervenga."
)
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
    "prueba": Clase(
        gettext_lazy("Proponga una prueba"),
        gettext_lazy(
            "Sirve cualquiera que admita la ley: un documento, un testigo, un informe técnico, una visita… Le diremos si se admite y "
            "cuándo se practica o, si no, por qué."
        ),
        gettext_lazy("¿Qué prueba propone y qué hecho quiere probar con ella?"),
    ),
    "recusacion": Clase(
        gettext_lazy("Recuse a quien interviene en su expediente"),
        format_lazy("{} {}", QUE_ES_RECUSAR, gettext_lazy("El plazo para resolver se para hasta que se decida.")),
        gettext_lazy("¿A quién recusa, por qué causa y en qué se basa?"),
    ),
    "informacion": Clase(
        gettext_lazy("Presente alegaciones en la información pública"),
        gettext_lazy(
            "Díganos lo que crea que debemos tener en cuenta. No hace falta que sea parte en el expediente. Le contestaremos."
        ),
        gettext_lazy("¿Qué quiere alegar?"),
    ),
    "certificado": Clase(
        gettext_lazy("Pida el certificado de silencio"),
        gettext_lazy(
            "Acredita que terminó el plazo sin que le notificáramos una resolución, y qué efectos tiene. Lo expedimos en quince días hábiles y se lo "
            "notificamos."
        ),
        gettext_lazy("¿Quiere decirnos algo más?"),
    ),
    "otro": Clase(
        gettext_lazy("Presente otro escrito"),
        gettext_lazy("Llegará a quien lleva el expediente."),
        gettext_lazy("¿Qué quiere decirnos?"),
    ),
}
# Of what was declared nothing was asked for and no term runs (LPACAP 69.3)
DE_LO_DECLARADO = {
    "renuncia": Clase(
        gettext_lazy("Renuncie a lo que declaró"),
        gettext_lazy("Deja la actividad o el derecho que empezó al presentarlo."),
        gettext_lazy("¿Quiere decirnos por qué?"),
        gettext_lazy("Si renuncia, cerraremos el expediente. Para volver a empezar tendrá que presentarlo otra vez."),
    ),
    "recusacion": replace(CLASES["recusacion"], ayuda=QUE_ES_RECUSAR),
}


def _palabras(caso: Expediente, clase: str, pedido: Requerimiento | None) -> Clase:
    if clase in DE_LO_DECLARADO and caso.version.tipada.declarada:
        return DE_LO_DECLARADO[clase]
    if pedido is not None and pedido.clase == Requerimiento.Clase.REPRESENTACION:
        return ACREDITAR
    if pedido is not None and pedido.clase == Requerimiento.Clase.DOCUMENTACION:
        return DOCUMENTAR
    return CLASES[clase]


def _marco(caso: Expediente, clase: str) -> dict[str, object]:
    """Where the submission goes, as its pages say it, and the way back. Of a public information, what was announced: the case is not
    always of whoever alleges."""
    anuncio = tablon.de_referencia(f"informacion:{una.id}") if (una := _informacion(caso, clase)) is not None else None
    if anuncio is None:
        vuelta = reverse("sede:expediente", args=[caso.id])
        return {
            "expediente": caso,
            "rotulo": f"{caso.numero} · {caso.titulo}",
            "vuelta": vuelta,
            "vuelta_a": caso.numero,
        }
    vuelta = reverse("sede:anuncio", args=[anuncio.id])
    return {"expediente": caso, "rotulo": anuncio.titulo, "vuelta": vuelta, "vuelta_a": _("El anuncio")}


def _informacion(caso: Expediente, clase: str) -> InformacionPublica | None:
    return informacion_anunciada(caso) if clase == Aportacion.Clase.INFORMACION else None


def pagina_aportar(
    request: PeticionConActor, *, expediente_id: UUID, clase: str, problemas: tuple[Problema, ...] = ()
) -> HttpResponse:
    """The form of a later submission, with what was typed, the files kept so far and what is wrong."""
    if clase not in CLASES:
        raise Http404
    caso = expediente_en_que_presenta(request.actor, expediente_id, clase)
    borrador = borrador_de(request.actor, caso, clase)
    pedido = requerimiento_que_contesta(caso, clase)
    guardado = texto_de(como_datos(borrador.datos).get(TEXTO)) if borrador else ""
    campos = _campos(clase, pedido, problemas, texto=request.POST.get("texto", guardado))
    nombres = {c.nombre for c in campos}
    situados = [p if p.campo in nombres else Problema(campos[-1].nombre, p.mensaje) for p in problemas]
    contexto = {
        "titulo": _palabras(caso, clase, pedido).titulo,
        "clase": _palabras(caso, clase, pedido),
        "no_procede": motivo_de_que_no_procede(caso, clase, actor=request.actor, reloj=reloj_de_la_casa()),
        "ya_expedido": _ya_expedido(caso, clase),
        **_marco(caso, clase),
        "borrador": borrador,
        "adjuntos": list(adjuntos_de(borrador)) if borrador else [],
        "requerimiento": pedido,
        "campos": campos,
        "errores": resumen(campos, situados),
        "hay_errores": bool(problemas),
    }
    return render(request, "sede/aportar.html", contexto, status=422 if problemas else 200)


def _ya_expedido(caso: Expediente, clase: str) -> str:
    """Where the certificate that is asked for is, if it was issued."""
    plazo = plazo_de(caso) if clase == Aportacion.Clase.CERTIFICADO else None
    if plazo is None or plazo.certificado_documento_id is None:
        return ""
    return reverse("sede:documento", args=[plazo.certificado_documento_id])


@ciudadania()
@require_http_methods(["GET", "POST"])
@repite_con_problemas(pagina_aportar)
def aportar(request: PeticionConActor, *, expediente_id: UUID, clase: str) -> HttpResponseBase:
    """Write (GET); keep what was written and go to review it (POST). Nothing is filed here."""
    if request.method == "GET":
        return pagina_aportar(request, expediente_id=expediente_id, clase=clase)
    guardado = acciones.guardar_escrito(
        actor=request.actor,
        expediente_id=expediente_id,
        clase=clase,
        texto=request.POST.get("texto", ""),
        adjuntos=_ficheros(request),
        reloj=reloj_de_la_casa(),
    )
    if guardado.problemas:
        return pagina_aportar(request, expediente_id=expediente_id, clase=clase, problemas=guardado.problemas)
    if "salir" in request.POST:
        messages.success(request, _("Hemos guardado su borrador. Todavía no está presentado."))
        return redirect("sede:borradores" if clase == Aportacion.Clase.INFORMACION else _a_su_caso(expediente_id))
    return redirect("sede:revisar_escrito", expediente_id=expediente_id, clase=clase)


def _a_su_caso(expediente_id: UUID) -> str:
    return reverse("sede:expediente", args=[expediente_id])


def pagina_revisar_escrito(
    request: PeticionConActor, *, expediente_id: UUID, clase: str, problemas: tuple[Problema, ...] = ()
) -> HttpResponse:
    """Everything that will be filed, and the one button."""
    if clase not in CLASES:
        raise Http404
    caso = expediente_en_que_presenta(request.actor, expediente_id, clase)
    borrador = borrador_de(request.actor, caso, clase)
    if borrador is None:
        raise NoEncontrado(
            _("No hay ningún borrador de ese escrito."),
            que_hacer=_("Si ya lo presentó, está en el expediente. Si no, vuelva a escribirlo."),
        )
    escrito = escrito_de_borrador(borrador, caso)
    faltan = tuple(problemas_de_escrito(clase, escrito.texto, len(escrito.ficheros)))
    dichos = problemas or faltan
    contexto = {
        "titulo": _("Revise y presente"),
        "clase": _palabras(caso, clase, requerimiento_que_contesta(caso, clase)),
        "slug": clase,
        "tipo": Aportacion.Clase(clase).label,
        **_marco(caso, clase),
        "borrador": borrador,
        "escrito": escrito,
        "documentos": [(f, requisito_de_escrito(caso, f.requisito).nombre) for f in escrito.ficheros],
        "incompleto": bool(faltan),
        "consentimiento": CONSENTIMIENTO,
        "medio": palabras.medio(request.actor.medio),
        "errores": [("", p.mensaje) for p in dichos],
        "hay_errores": bool(dichos),
    }
    return render(request, "sede/escrito_revisar.html", contexto)


@ciudadania()
@require_http_methods(["GET", "POST"])
@repite_con_problemas(pagina_revisar_escrito)
def revisar_escrito(request: PeticionConActor, *, expediente_id: UUID, clase: str) -> HttpResponseBase:
    """Review (GET); sign and present (POST). The key is the draft's: pressing twice files once."""
    if request.method == "GET":
        return pagina_revisar_escrito(request, expediente_id=expediente_id, clase=clase)
    borrador = _borrador_nombrado(request.POST.get("borrador", ""))
    aportacion = acciones.presentar_escrito(
        actor=request.actor,
        borrador_id=borrador,
        clave_idempotencia=borrador.hex,
        evidencia=EvidenciaSesion(consentimiento=CONSENTIMIENTO, huella_vista=request.POST.get("huella") or "-"),
        reloj=reloj_de_la_casa(),
    )
    return redirect("sede:recibo", expediente_id=aportacion.expediente_id, asiento_id=aportacion.asiento_id)


def _borrador_nombrado(texto: str) -> UUID:
    """The draft named by the form. Raises NoEncontrado when the form was tampered with."""
    try:
        return UUID(texto)
    except ValueError as error:
        raise NoEncontrado(_("No encontramos ese borrador."), que_hacer=_("Vuelva a abrir el escrito.")) from error


@ciudadania()
@require_GET
def recibo(request: PeticionConActor, expediente_id: UUID, asiento_id: UUID) -> HttpResponse:
    """The confirmation of a later submission."""
    asiento = asiento_para(request.actor, asiento_id, motivo=_("Confirmación de la presentación"))
    suya = Aportacion.objects.filter(asiento=asiento, expediente_id=expediente_id).first()
    caso = expediente_en_que_presenta(request.actor, expediente_id, suya.clase if suya is not None else "")
    contexto = {
        "titulo": _("Escrito presentado"),
        **_marco(caso, suya.clase if suya is not None else ""),
        "asiento": asiento,
        "justificante": Justificante.objects.filter(asiento=asiento).first(),
    }
    return render(request, "sede/recibo.html", contexto)


def _ficheros(request: PeticionConActor) -> list[AdjuntoNuevo]:
    """Every file that came, with the requirement of its slot."""
    return [
        AdjuntoNuevo(
            nombre=fichero.name or _("documento"),
            flujo=fichero.file,  # type: ignore[arg-type]  # an open binary file
            requisito=campo.removeprefix("fichero").lstrip("."),
        )
        for campo in request.FILES
        for fichero in request.FILES.getlist(campo)
        if fichero.file is not None
    ]


def _campos(
    clase: str, pedido: Requerimiento | None, problemas: tuple[Problema, ...], *, texto: str
) -> list[CampoVisible]:
    """A slot for each document that was asked for, the text, and a slot for anything else."""
    errores: dict[str, str] = {}
    for p in problemas:
        errores[p.campo] = f"{errores.get(p.campo, '')} {p.mensaje}".strip()
    campos = [
        CampoVisible(
            f"fichero.{d['requisito']}",
            str(d.get("texto", "")),
            "fichero",
            acepta=ACEPTA,
            varios=True,
            error=errores.get(f"fichero.{d['requisito']}", ""),
        )
        for d in (pedido.defectos if pedido else [])
        if d.get("requisito")
    ]
    campos.append(
        CampoVisible(
            "texto",
            str(CLASES[clase].pregunta),
            "texto_largo",
            valor=texto,
            error=errores.get("texto", ""),
            obligatorio=clase in PIDE_TEXTO,
            filas=8,
        )
    )
    campos.append(
        CampoVisible(
            "fichero",
            _("Documentos") if not campos[:-1] else _("Otros documentos"),
            "fichero",
            obligatorio=False,
            acepta=ACEPTA,
            varios=True,
            ayuda=_("Puede elegir varios. Hasta 250 MB cada uno."),
            error=errores.get("adjuntos", "") or errores.get("fichero", ""),
        )
    )
    return campos
