key-register = 📥 Importa l'elenco
