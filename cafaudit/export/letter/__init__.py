"""The monitoring letter: a profile says which blocks it has, a state of the visit fills them.

`profile_toml.load_profile` reads a profile, `compose.compose` makes the letter, `checks.check_letter`
says what to settle before it is signed, `docx_letter.write_docx` writes it for Word.
"""
