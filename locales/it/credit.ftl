credit =
    💶 Il tuo credito residuo è <b>{ $credit }</b>.

    Serve per i nuovi ordini e per i rinnovi. Non scade.
credit-movements =
    { $page ->
        [1] <b>Ultimi movimenti</b>
       *[other] <b>Movimenti, pagina { $page }</b>
    }
credit-movements-topups =
    { $page ->
        [1] <b>Ricariche</b>
       *[other] <b>Ricariche, pagina { $page }</b>
    }
credit-movements-orders =
    { $page ->
        [1] <b>Ordini</b>
       *[other] <b>Ordini, pagina { $page }</b>
    }
credit-movements-renewals =
    { $page ->
        [1] <b>Rinnovi</b>
       *[other] <b>Rinnovi, pagina { $page }</b>
    }
credit-movements-others =
    { $page ->
        [1] <b>Rimborsi, contestazioni e rettifiche</b>
       *[other] <b>Rimborsi, contestazioni e rettifiche, pagina { $page }</b>
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
credit-refund-back = Rimborso non riuscito
credit-dispute-back = Contestazione chiusa
credit-receivable = Copertura di un importo dovuto
credit-adjustment = Rettifica
credit-why = { $reason }
credit-other = Altro movimento

key-newer = ‹ Più recenti
key-older = Meno recenti ›
key-only-all = Tutti
key-only-topups = Ricariche
key-only-orders = Ordini
key-only-renewals = Rinnovi
key-only-others = Altro
