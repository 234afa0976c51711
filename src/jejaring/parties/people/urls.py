from django.urls import path

from jejaring.parties.people import views

app_name = "people"
urlpatterns = [
    path("masuk/", views.sign_in, name="sign-in"),
    path("masuk/kode/", views.enter_code, name="enter-code"),
    path("masuk/tautan/<str:token>/", views.sign_in_by_link, name="sign-in-by-link"),
    path("masuk/contoh/<str:handle>/", views.sign_in_as_example, name="sign-in-as-example"),
    path("keluar/", views.sign_out, name="sign-out"),
    path("keluar/semua/", views.sign_out_everywhere, name="sign-out-everywhere"),
    path("saya/akun/", views.account, name="account"),
    path("saya/faktor-kedua/", views.second_factor, name="second-factor"),
    path("saya/faktor-kedua/mulai/", views.begin_second_factor, name="begin-second-factor"),
    path("saya/faktor-kedua/hapus/", views.remove_second_factor, name="remove-second-factor"),
    path("saya/token/", views.tokens, name="tokens"),
    path("saya/token/<int:token_id>/cabut/", views.revoke_token, name="revoke-token"),
    path("kode-contoh/", views.example_codes, name="example-codes"),
    path("saya/data/", views.my_data, name="my-data"),
    path("saya/surel/", views.addresses, name="addresses"),
    path("saya/surel/kode/", views.confirm_address, name="confirm-address"),
    path("saya/surel/<int:address_id>/utama/", views.make_primary, name="make-primary"),
    path("saya/surel/<int:address_id>/hapus/", views.remove_address, name="remove-address"),
]
