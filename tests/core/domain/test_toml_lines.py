"""Tables and keys are found on their lines, whatever stands around them."""

import tomllib

from cafaudit.domain.toml_lines import lines_of_keys

TEXT = '''\
# [[not]] a = table
top = "a # no comment [ here"   # but here = one
"quoted key" = 1
dotted.key = 2
long = """
[[fake]]
fake = "x"
"""
also = \'\'\'
fake = 1\'\'\'
rows = [
    # a { comment } inside
    { id = "a", tags = ["x", { deep = 1 }] },

    { id = "b" }, { id = "c" },
]
[table]
key = 1
[table.inner]  # [[more]]
key = 2
[[list]]
key = 3
[list.inner]
key = 4
[[list.nested]]
key = 5
[[list.nested]]
key = 6
[[list]]
key = 7
[[list.nested]]
key = 8
'''


def test_every_table_and_key_is_found_on_its_line() -> None:
    tomllib.loads(TEXT)
    assert lines_of_keys(TEXT) == {
        ("top",): 2,
        ("quoted key",): 3,
        ("dotted", "key"): 4,
        ("long",): 5,
        ("also",): 9,
        ("rows",): 11,
        ("rows", 0): 13,
        ("rows", 1): 15,
        ("rows", 2): 15,
        ("table",): 17,
        ("table", "key"): 18,
        ("table", "inner"): 19,
        ("table", "inner", "key"): 20,
        ("list", 0): 21,
        ("list", 0, "key"): 22,
        ("list", 0, "inner"): 23,
        ("list", 0, "inner", "key"): 24,
        ("list", 0, "nested", 0): 25,
        ("list", 0, "nested", 0, "key"): 26,
        ("list", 0, "nested", 1): 27,
        ("list", 0, "nested", 1, "key"): 28,
        ("list", 1): 29,
        ("list", 1, "key"): 30,
        ("list", 1, "nested", 0): 31,
        ("list", 1, "nested", 0, "key"): 32,
    }


def test_line_ends_of_windows_make_no_difference() -> None:
    assert lines_of_keys(TEXT.replace("\n", "\r\n")) == lines_of_keys(TEXT)
