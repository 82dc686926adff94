order-replaced = Questo ordine ha preso il posto di quello in attesa per { $gb } GB, che è annullato.
