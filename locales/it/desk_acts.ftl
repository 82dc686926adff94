# Gli atti della segreteria: la domanda, l'esito e la notifica al titolare; poi l'elenco degli atti.
ask-remind =
    <b>Vuoi rimandare l'avviso di scadenza?</b>

    Casella: <b>{ $mailbox }</b>
    Scadenza: <b>{ $day }</b>

    Parte subito, { $where ->
        [chat] in chat
        [email] per e-mail
       *[both] in chat e per e-mail
    }, anche se era già arrivato.
reminded-again =
    🔔 <b>L'avviso riparte</b> per { $mailbox }, { $where ->
        [chat] in chat
        [email] per e-mail
       *[both] in chat e per e-mail
    }.
reminded-before = ✅ L'avviso è <b>già ripartito</b>. Non ne parte un altro.
ask-end =
    <b>Vuoi chiudere le sessioni di { $name }?</b>

    Per continuare dovrà accedere di nuovo, in ogni chat. Glielo scrivo lì. Le chat restano collegate e gli avvisi continuano ad arrivare.
sessions-ended =
    { $count ->
        [0] Non c'era <b>nessuna sessione aperta</b> di { $name }.
        [one] 🔐 <b>Chiusa 1 sessione</b> di { $name }.
       *[other] 🔐 <b>Chiuse { $count } sessioni</b> di { $name }.
    }
ask-suspend =
    <b>Vuoi sospendere { $mailbox }?</b>

    Finché è sospesa non si possono acquistare servizi. Quelli attivi restano, e i rinnovi vanno avanti come previsto. Il titolare viene avvisato in chat e per e-mail.

    L'elenco degli iscritti non la riapre: si riapre solo da qui.
ask-reopen =
    <b>Vuoi riaprire { $mailbox }?</b>

    Si potranno di nuovo acquistare servizi. Il titolare viene avvisato in chat e per e-mail.
ask-reopen-past =
    <b>Vuoi riaprire { $mailbox }?</b>

    ⚠️ La scadenza { ELIDES($day, "del ", "dell'") }<b>{ $day }</b> è passata: non sarà più sospesa, ma { $status ->
        [renewing] in rinnovo
       *[expired] scaduta
    }. Il titolare viene avvisato in chat e per e-mail.
mailbox-suspended = ⏸ <b>{ $mailbox } è sospesa.</b> Il titolare viene avvisato.
mailbox-suspended-before = ⏸ <b>{ $mailbox } è sospesa</b>: lo era già.
mailbox-reopened =
    ▶️ <b>{ $mailbox } non è più sospesa.</b> Adesso è { $status ->
        [active] attiva
        [renewing] in rinnovo
       *[expired] scaduta
    }. Il titolare viene avvisato.
mailbox-reopened-before = ▶️ <b>{ $mailbox } non è sospesa</b>: era già aperta.

key-remind-again = Sì, rimanda l'avviso
key-end-sessions = Sì, chiudi le sessioni
key-suspend = Sì, sospendi
key-reopen = Sì, riapri

notice-sessions-ended =
    🔐 <b>Il tuo ente ha chiuso la tua sessione</b> { ELIDES($at, "il ", "l'") }{ $at }, per la sicurezza del tuo account.

    Per continuare accedi di nuovo. Gli avvisi continuano ad arrivare qui.
notice-mailbox-suspended =
    ⏸ <b>Il tuo ente ha sospeso la casella { $mailbox }.</b>

    Finché è sospesa non si possono acquistare servizi. Quelli attivi restano, e i rinnovi vanno avanti come previsto.

    Per sapere perché, rivolgiti al tuo ente.
notice-mailbox-reopened =
    ▶️ <b>Il tuo ente ha riaperto la casella { $mailbox }.</b>

    { $status ->
        [active] È di nuovo attiva, e scade { ELIDES($day, "il ", "l'") }<b>{ $day }</b>.
        [renewing] La scadenza era { ELIDES($day, "il ", "l'") }<b>{ $day }</b>: il rinnovo è in corso.
       *[expired] È però scaduta { ELIDES($day, "il ", "l'") }<b>{ $day }</b>: per riattivarla rivolgiti al tuo ente.
    }
mail-subject-mailbox-suspended = La casella { $mailbox } è sospesa
mail-subject-mailbox-reopened = La casella { $mailbox } è di nuovo aperta

acts =
    { $page ->
        [1] 📒 <b>Atti di chi amministra</b>
       *[other] 📒 <b>Atti di chi amministra</b>, pagina { $page }
    }
acts-none = 📒 Qui non c'è nessun atto.
act-line = <b>{ $at }</b> · { $who }
act-by = admin { $id }
act-by-somebody = utente Telegram { $id }
act-by-command-line = riga di comando
act-what =
    { $act ->
        [notice-revived] Notifica fatta ripartire
        [holder-viewed] Scheda aperta
        [reminder-resent] Avviso di scadenza rimandato
        [sessions-ended] Sessioni chiuse
        [mailbox-suspended] Casella sospesa
        [mailbox-reopened] Casella riaperta
        [refund-asked] Rimborso chiesto
        [credit-adjusted] Credito rettificato
        [adjustment-proposed] Rettifica chiesta agli altri
        [adjustment-approved] Rettifica approvata
        [adjustment-refused] Rettifica respinta
        [payment-assigned] Pagamento assegnato
        [payment-dealt-with] Pagamento sistemato altrove
        [register-imported] Elenco degli iscritti importato
        [broadcast-confirmed] Comunicazione confermata
        [broadcast-paused] Comunicazione in pausa
        [broadcast-resumed] Comunicazione ripresa
        [broadcast-stopped] Comunicazione fermata
        [broadcast-withdrawn] Comunicazione ritirata
        [report-sent] Esito di una comunicazione scaricato
        [maintenance-begun] Manutenzione iniziata
        [maintenance-ended] Manutenzione terminata
        [admin-door-refused] Comando riservato provato da altri
       *[other] Altro atto: { $name }
    }
act-register =
    { $created ->
        [one] 1 casella nuova
       *[other] { $created } caselle nuove
    }, { $updated ->
        [one] 1 cambiata
       *[other] { $updated } cambiate
    }
act-broadcast = n. { $number }
act-door = { $door }
act-about = { $about }
act-erased = titolare cancellato

key-acts = 📒 Atti
