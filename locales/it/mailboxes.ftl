mailboxes =
    { $count ->
        [0] Non risultano caselle PEC a tuo nome. Se pensi che manchi qualcosa, rivolgiti al tuo ente.
        [one] 📬 <b>La tua casella PEC</b>
       *[other] 📬 <b>Le tue { $count } caselle PEC</b>
    }
mailboxes-line =
    <b>{ $mailbox }</b>
    { $status ->
        [active] Attiva, scade { ELIDES($day, "il ", "l'") }{ $day }
        [suspended] Sospesa, scade { ELIDES($day, "il ", "l'") }{ $day }
        [renewing] In rinnovo, scadenza { ELIDES($day, "del ", "dell'") }{ $day }
       *[expired] Scaduta { ELIDES($day, "il ", "l'") }{ $day }
    }

card-title = 📬 <b>{ $mailbox }</b>
card-facts =
    Stato: <b>{ $status ->
        [active] attiva
        [suspended] sospesa
        [renewing] in rinnovo
       *[expired] scaduta
    }</b>
    { $status ->
        [expired] Scaduta { ELIDES($day, "il ", "l'") }<b>{ $day }</b>
        [renewing] Scadenza: <b>{ $day }</b>
       *[other] Scadenza: <b>{ $day }</b>{ $days ->
            [0] , oggi
            [1] , domani
           *[other] {""} (tra { $days } giorni)
        }
    }
    Tipologia: { $type ->
        [standard] Standard
        [pro] Pro
       *[premium] Premium
    }
card-renewal =
    Rinnovo della casella: { $renewed ->
        [yes] automatico, a cura del tuo ente
       *[no] non previsto
    }
card-space =
    <b>Spazio inbox</b>
    { $bar } { $percent }%
    { $used } GB usati su { $total } GB
card-space-over = ⚠️ Hai superato lo spazio di { $over } GB: i nuovi messaggi potrebbero non arrivare.
card-space-unknown =
    <b>Spazio inbox:</b> { $total } GB
    Lo spazio usato in questo momento non si può leggere.
card-addons = <b>Servizi attivi</b>
card-addon =
    • { $service }: <b>{ $gb } GB</b>, { $state ->
        [renews] fino { ELIDES($until, "al ", "all'") }{ $until }, poi si rinnova
        [ends] fino { ELIDES($until, "al ", "all'") }{ $until }, non si rinnova
       *[unpaid] ⏳ senza pagamento fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>
    }
card-no-addons = Nessun servizio aggiuntivo attivo.
card-expired = ⚠️ La casella è scaduta: non si possono acquistare servizi. Per riattivarla rivolgiti al tuo ente.
card-being-renewed = 🔁 Il rinnovo è in corso: finché non è finito non si possono acquistare servizi. Di solito bastano pochi minuti, e l'esito arriva qui e per e-mail.
card-suspended = ⚠️ La casella è sospesa: non si possono acquistare servizi. Per riattivarla rivolgiti al tuo ente.

key-buy = Acquista un servizio
key-previous = ‹ Precedenti
key-next = Successive ›
