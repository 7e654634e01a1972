"""Tags used only by the renderer of Django forms."""

from __future__ import annotations

from django import forms, template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from consistorio.canales.interfaz.campos import de_django, errores_de

register = template.Library()
DICHOS = "_errores_dichos"


@register.simple_tag
def errores_de_formulario(form: forms.Form) -> SafeString:
    """The error summary of a Django form, the first time that it is asked for: a page says it above its heading, where `form` is, and what is
    drawn without a page around says it with its fields."""
    if getattr(form, DICHOS, False):
        return SafeString()
    setattr(form, DICHOS, True)
    errores = [("", str(e)) for e in form.non_field_errors()]
    for campo in form:
        visible = de_django(campo)
        errores += [(visible.destino_error, error) for error in errores_de(campo)]
    return render_to_string("interfaz/componentes/resumen_errores.html", {"errores": errores})
