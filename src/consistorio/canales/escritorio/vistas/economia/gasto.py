"""Entering an operation of expense by keyboard: a heading and a grid of lines, with what each bolsa has left as it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_ejecucion, lecturas_operaciones, rejilla, terceros_a_la_vista
from consistorio.canales.escritorio.formularios_de_antes import DeOtroEjercicio
from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.formularios_terceros import tercero_escrito
from consistorio.canales.escritorio.lecturas_ejecucion import Filtro
from consistorio.canales.escritorio.lecturas_libros import casos_de
from consistorio.canales.escritorio.rejilla import DiaCorto, FilaEscrita, FilaVista, errores_del_formulario, repartir
from consistorio.canales.escritorio.templatetags.escritorio_cifras import cifra
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import documento_con_codigo, ejercicio_de
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.documentacion.justificante import con_justificante
from consistorio.economia.presupuesto import acciones, clases
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones import previas
from consistorio.economia.presupuesto.operaciones.gasto import NO_DISPONIBLE
from consistorio.economia.presupuesto.permisos import GASTO, PAGAR, PREVIA, VER
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera, ControlPedido, LineaPedida
from consistorio.economia.tesoreria.acciones import ordenar_en_su_turno
from consistorio.economia.tesoreria.acciones.ordenes import MAXIMO_MOTIVO
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.intervencion.limites import EXENCIONES
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.expedientes.consultas import por_numero_abreviado

DE_GASTO = (*lecturas_operaciones.RETENCIONES, *lecturas_operaciones.GASTOS)
SUGERIDAS = 20
DE_LA_EXENCION = ("exencion", "exento_por", "sin_iva")  # who fiscalises gives its conformity by noting it


class CabeceraDeGasto(DeOtroEjercicio, Formulario):
    """What all the lines share."""

    field_order = ["clase", "fecha", "texto", "tercero", "varios", "expediente", "documento", "antes", "antes_prueba"]
    clase = forms.ChoiceField(label=gettext_lazy("Clase"))
    fecha = DiaCorto(gettext_lazy("Fecha"))
    texto = forms.CharField(label=gettext_lazy("Texto"), max_length=LARGO_TEXTO)
    tercero = forms.CharField(
        label=gettext_lazy("Tercero"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Su NIF, o palabras de su nombre. Hace falta desde el compromiso."),
    )
    varios = forms.BooleanField(label=gettext_lazy("Son varios, como en una nómina"), required=False)
    expediente = forms.CharField(
        label=gettext_lazy("Expediente"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("Su número, si la operación es de un expediente."),
    )
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento que la justifica"),
        required=False,
        max_length=40,
        help_text=gettext_lazy(
            "La resolución, el contrato o la factura. Sin expediente, hace falta desde la autorización."
        ),
    )
    exencion = forms.ChoiceField(
        label=gettext_lazy("¿Por qué no se fiscaliza antes?"),
        help_text=gettext_lazy("Si autoriza o compromete gasto y no es de un expediente."),
        choices=[("", gettext_lazy("No procede decirlo")), *EXENCIONES.items()],
        required=False,
    )
    exento_por = forms.CharField(
        label=gettext_lazy("¿Qué lo prueba?"),
        help_text=gettext_lazy("De tracto sucesivo, su primera operación: AD 2026/12. De caja fija, qué anticipo."),
        max_length=200,
        required=False,
    )
    motivo_orden = forms.CharField(
        label=gettext_lazy("¿Por qué se ordena fuera de su turno?"),
        help_text=gettext_lazy("Solo si se adelanta a otras obligaciones. Queda en el texto de la orden."),
        max_length=MAXIMO_MOTIVO,
        required=False,
    )
    sin_iva = Euros(
        max_length=20,
        label=gettext_lazy("Valor sin IVA"),
        help_text=gettext_lazy("De un contrato menor, si el importe lleva IVA."),
        required=False,
    )

    def __init__(self, datos: object, actor_y_clases: tuple[PeticionConActor, Sequence[str]], **como: object) -> None:
        super().__init__(datos, **como)
        request, suyas = actor_y_clases
        self.actor = request.actor
        self.persona_id: UUID | None = None
        self.expediente_id: UUID | None = None
        self.documento_id: UUID | None = None
        if NO_DISPONIBLE not in suyas or self.actor.puede(FISCALIZAR):
            for sobra in DE_LA_EXENCION:
                del self.fields[sobra]
        if suyas is not lecturas_operaciones.ORDENES:
            del self.fields["motivo_orden"]
        campo = self.fields["clase"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        if NO_DISPONIBLE in suyas:
            self.fields["documento"].help_text = _(
                "La resolución, el contrato o la factura; de una ND, el acuerdo del Pleno. Sin expediente, hace falta desde la autorización."
            )
        campo.choices = [(clase, f"{clase} · {clases.nombre(clase)}") for clase in suyas]
        reconocen = any(clases.es_de_fases(clase) and clase.endswith("O") for clase in suyas)
        if not reconocen or suyas is previas.CLASES:  # what an area prepares does not say it
            del self.fields["antes"], self.fields["antes_prueba"]

    def clean_tercero(self) -> str:
        """Who it is. Raises ValidationError (nobody, or several)."""
        texto = str(self.cleaned_data["tercero"]).strip()
        if not texto:
            return ""
        hallado = tercero_escrito(self.actor, texto, motivo=GASTO)
        self.persona_id = hallado.persona_id
        return f"{hallado.persona.nif} {hallado.persona.nombre_completo}"[:80]

    def clean_expediente(self) -> str:
        """Of which case. Raises ValidationError."""
        texto = str(self.cleaned_data["expediente"]).strip()
        if not texto:
            return ""
        caso = por_numero_abreviado(self.actor, texto)
        if caso is None:
            raise forms.ValidationError(_("No encontramos ese expediente, o no puede verlo. Compruebe su número."))
        self.expediente_id = caso.id
        return caso.numero

    def clean_documento(self) -> str:
        """The document of a code. Raises ValidationError (nobody has that code)."""
        csv = str(self.cleaned_data["documento"]).strip()
        try:
            self.documento_id = documento_con_codigo(csv)
        except DatosIncorrectos as error:
            raise forms.ValidationError(error.mensaje) from error
        return csv

    def cabecera(self) -> Cabecera:
        """As the use case wants it."""
        return Cabecera(
            fecha=self.cleaned_data["fecha"],
            texto=self.cleaned_data["texto"],
            tercero_id=self.persona_id,
            varios=self.cleaned_data["varios"],
            expediente_id=self.expediente_id,
            documento_id=self.documento_id,
            control=ControlPedido(
                exencion=self.cleaned_data.get("exencion", ""),
                por=self.cleaned_data.get("exento_por", ""),
                sin_iva=self.cleaned_data.get("sin_iva") or None,
            ),
            antes=self.motivo_de_antes(),
        )


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def anotar_gasto(request: PeticionConActor, anio: int) -> HttpResponse:
    """A retention, or a stretch of the phases until the obligation."""
    return _entrada(request, anio, DE_GASTO, reverse("escritorio:anotar_gasto", args=[anio]))


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def ordenar_pago(request: PeticionConActor, anio: int) -> HttpResponse:
    """The order to pay obligations."""
    return _entrada(request, anio, lecturas_operaciones.ORDENES, reverse("escritorio:ordenar_pago", args=[anio]))


@empleado(PREVIA)
@require_http_methods(["GET", "POST"])
def preparar_previa(request: PeticionConActor, anio: int) -> HttpResponse:
    """An operation that Intervención will review; it holds its credit meanwhile."""
    return _entrada(request, anio, previas.CLASES, reverse("escritorio:preparar_previa", args=[anio]))


@empleado(VER)
@require_GET
def sugerir(request: PeticionConActor, anio: int) -> HttpResponse:
    """The applications that begin as it was typed, for who types one."""
    filtro = Filtro(request.GET.get("texto", "").strip()[: rejilla.LARGO_CODIGO])
    filas = list(lecturas_ejecucion.aplicaciones(anio, filtro)[:SUGERIDAS]) if filtro.codigo else []
    nombres = denominaciones(filas)
    return JsonResponse({"aplicaciones": [[una.codigo, nombres[una.id][:80]] for una in filas]})


def _entrada(request: PeticionConActor, anio: int, suyas: Sequence[str], aqui: str) -> HttpResponse:
    ejercicio = ejercicio_de(anio)
    if ejercicio.estado != "abierto":
        raise Conflicto(_("El ejercicio %(anio)d está cerrado: no se puede anotar nada en él.") % {"anio": anio})
    if request.method != "POST":
        form, filas = _nueva(request, anio, suyas)
        return _pagina(request, anio, aqui, form, filas)
    form = CabeceraDeGasto(request.POST, (request, suyas))
    filas, que = rejilla.leer(request.POST), request.POST.get("que", "")
    if que == "calcular":
        return calculada(anio, request.POST.get("clase", ""), filas)
    if que in ("mas", "traer", "ver"):  # nothing is judged yet
        mensaje, puesto = "", request.POST.dict()
        if que == "traer":
            filas, mensaje, texto = _traida(request, anio, filas)
            puesto["texto"] = puesto.get("texto") or texto
        filas = rejilla.con_mas(filas) if que == "mas" else filas
        sin_juzgar = CabeceraDeGasto(None, (request, suyas), initial=puesto)
        return _pagina(request, anio, aqui, sin_juzgar, filas, sueltos=[mensaje] if mensaje else ())
    es_previa = aqui == reverse("escritorio:preparar_previa", args=[anio])
    lineas, errores = rejilla.pedidas(filas)
    if form.is_valid() and not errores:
        try:
            with una_vez(request.POST):
                if es_previa:
                    return _preparada(request, form, list(lineas.values()))
                hecha = _contabilizar(request, form, list(lineas.values()))
        except YaAnotado as ya:
            messages.success(request, _("Ya estaba anotada: es esta."))
            if es_previa:
                return redirect("escritorio:previa", previa_id=ya.hecho_id)
            return redirect("escritorio:operacion", operacion_id=ya.hecho_id)
        except (DatosIncorrectos, FaseIncompatible, Conflicto) as error:
            errores = repartir(form, error, list(lineas))
        else:
            messages.success(request, _("Anotada la operación %(cual)s.") % {"cual": hecha})
            if que == "otra":
                return redirect(f"{aqui}?clase={hecha.clase}")
            return redirect("escritorio:operacion", operacion_id=hecha.id)
    else:
        clase = request.POST.get("clase", "")
        errores = rejilla.con_las_demas(rejilla.vistas(anio, clase, filas, errores), errores)
    return _pagina(request, anio, aqui, form, filas, errores=errores)


def _contabilizar(request: PeticionConActor, form: CabeceraDeGasto, lineas: list[LineaPedida]) -> Operacion:
    clase, cabecera, reloj = form.cleaned_data["clase"], form.cabecera(), reloj_de_la_casa()
    if clase in lecturas_operaciones.ORDENES:
        motivo = form.cleaned_data["motivo_orden"]
        return ordenar_en_su_turno(
            actor=request.actor, cabecera=cabecera, lineas=lineas, motivo_orden=motivo, reloj=reloj
        )
    accion = acciones.retener if clase in lecturas_operaciones.RETENCIONES else acciones.gastar
    with con_justificante(clase, cabecera, lineas):
        return accion(actor=request.actor, clase=clase, cabecera=cabecera, lineas=lineas, reloj=reloj)


def _preparada(request: PeticionConActor, form: CabeceraDeGasto, lineas: list[LineaPedida]) -> HttpResponse:
    clase, cabecera = form.cleaned_data["clase"], form.cabecera()
    como = {"clase": clase, "cabecera": cabecera, "lineas": lineas}
    with con_justificante(**como):
        previa = acciones.preparar_previa(actor=request.actor, **como, reloj=reloj_de_la_casa())
    messages.success(request, _("Preparada. Intervención la revisará; su crédito queda retenido mientras tanto."))
    return redirect("escritorio:previa", previa_id=previa.id)


def _nueva(request: PeticionConActor, anio: int, suyas: Sequence[str]) -> tuple[CabeceraDeGasto, list[FilaEscrita]]:
    """The form as it opens: empty, or after another operation, with what is left of it."""
    clase, origen = request.GET.get("clase", ""), identificador(request.GET.get("origen"))
    puesto: dict[str, object] = {"clase": clase if clase in suyas else suyas[0], "fecha": hoy(reloj_de_la_casa())}
    anterior = Operacion.objects.select_related("tercero").filter(id=origen, ejercicio=anio).first() if origen else None
    if anterior is None:
        return CabeceraDeGasto(None, (request, suyas), initial=puesto), rejilla.con_mas([])
    puesto["varios"] = anterior.varios
    a_la_vista = anterior.id in terceros_a_la_vista.a_la_vista(request.actor, [anterior], en=hoy(reloj_de_la_casa()))
    if a_la_vista:
        puesto["texto"] = anterior.texto
    if a_la_vista and anterior.tercero is not None:
        puesto["tercero"] = anterior.tercero.nif
    if anterior.expediente_id is not None:
        caso = casos_de(request.actor, [anterior.expediente_id]).get(anterior.expediente_id)
        puesto["expediente"] = caso.numero if caso is not None else ""
    lineas = list(anterior.lineas.select_related("aplicacion").order_by("orden"))
    return CabeceraDeGasto(None, (request, suyas), initial=puesto), rejilla.traidas([], lineas)


def _traida(request: PeticionConActor, anio: int, filas: list[FilaEscrita]) -> tuple[list[FilaEscrita], str, str]:
    """The rows with those of the operation whose number was typed, or why not; and its text, if this person may read whose it is."""
    dicho = request.POST.get("traer", "").strip()[:30]
    if not dicho:
        return filas, _("Escriba el número de la operación de la que sigue."), ""
    cual = numero(dicho.rpartition("/")[2].rpartition(" ")[2])
    una = Operacion.objects.filter(ejercicio=anio, libro=Operacion.Libro.GASTO, numero=cual).first() if cual else None
    if una is None:
        mensaje = _("No hay ninguna operación de gasto con el número «%(n)s» en %(anio)d.")
        return filas, mensaje % {"n": dicho, "anio": anio}, ""
    con_filas = rejilla.traidas(filas, list(una.lineas.select_related("aplicacion").order_by("orden")))
    if not any(fila.origen for fila in con_filas):
        return filas, _("De la operación %(cual)s no queda nada.") % {"cual": una}, ""
    a_la_vista = una.id in terceros_a_la_vista.a_la_vista(request.actor, [una], en=hoy(reloj_de_la_casa()))
    return con_filas, "", una.texto if a_la_vista else ""


def calculada(anio: int, clase: str, filas: Sequence[FilaEscrita]) -> JsonResponse:
    """What is known of each row, for who types in the grid."""
    vistas = rejilla.vistas(anio, clase, filas, {})
    return JsonResponse(
        {
            "filas": [
                {
                    "nombre": una.nombre,
                    "disponible": cifra(una.disponible),
                    "quedaria": cifra(una.quedaria),
                    "falta": una.quedaria is not None and una.quedaria < 0,
                }
                for una in vistas
            ],
            "total": cifra(rejilla.total(filas)),
        }
    )


def _pagina(
    request: PeticionConActor,
    anio: int,
    aqui: str,
    form: CabeceraDeGasto,
    filas: Sequence[FilaEscrita],
    *,
    errores: Mapping[int, str] | None = None,
    sueltos: Sequence[str] = (),
) -> HttpResponse:
    clase = str(form["clase"].value() or "")
    vistas: list[FilaVista] = rejilla.vistas(anio, clase, filas, errores or {})
    todos = [
        *(("traer", mensaje) for mensaje in sueltos),
        *errores_del_formulario(form),
        *(
            (f"linea-{una.escrita.n}-codigo", _("Línea %(n)d: %(que)s") % {"n": una.escrita.n + 1, "que": una.error})
            for una in vistas
            if una.error
        ),
    ]
    es_previa = aqui == reverse("escritorio:preparar_previa", args=[anio])
    titulo = _("Anotar una operación de gasto de %(anio)d")
    if es_previa:
        titulo = _("Preparar una operación previa de %(anio)d")
    elif aqui == reverse("escritorio:ordenar_pago", args=[anio]):
        titulo = _("Ordenar pagos de %(anio)d")
    contexto = {
        "titulo": titulo % {"anio": anio},
        "es_previa": es_previa,
        "anio": anio,
        "aqui": aqui,
        "formulario": de_formulario(request.POST),
        "cabecera": form,
        "filas": vistas,
        "total": rejilla.total(filas),
        "traer": request.POST.get("traer", ""),
        "errores": todos,
        "hay_errores": bool(todos),
        "vuelta": reverse(f"escritorio:{'previas' if es_previa else 'operaciones'}", args=[anio]),
        "sugerir": reverse("escritorio:sugerir_aplicacion", args=[anio]),
    }
    return render(request, "escritorio/economia/gasto.html", contexto, status=422 if todos else 200)
