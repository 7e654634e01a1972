"""A notice that was cut off while it was being sent. Cost: none, only the names of the results change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notificaciones", "0003_lugar_ignorado")]
    operations = [
        migrations.AlterField(
            model_name="aviso",
            name="resultado",
            field=models.CharField(choices=[("enviado", "Enviado"), ("fallido", "No se pudo enviar; se volverá a intentar"), ("dudoso", "Se cortó al enviarlo; no se sabe si salió"), ("sin_medio", "No hay correo al que avisar")], max_length=10),
        ),
    ]
