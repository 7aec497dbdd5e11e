"""What leaves a visit: workbook, letter, feedback sheet and dossier."""
