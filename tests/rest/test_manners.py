import pytest

from jejaring.ground.rest import asking
from jejaring.ground.rest.models import KeptAnswer

pytestmark = pytest.mark.django_db
KEY = "Idempotency-Key"


def test_whoever_sends_no_token_is_told_how(small):
    response = small.client.get("/small/things")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    said = response.json()
    assert (said["refusal"], said["status"]) == ("TokenNeeded", 401)
    assert "Authorization: Bearer" in said["sentence"]


def test_addresses_that_are_nowhere_ask_for_a_token_too(small):
    assert small.client.get("/small/elsewhere").status_code == 401
    response = small.get("/small/elsewhere")
    assert (response.status_code, response.json()["refusal"]) == (404, "NotFound")


def test_a_method_that_is_not_taken_says_which_are(small):
    response = small.client.delete("/small/things", headers={"Authorization": "Bearer writes"})

    assert (response.status_code, response.json()["refusal"]) == (405, "MethodUnknown")
    assert "GET" in response.headers["Allow"]


def test_a_reading_token_writes_nothing(small):
    response = small.post({"name": "a"}, token="reads")

    assert (response.status_code, response.json()["refusal"]) == (403, "ReadOnlyToken")
    assert small.asked == []


def test_a_refusal_is_its_name_its_sentence_and_its_status(small):
    response = small.post({"name": "shut"})

    assert response.status_code == 409
    assert response.json() == {
        "refusal": "DoorShut",
        "sentence": "The door is shut.",
        "status": 409,
    }


def test_every_wrong_field_has_one_sentence(small):
    response = small.post({"age": -1, "on": "kemarin"})

    said = response.json()
    assert (response.status_code, said["refusal"]) == (422, "InputWrong")
    assert said["fields"] == {
        "name": "“name” tidak ada.",
        "age": "“age” harus 0 atau lebih.",
        "on": "“on” harus berupa waktu dengan zonanya, seperti 2026-11-26T08:00:00+07:00.",
    }


def test_a_body_that_is_no_json_is_told_so(small):
    response = small.client.post(
        "/small/things",
        b"{name:",
        content_type="application/json",
        headers={"Authorization": "Bearer writes"},
    )

    assert response.status_code == 422
    assert list(response.json()["fields"]) == ["body"]


def test_sentences_are_in_the_language_asked_for_else_the_persons(small):
    english = small.post({}, **{"Accept-Language": "en-GB,en;q=0.9"})
    own = small.post({}, **{"Accept-Language": "ja"})

    assert english.json()["fields"]["name"] == "“name” is missing."
    assert own.json()["fields"]["name"] == "“name” tidak ada."
    assert (english.headers["Content-Language"], own.headers["Content-Language"]) == ("en", "id")


def test_a_failure_of_the_program_has_a_reference_and_no_details(small, caplog):
    response = small.post({"name": "broken"}, **{"X-Request-Id": "kepegawaian-7"})

    assert response.status_code == 500
    assert "kepegawaian-7" in response.json()["sentence"]
    assert response.headers["X-Request-Id"] == "kepegawaian-7"
    assert "kepegawaian-7" in caplog.text
    assert "ZeroDivision" not in response.content.decode()


def test_a_reference_that_cannot_stand_in_a_log_is_replaced(small):
    response = small.get(**{"X-Request-Id": "a b"})

    assert len(response.headers["X-Request-Id"]) == 16


def test_the_same_key_and_body_happen_once_and_are_answered_the_same(small):
    first = small.post({"name": "a"}, **{KEY: "k-1"})
    second = small.post({"name": "a"}, **{KEY: "k-1"})

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json() == {"name": "a", "times": 1}
    assert (first.headers.get("Idempotency-Replayed"), small.asked) == (None, ["a"])
    assert second.headers["Idempotency-Replayed"] == "true"


def test_the_same_key_with_another_body_is_refused(small):
    small.post({"name": "a"}, **{KEY: "k-1"})

    response = small.post({"name": "b"}, **{KEY: "k-1"})

    assert (response.status_code, response.json()["refusal"]) == (422, "KeyUsed")
    assert small.asked == ["a"]


def test_keys_of_two_people_do_not_meet(small):
    small.post({"name": "a"}, **{KEY: "k-1"})

    response = small.post({"name": "b"}, token="other", **{KEY: "k-1"})

    assert (response.status_code, small.asked) == (201, ["a", "b"])


def test_what_was_refused_leaves_the_key_free(small):
    assert small.post({"name": "shut"}, **{KEY: "k-1"}).status_code == 409
    assert small.post({}, **{KEY: "k-1"}).status_code == 422
    assert small.post({"name": "broken"}, **{KEY: "k-1"}).status_code == 500

    assert not KeptAnswer.objects.exists()
    assert small.post({"name": "a"}, **{KEY: "k-1"}).status_code == 201


def test_without_a_key_each_request_happens(small):
    small.post({"name": "a"})
    small.post({"name": "a"})

    assert small.asked == ["a", "a"]


def test_a_key_has_eighty_characters_at_most(small):
    response = small.post({"name": "a"}, **{KEY: "k" * 81})

    assert (response.status_code, response.json()["refusal"]) == (422, "KeyWrong")


def test_wrong_tokens_from_one_network_are_stopped(small):
    for _number in range(asking.WRONG_PER_TEN_MINUTES):
        assert small.get(token="wrong").status_code == 401

    assert small.get(token="wrong").status_code == 429
    response = small.get()
    assert (response.status_code, response.json()["refusal"]) == (429, "TooMany")
    assert response.headers["Retry-After"] == "600"


def test_one_token_asks_six_hundred_times_a_minute(small, busy_minute):
    assert small.get().status_code == 429


@pytest.fixture
def busy_minute(small):
    """The requests of a busy minute, counted without making them."""
    from django.core.cache import cache

    cache.set(f"throttle:rest:{len('reads')}", asking.PER_MINUTE, 60)


def test_answers_are_never_kept_by_those_between(small):
    assert "no-store" in small.get().headers["Cache-Control"]
