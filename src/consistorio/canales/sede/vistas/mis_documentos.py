"""Mi carpeta: every document of the cases of who is identified (or of whom they act for), with its copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.documental.documentos.consultas import admite_copia_autentica, csv_de_copias, es_su_original
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.tramitacion.expedientes import consultas
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente

PAGINA = 25
EXPEDIENTES = 200


class BuscarDocumentos(forms.Form):
    """Which documents are looked for."""

    texto = forms.CharField(
        label=gettext_lazy("Buscar en sus documentos"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Palabras del título del documento, o del número o el asunto del expediente."),
    )
    antes_de = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = ("texto", "expediente")

    def __init__(self, *args: object, casos: Sequence[Expediente], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        elegibles = [(str(caso.id), f"{caso.numero} · {caso.titulo}") for caso in casos]
        self.fields["expediente"] = forms.ChoiceField(
            label=gettext_lazy("Expediente"),
            required=False,
            choices=[("", _("Todos")), *elegibles],
            error_messages={"invalid_choice": _("Elija uno de sus expedientes.")},
        )


@dato
class Fila:
    """A document in its case. `csv`: the code of the original, or of its authentic copy; `se_puede`: a copy may be asked for."""

    puesto: DocumentoExpediente
    documento: Documento
    clase: str
    origen: str
    es_original: bool
    csv: str
    se_puede: bool


@ciudadania()
@require_http_methods(["GET", "POST"])
def mis_documentos(request: PeticionConActor) -> HttpResponse:
    """By pages, the newest first; by POST, those that fit (names and words do not travel in addresses)."""
    actor = request.actor
    form = BuscarDocumentos(request.POST or None, casos=consultas.pagina(actor, limite=EXPEDIENTES))
    malo = form.is_bound and not form.is_valid()
    dicho = form.cleaned_data if form.is_bound and not malo else {}
    puestos = [] if malo else _puestos(actor, dicho)
    filas = _filas(puestos[:PAGINA])
    _anotar(actor, filas)
    contexto = {
        "titulo": _("Mis documentos"),
        "form": form,
        "documentos": filas,
        "buscando": malo or bool(dicho.get("texto") or dicho.get("expediente")),
        "siguiente": puestos[PAGINA - 1].id if len(puestos) > PAGINA else None,
        "no_es_la_primera": bool(dicho.get("antes_de")),
        "hay_errores": malo,
    }
    return render(request, "sede/mis_documentos.html", contexto, status=422 if malo else 200)


def _puestos(actor: Actor, dicho: Mapping[str, object]) -> list[DocumentoExpediente]:
    """One more than the page shows, to know whether there is another."""
    elegido, ultimo = str(dicho.get("expediente") or ""), dicho.get("antes_de")
    return consultas.documentos_propios(
        actor,
        expediente_id=UUID(elegido) if elegido else None,
        texto=str(dicho.get("texto") or ""),
        antes_de=ultimo if isinstance(ultimo, UUID) else None,
        limite=PAGINA + 1,
    )


def _filas(puestos: Sequence[DocumentoExpediente]) -> list[Fila]:
    copias = csv_de_copias(puesto.documento for puesto in puestos)
    filas = []
    for puesto in puestos:
        uno = puesto.documento
        original = es_su_original(uno)
        filas.append(
            Fila(
                puesto=puesto,
                documento=uno,
                clase=str(TIPOS_DOCUMENTALES[uno.tipo_documental]),
                origen=_("Del Ayuntamiento")
                if uno.origen_administracion
                else _("Presentado por una persona interesada"),
                es_original=original,
                csv=uno.csv if original else copias.get(uno.id, ""),
                se_puede=admite_copia_autentica(uno),
            )
        )
    return filas


def _anotar(actor: Actor, filas: Sequence[Fila]) -> None:
    """The read, in the log of each case that the page shows: so its parties see it among who looked."""
    for expediente_id in dict.fromkeys(fila.puesto.expediente_id for fila in filas):
        registrar_acceso(
            actor,
            que="documentos",
            objeto_id=expediente_id,
            motivo=_("Lista de documentos de Mi carpeta"),
            expediente_id=expediente_id,
        )
