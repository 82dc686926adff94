order-replaced = This order takes the place of the one for { $gb } GB that was waiting, which is cancelled.
