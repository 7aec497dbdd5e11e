"""What is true on paper: frozen values and the rules that hold between them."""
