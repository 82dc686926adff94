credit =
    💶 Il tuo credito residuo è <b>{ $credit }</b>.

    Serve per i nuovi ordini e per i rinnovi. Non scade.
credit-movements =
    { $page ->
        [1] <b>Ultimi movimenti</b>
       *[other] <b>Movimenti, pagina { $page }</b>
    }
credit-no-movements = Qui non ci sono movimenti.
credit-line = { $at } · { $what }
credit-in = <b>+{ $amount }</b> · credito dopo { $balance }
credit-out = <b>−{ $amount }</b> · credito dopo { $balance }
credit-topup = Ricarica
credit-order = Ordine
credit-order-of = { $service }, { $gb } GB
credit-renewal = Rinnovo
credit-renewal-of = Rinnovo { $service }, { $gb } GB
credit-refund = Rimborso
credit-dispute = Pagamento contestato
credit-adjustment = Rettifica
credit-other = Altro movimento

key-newer = ‹ Più recenti
key-older = Meno recenti ›
