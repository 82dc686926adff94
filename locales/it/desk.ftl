# La segreteria: cercare un titolare e la sua scheda. Lo vede solo chi amministra.
desk-ask =
    🔎 <b>Chi cerchi?</b>

    Scrivi una parte del nome, del codice fiscale, dell'e-mail o della casella. Se scrivi più parole, devono esserci tutte.
desk-found =
    { $total ->
        [one] 🔎 <b>1 titolare</b> per “{ $words }”
       *[other] 🔎 <b>{ $total } titolari</b> per “{ $words }”
    }
desk-found-none =
    🔎 Nessun titolare per “{ $words }”.

    Prova con meno lettere, oppure con la casella.
desk-found-line =
    <b>{ $place }. { $name }</b>
    { $mailbox }{ $more ->
        [0] {""}
        [one] {""} e un'altra casella
       *[other] {""} e altre { $more } caselle
    }
desk-found-line-bare =
    <b>{ $place }. { $name }</b>
    nessuna casella
desk-found-again = Per cercare altro, scrivi qui.

desk-holder =
    👤 <b>{ $name }</b>
    Codice fiscale: <code>{ $fiscal_code }</code>
desk-email = E-mail: <code>{ $email }</code>
desk-email-none = E-mail: nessuna
desk-phone = Telefono: { $phone }
desk-language =
    Lingua: { $language ->
        [it] italiano
       *[en] inglese
    }
desk-credit = Credito: <b>{ $credit }</b>
desk-owed = Da coprire: <b>{ $owed }</b> (era già speso, ed è tornato alla carta)
desk-pending =
    { $count ->
        [one] 1 ordine in attesa di pagamento
       *[other] { $count } ordini in attesa di pagamento
    }
desk-chats =
    { $count ->
        [0] Nessuna chat collegata
        [one] 1 chat collegata
       *[other] { $count } chat collegate
    }
desk-mailboxes-none = Nessuna casella.
desk-mailboxes-more =
    { $count ->
        [one] … e un'altra casella
       *[other] … e altre { $count } caselle
    }

desk-title-mailboxes = 📬 <b>Caselle</b> di { $name }
desk-title-mailbox = 👤 { $name }
desk-title-orders = 🛒 <b>Ordini</b> di { $name }
desk-title-top-ups = 💳 <b>Ricariche</b> di { $name }
desk-title-movements = 💶 <b>Movimenti</b> di { $name }
desk-title-notices = ✉️ <b>Notifiche</b> a { $name }
desk-title-chats = 🔐 <b>Chat e sessioni</b> di { $name }
desk-page = pagina { $page }
desk-nothing = Qui non c'è nulla.

desk-needs = { ELIDES($day, "Il ", "L'") }<b>{ $day }</b> { ONE($needed, "serve", "servono") } <b>{ $needed }</b>: il credito basta.
desk-needs-short = { ELIDES($day, "Il ", "L'") }<b>{ $day }</b> { ONE($needed, "serve", "servono") } <b>{ $needed }</b>: { ONE($missing, "manca", "mancano") } <b>{ $missing }</b>.
desk-suspended = ⏸ Non si possono acquistare servizi. I rinnovi e gli avvisi vanno avanti.

desk-order =
    <b>{ $at }</b> · <code>{ $number }</code>
    { $what }, { $state ->
        [pending] in attesa di pagamento
        [completed] completato
        [activating] completato, spazio in attivazione
        [refunded] annullato, lo spazio non si è attivato
        [cancelled] annullato
       *[expired] scaduto
    }
desk-top-up =
    <b>{ $at }</b> · <code>{ $reference }</code>
    <b>{ $amount }</b>, { $state ->
        [open] in attesa del pagamento
        [paid] pagata
       *[expired] scaduta
    }
desk-top-up-gone = di cui <b>{ $gone }</b> { ONE($gone, "tornato", "tornati") } alla carta
desk-top-up-for = per l'ordine <code>{ $number }</code>
desk-notice-sent = ✅ Consegnata { ELIDES($at, "il ", "l'") }<b>{ $at }</b>
desk-notice-waiting = ⏳ In attesa, prevista { ELIDES($at, "il ", "l'") }<b>{ $at }</b>
desk-notice-dead = ⛔ Non consegnata
desk-notice-overtaken = ⏹ Non inviata: c'era qualcosa di più recente da dire
desk-proof =
    Tentativo { $attempt }, { $at }: { $result ->
        [arrived] arrivata
        [refused] rifiutata
        [later] da riprovare
       *[in-doubt] forse arrivata
    }
desk-proof-answer = Risposta: <code>{ $answer }</code>
desk-chat = <b>Chat { $chat }</b>
desk-chat-unlinked = Non collegata: gli avvisi non ci arrivano.
desk-session-open = 🟢 Sessione aperta { ELIDES($at, "il ", "l'") }<b>{ $at }</b>
desk-session-over = Nessuna sessione aperta.

key-desk = 🗂 Segreteria
key-broadcasts = 📣 Comunicazioni
key-find = 🔎 Cerca un titolare
key-found-holder = { $place }. { $name }
key-back-to-found = ‹ Torna alla ricerca
key-back-to-holder = ‹ Torna alla scheda
key-h-mailbox = 📬 La casella
key-h-mailboxes = 📬 Le caselle
key-h-orders = 🛒 Ordini
key-h-top-ups = 💳 Ricariche
key-h-notices = ✉️ Notifiche
key-h-chats = 🔐 Chat e sessioni
key-ask-remind = 🔔 Rimanda l'avviso
key-ask-end = Chiudi le sessioni
key-ask-suspend = ⏸ Sospendi la casella
key-ask-reopen = ▶️ Riapri la casella
