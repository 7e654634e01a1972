"""The operations of a year, one of them with everything that it touches, and its negative."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_libros, lecturas_operaciones, terceros_a_la_vista
from consistorio.canales.escritorio.guardadas import elegida
from consistorio.canales.escritorio.rejilla import DiaCorto, errores_del_formulario, euros_escritos, repartir
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez, usado
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, documento_con_codigo, ejercicio_de, marco
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.documentacion.aprobaciones import autor_de
from consistorio.economia.documentacion.consultas import emision_de, por_que_no_se_firma
from consistorio.economia.facturas import consultas as facturas
from consistorio.economia.gasto.certificados import CLASE as CON_CERTIFICADO
from consistorio.economia.gasto.certificados import certificado_de, por_que_no_se_certifica, retirado_de
from consistorio.economia.presupuesto import acciones, clases
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones.gasto import NO_DISPONIBLE
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, MODIFICAR, PAGAR, VER
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaPedida
from consistorio.economia.terceros.permisos import VER as VER_TERCEROS
from consistorio.economia.tributacion.acceso import pagos_sin_retencion
from consistorio.economia.tributacion.consultas.deudas import compensacion_de
from consistorio.economia.tributacion.consultas.retenciones import quien_percibe
from consistorio.economia.tributacion.models import ApunteIva
from consistorio.economia.tributacion.operaciones.autorrepercusion import FORMALIZACION
from consistorio.economia.tributacion.permisos import LLEVAR
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.intervencion.permisos import FISCALIZAR

LINEAS_SIN_RETENCION = 20


class Correccion(Formulario):
    """Why and when."""

    fecha = DiaCorto(gettext_lazy("Fecha de la corrección"))
    texto = forms.CharField(
        label=gettext_lazy("¿Por qué se corrige?"),
        max_length=LARGO_TEXTO,
        help_text=gettext_lazy("Queda como texto de la operación y de su asiento."),
    )
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento que la justifica"), required=False, max_length=40
    )

    reintegro = forms.BooleanField(
        label=gettext_lazy("Es un reintegro: se pagó bien y quien cobró ha devuelto el dinero"),
        required=False,
        help_text=gettext_lazy(
            "Se anulan también la orden de pago y la obligación, y vuelve el crédito. Si el banco devolvió la transferencia, no lo marque: anótelo en «Conciliación»."
        ),
    )

    def __init__(self, datos: object, una: Operacion, **como: object) -> None:
        super().__init__(datos, **como)
        if not lecturas_operaciones.se_reintegra(una):
            del self.fields["reintegro"]
        if una.clase == NO_DISPONIBLE:
            self.fields["documento"].label, self.fields["documento"].required = (
                _("Código (CSV) del acuerdo del Pleno"),
                True,
            )


@empleado(VER)
@require_GET
def operaciones(request: PeticionConActor, anio: int) -> HttpResponse:
    """The operations of a year, the newest first."""
    ejercicio = ejercicio_de(anio)
    vista = elegida(request, "operaciones", anio)
    libro, clase = vista.filtros.get("libro", ""), vista.filtros.get("clase", "")[:8]
    libro = libro if libro in Operacion.Libro.values else ""
    antes = identificador(request.GET.get("antes"))
    filas = list(lecturas_operaciones.lista(anio, libro=libro, clase=clase, antes_de=antes)[: POR_PAGINA + 1])
    base = reverse("escritorio:operaciones", args=[anio])
    esta = f"{base}?libro={libro}&clase={clase}"
    contexto = {
        **marco(request, anio, "operaciones"),
        **vista.para_la_pagina(),
        "titulo": _("Operaciones de %(anio)d") % {"anio": anio},
        "filas": filas[:POR_PAGINA],
        "textos": terceros_a_la_vista.textos(request.actor, filas[:POR_PAGINA], en=hoy(reloj_de_la_casa())),
        "libro": libro,
        "clase": clase,
        "libros": Operacion.Libro.choices,
        "filtrado": bool(libro or clase),
        "base": base,
        "puede_anotar": request.actor.puede(GASTO) and ejercicio.estado == "abierto",
        "puede_ingresar": request.actor.puede(INGRESO) and ejercicio.estado == "abierto",
        "puede_modificar": request.actor.puede(MODIFICAR),
        "siguiente": f"{esta}&antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": esta if antes else "",
    }
    return render(request, "escritorio/economia/operaciones.html", contexto)


def _sin_retencion(una: Operacion) -> list[LineaOperacion]:
    """What it paid without withholding, whose recipient may be said: to people, or to who is declared for something else; nobody collects what is paid in formalización."""
    quien = una.tercero
    if una.contrapartida.startswith(FORMALIZACION):
        return []
    if quien is not None and quien.clase != Persona.Clase.FISICA and not quien_percibe(quien.id):
        return []
    suyas = pagos_sin_retencion().filter(operacion=una).select_related("aplicacion", "cerrado").order_by("orden")
    return list(suyas[:LINEAS_SIN_RETENCION])


@empleado(VER)
@require_GET
def operacion(request: PeticionConActor, operacion_id: UUID) -> HttpResponse:
    """An operation: its lines, what they follow and what follows them, its entry and its case."""
    una, en = _operacion(operacion_id), hoy(reloj_de_la_casa())
    a_la_vista = una.id in terceros_a_la_vista.a_la_vista(request.actor, [una], en=en)
    persona, ficha = lecturas_operaciones.tercero_de(una) if a_la_vista else (None, None)
    if persona is not None:
        registrar_acceso(request.actor, que="operacion", objeto_id=una.id, motivo=VER, expediente_id=una.expediente_id)
    lineas = lecturas_operaciones.lineas_de(una)
    compensacion = compensacion_de(una.id)
    contexto = {
        **marco(request, una.ejercicio_id, "operaciones"),
        "titulo": str(una),
        "una": una,
        "texto": una.texto if a_la_vista else "",
        "nombre": clases.nombre(una.clase),
        "lineas": lineas,
        "totales": lecturas_operaciones.sumas(lineas),
        "cuentas": lecturas_libros.nombres_de({vista.linea.cuenta for vista in lineas} | {una.contrapartida}),
        "persona": persona,
        "ficha": ficha if request.actor.puede(VER_TERCEROS) else None,
        "ve_asiento": request.actor.puede(VER_CONTABILIDAD),
        "fondo": next((v.linea.fondo for v in lineas if v.linea.fondo and request.actor.puede(VER_CONTABILIDAD)), None),
        "caso": next(iter(lecturas_libros.casos_de(request.actor, [una.expediente_id]).values()), None),
        "facturas": list(
            facturas.visibles_para(request.actor, en=en)
            .filter(Q(operacion_o_id=una.id) | Q(id=una.factura_id))
            .order_by("codigo")
        ),
        "documento": lecturas_operaciones.documento_de(una.documento_id, request.actor),
        "de_antes": lecturas_operaciones.de_antes(una, request.actor),
        **_certificada(una, lineas),
        "se_certifica": request.actor.puede(GASTO) and not por_que_no_se_certifica(una),
        "correcciones": list(una.correcciones.order_by("id")),
        "siguen": [
            (
                f"{_entrada(una.ejercicio_id, clase)}?clase={clase}&origen={una.id}",
                clase,
                clases.nombre(clase),
            )
            for clase in lecturas_operaciones.lo_que_sigue(una, request.actor)
        ],
        "paga": request.actor.puede(PAGAR) and lecturas_operaciones.se_paga(una) and _abierto(una.ejercicio_id),
        "se_corrige": compensacion is None and lecturas_operaciones.se_corrige(una, request.actor),
        "compensacion": compensacion if request.actor.puede(PAGAR) else None,
        "anula_iva": _anula_iva(una, request),
        "sin_retencion": _sin_retencion(una) if request.actor.puede(LLEVAR) else [],
        **_documentada(request, una, a_la_vista=a_la_vista),
    }
    return render(request, "escritorio/economia/operacion.html", contexto)


def _certificada(una: Operacion, lineas: Sequence[lecturas_operaciones.LineaVista]) -> dict[str, object]:
    """The certificate of a retention and, when corrections left it saying more than is held, how much; or that it was withdrawn for that."""
    if una.clase != CON_CERTIFICADO or una.signo < 0:
        return {}
    return {
        "certificado": certificado_de(una),
        "certificado_retirado": retirado_de(una),
        "queda_retenido": sum((vista.linea.saldo for vista in lineas), CERO),
    }


def _documentada(request: PeticionConActor, una: Operacion, *, a_la_vista: bool) -> dict[str, object]:
    """Who noted it and, for who may read who it is with, who approved it and its accounting document."""
    emision = emision_de(una.id)
    return {
        "autor": autor_de(una),
        "aprobaciones": lecturas_operaciones.aprobaciones_vistas(una, request.actor) if a_la_vista else [],
        "a_la_vista": a_la_vista,
        "emision": emision,
        "se_firma": a_la_vista and request.actor.puede(FISCALIZAR) and not por_que_no_se_firma(emision),
    }


@empleado(VER)
@require_http_methods(["GET", "POST"])
def corregir(request: PeticionConActor, operacion_id: UUID) -> HttpResponse:
    """Note its negative, whole or for part of what is left of each line."""
    una = _operacion(operacion_id)
    if (ya := usado(request.POST)) is not None:
        messages.success(request, _("Ya estaba anotada: es esta."))
        return redirect("escritorio:operacion", operacion_id=ya)
    if not lecturas_operaciones.se_corrige(una, request.actor):
        raise Conflicto(
            _("La operación %(cual)s no se puede corregir aquí.") % {"cual": una},
            que_hacer=_("No queda nada de ella por corregir, o lo hace quien pudo anotarla."),
        )
    lineas = [vista for vista in lecturas_operaciones.lineas_de(una) if vista.linea.saldo > 0]
    enviado = request.method == "POST"
    form = Correccion(
        request.POST if enviado else None, una, initial={"fecha": max(hoy(reloj_de_la_casa()), una.fecha)}
    )
    escritos = [
        request.POST.get(f"linea-{n}", "")[:20] if enviado else str(Importe(vista.linea.saldo)).removesuffix(" €")
        for n, vista in enumerate(lineas)
    ]
    errores: dict[int, str] = {}
    if enviado:
        pedidas, errores = _pedidas([vista.linea.id for vista in lineas], escritos)
        if form.is_valid() and not errores:
            try:
                with una_vez(request.POST):
                    hecha = _corregir(request, una, form, list(pedidas.values()))
            except YaAnotado as ya_hecha:
                return redirect("escritorio:operacion", operacion_id=ya_hecha.hecho_id)
            except (DatosIncorrectos, FaseIncompatible, Conflicto) as error:
                errores = repartir(form, error, list(pedidas))
            else:
                messages.success(request, _("Corrección anotada: %(cual)s.") % {"cual": hecha})
                if una.clase == CON_CERTIFICADO and retirado_de(una):
                    messages.warning(
                        request, _("Su certificado, que estaba sin firmar, se ha retirado del portafirmas.")
                    )
                return redirect("escritorio:operacion", operacion_id=hecha.id)
    filas = [(n, vista, escritos[n], errores.get(n, "")) for n, vista in enumerate(lineas)]
    mal = bool(form.errors or errores)
    contexto = {
        "titulo": _("Corregir %(cual)s") % {"cual": una},
        "una": una,
        "formulario": de_formulario(request.POST),
        "cabecera": form,
        "filas": filas,
        "errores": [
            *errores_del_formulario(form),
            *[(f"linea-{n}", mensaje) for n, _v, _e, mensaje in filas if mensaje],
        ],
        "hay_errores": mal,
    }
    return render(request, "escritorio/economia/corregir.html", contexto, status=422 if mal else 200)


def _anula_iva(una: Operacion, request: PeticionConActor) -> str:
    """Where an invoice with VAT is taken back with it, by who may."""
    apunte = ApunteIva.objects.filter(operacion=una, anula=None, anulado_por=None).first()
    if apunte is None:
        return ""
    recibida = apunte.libro == ApunteIva.Libro.SOPORTADO
    if not (request.actor.puede(GASTO) if recibida else request.actor.puede(INGRESO)):
        return ""
    return reverse(f"escritorio:anular_{'recibida' if recibida else 'expedida'}", args=[una.id])


def _abierto(anio: int) -> bool:
    return ejercicio_de(anio).estado == "abierto"


def _entrada(anio: int, clase: str) -> str:
    """The page where an operation of that class is entered."""
    cual = "anotar_ingreso" if clase in lecturas_operaciones.INGRESOS else "anotar_gasto"
    return reverse(f"escritorio:{'ordenar_pago' if clase in lecturas_operaciones.ORDENES else cual}", args=[anio])


def _operacion(operacion_id: UUID) -> Operacion:
    una = Operacion.objects.select_related("tercero", "asiento", "origen").filter(id=operacion_id).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    return una


def _pedidas(ids: list[UUID], escritos: list[str]) -> tuple[dict[int, LineaPedida], dict[int, str]]:
    """What is corrected of each line, by its row, and what is wrong. An empty box, or a zero, corrects nothing of it."""
    pedidas, errores = dict[int, LineaPedida](), dict[int, str]()
    for n, (linea, texto) in enumerate(zip(ids, escritos, strict=True)):
        importe, mensaje = euros_escritos(texto) if texto.strip() else (Decimal(0), "")
        if mensaje:
            errores[n] = mensaje
        elif importe:
            pedidas[n] = LineaPedida(importe, origen=linea)
    if not pedidas and not errores:
        errores[0] = _("Escriba cuánto se corrige de alguna línea.")
    return pedidas, errores


def _corregir(request: PeticionConActor, una: Operacion, form: Correccion, lineas: list[LineaPedida]) -> Operacion:
    _permiso, accion = lecturas_operaciones.corrector(una)
    dicho = form.cleaned_data
    documento_id = documento_con_codigo(dicho["documento"])
    cabecera = Cabecera(fecha=dicho["fecha"], texto=dicho["texto"], documento_id=documento_id)
    if dicho.get("reintegro"):
        del_pago, *_anteriores = acciones.reintegrar_pago(
            actor=request.actor, operacion_id=una.id, cabecera=cabecera, lineas=lineas, reloj=reloj_de_la_casa()
        )
        return del_pago
    return accion(actor=request.actor, operacion_id=una.id, cabecera=cabecera, lineas=lineas, reloj=reloj_de_la_casa())
