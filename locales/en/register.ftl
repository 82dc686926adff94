key-register = 📥 Import the register
