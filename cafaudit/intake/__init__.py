"""Case lists coming in: spreadsheets read into checked rows."""
