# Il rapporto di ogni mattina a chi amministra: i numeri del giorno prima e le scadenze dei prossimi trenta giorni.
digest-title = 📊 <b>Rapporto { ELIDES($day, "del ", "dell'") }{ $day }</b>
digest-title-today = 📊 <b>Oggi, { $day }</b>, fino a questo momento
digest-quiet = Una giornata tranquilla: nessun pagamento, nessun acquisto, nessun rinnovo.
digest-top-ups =
    💳 { $count ->
        [one] 1 ricarica
       *[other] { $count } ricariche
    }: <b>{ $amount }</b>
digest-orders =
    🛒 { $count ->
        [one] 1 ordine
       *[other] { $count } ordini
    }: <b>{ $gross }</b> ({ $net } + IVA { $vat })
digest-orders-free =
    🛒 { $count ->
        [one] 1 ordine gratuito
       *[other] { $count } ordini gratuiti
    }
digest-sold = · { $service }: { $count }, { $gross }
digest-sold-some-free = · { $service }: { $count }, di cui { $free } gratis, { $gross }
digest-sold-free = · { $service }: { $count }, gratis
digest-renewals =
    🔁 { $count ->
        [one] 1 rinnovo
       *[other] { $count } rinnovi
    }: <b>{ $amount }</b>
digest-deactivated =
    ⏹ { $count ->
        [one] 1 servizio disattivato
       *[other] { $count } servizi disattivati
    }
digest-expired =
    📪 { $count ->
        [one] 1 casella scaduta
       *[other] { $count } caselle scadute
    }
digest-side =
    ↩️ { $kind ->
        [refund] { $count ->
            [0] Rimborsi non riusciti
            [one] 1 rimborso su carta
           *[other] { $count } rimborsi su carta
        }
        [undone] { $count ->
            [one] 1 ordine rimborsato in credito
           *[other] { $count } ordini rimborsati in credito
        }
        [dispute] { $count ->
            [0] Contestazioni vinte
            [one] 1 contestazione
           *[other] { $count } contestazioni
        }
        [adjustment] { $count ->
            [one] 1 rettifica
           *[other] { $count } rettifiche
        }
        [receivable] { $count ->
            [one] 1 debito coperto dal credito
           *[other] { $count } debiti coperti dal credito
        }
       *[other] { $count ->
            [one] 1 altro movimento
           *[other] { $count } altri movimenti
        }
    }: { $money }
digest-side-came = entrati { $amount }
digest-side-went = usciti { $amount }
digest-side-both = entrati { $came }, usciti { $went }
digest-side-covered = { $amount }
digest-side-none = nessun importo
digest-logins =
    🔐 { $count ->
        [one] 1 accesso
       *[other] { $count } accessi
    }

digest-failures = ⚠️ <b>Da controllare</b>
digest-charging-stopped = · I conti non tornano: gli addebiti sono fermi.
digest-unassigned =
    · { $count ->
        [one] 1 pagamento aspetta di essere assegnato
       *[other] { $count } pagamenti aspettano di essere assegnati
    }
digest-failed-payments =
    · { $count ->
        [one] 1 pagamento non riuscito
       *[other] { $count } pagamenti non riusciti
    }
digest-alarms =
    · { $count ->
        [one] 1 allarme: il messaggio è in questa chat
       *[other] { $count } allarmi: i messaggi sono in questa chat
    }
digest-debts =
    · { $count ->
        [one] 1 titolare deve coprire
       *[other] { $count } titolari devono coprire
    } { $owed }
digest-failed-refunds =
    · { $count ->
        [one] 1 rimborso non riuscito
       *[other] { $count } rimborsi non riusciti
    }
digest-lost-disputes =
    · { $count ->
        [one] 1 contestazione persa
       *[other] { $count } contestazioni perse
    }
digest-failed-email =
    · { $count ->
        [one] 1 e-mail rifiutata
       *[other] { $count } e-mail rifiutate
    }
digest-failed-chat =
    · { $count ->
        [one] 1 messaggio non consegnato
       *[other] { $count } messaggi non consegnati
    }
digest-failed-servers =
    · { $count ->
        [one] 1 richiesta a un server non riuscita
       *[other] { $count } richieste ai server non riuscite
    }
digest-dead =
    · { $count ->
        [one] In elenco c'è 1 notifica non consegnata
       *[other] In elenco ci sono { $count } notifiche non consegnate
    }
digest-all-well = ✅ Nessun problema.

digest-outlook =
    📅 <b>Prossimi { $days } giorni</b>
    { $count ->
        [one] 1 rinnovo
       *[other] { $count } rinnovi
    }: <b>{ $needed }</b>
digest-outlook-covered = Il credito di oggi basta per tutti.
digest-outlook-short =
    Coperti { $covered }, da coprire <b>{ $short }</b>
    { $holders ->
        [one] Il credito non basta a <b>1 titolare</b>.
       *[other] Il credito non basta a <b>{ $holders } titolari</b>.
    }
digest-outlook-none =
    📅 <b>Prossimi { $days } giorni</b>
    Nessun rinnovo in scadenza.
digest-outlook-peak = Il giorno più pieno: <b>{ $day }</b>, { $needed }.

digest-chart-title = Rapporto { ELIDES($day, "del ", "dell'") }{ $day }
digest-chart-income = Ultimi { $days } giorni
digest-chart-outlook = Prossimi { $days } giorni
digest-chart-top-ups = Ricariche
digest-chart-orders = Ordini
digest-chart-renewals = Rinnovi
digest-chart-covered = Coperto dal credito
digest-chart-short = Da coprire
digest-chart-amount = { $amount }
digest-chart-no-income = Nessun incasso
digest-chart-no-outlook = Nessun rinnovo in scadenza

key-digest = 📊 Rapporto
key-digest-today = Oggi finora
key-digest-yesterday = Ieri
