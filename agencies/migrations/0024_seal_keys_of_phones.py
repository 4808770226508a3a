from django.db import migrations

from agencies.second_factor.sealing import seal, unseal


def seal_all(apps, schema_editor):
    phones = apps.get_model("otp_totp", "TOTPDevice").objects.using(schema_editor.connection.alias)
    for phone in phones.iterator(500):
        phones.filter(pk=phone.pk).update(key=seal(bytes.fromhex(phone.key), phone.user_id))


def unseal_all(apps, schema_editor):
    phones = apps.get_model("otp_totp", "TOTPDevice").objects.using(schema_editor.connection.alias)
    for phone in phones.iterator(500):
        phones.filter(pk=phone.pk).update(key=unseal(phone.key, phone.user_id).hex())


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0023_choose_columns_and_name_phones'),
        ('otp_totp', '0003_add_timestamps'),
    ]

    operations = [
        migrations.CreateModel(
            name='Phone',
            fields=[
            ],
            options={
                'verbose_name': 'điện thoại xác thực',
                'verbose_name_plural': 'điện thoại xác thực',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('otp_totp.totpdevice',),
        ),
        migrations.RunPython(seal_all, unseal_all, elidable=True),
    ]
