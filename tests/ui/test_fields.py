from jejaring.ground.ui import fields


def test_the_eight_petals_are_numbered_clockwise_from_the_top():
    assert [field.number for field in fields.FIELDS] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert str(fields.FIELDS[0].name) == "Pembelajaran digital"


def test_named_keeps_the_order_of_the_rosette_and_leaves_out_the_unknown():
    assert [field.number for field in fields.named([8, 1, 9, 0])] == [1, 8]
    assert fields.named([]) == []
