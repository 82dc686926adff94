refused-refused = Questo non si può fare. Non è cambiato nulla. Riparti dal menu.
refused-unavailable = Il servizio in questo momento non risponde. Non è cambiato nulla. Riprova tra qualche minuto.
refused-amount-not-understood =
    Non riconosco un importo. Scrivi solo gli euro, con due decimali al massimo.

    Per esempio: 25 oppure 12,50
refused-amount-out-of-range = Una ricarica va da <b>{ $least }</b> a <b>{ $most }</b>. Scrivi un importo tra questi due.
refused-gb-not-understood =
    I GB si comprano interi. Scrivi solo un numero in cifre.

    Per esempio: 2
refused-gb-out-of-range = Puoi acquistare da <b>{ $least }</b> a <b>{ $most } GB</b> alla volta. Scrivi un numero tra questi due.
refused-cap-reached =
    { $left ->
        [0] Questa casella ha già tutto lo spazio inbox previsto dalla sua tipologia: non se ne può aggiungere altro. Per una tipologia superiore rivolgiti al tuo ente.
        [one] La tipologia di questa casella permette di aggiungere ancora <b>1 GB</b>. Scegli 1 GB.
       *[other] La tipologia di questa casella permette di aggiungere ancora <b>{ $left } GB</b>. Scegli un numero più piccolo.
    }
refused-mailbox-expired = Questa casella è scaduta { ELIDES($expired_on, "il ", "l'") }<b>{ $expired_on }</b>: non si possono acquistare servizi. Per riattivarla rivolgiti al tuo ente.
refused-mailbox-not-active = Questa casella è sospesa: non si possono acquistare servizi. Per riattivarla rivolgiti al tuo ente.
refused-quote-over = Questo preventivo non vale più, e non è stato preso nulla. Chiedine uno nuovo: bastano pochi tocchi.
refused-order-cancelled = Questo ordine è annullato o scaduto, e non è stato preso nulla. Se il servizio ti serve ancora, fai un nuovo preventivo.
refused-too-many-orders =
    Per oggi hai raggiunto il massimo: { $most ->
        [one] <b>un ordine</b>
       *[other] <b>{ $most } ordini</b>
    }. Non è stato preso nulla. Puoi ordinare di nuovo { ELIDES($from_day, "dal ", "dall'") }<b>{ $from_day }</b>.
refused-too-many-links =
    Per oggi hai raggiunto il massimo: { $most ->
        [one] <b>una richiesta di pagamento</b>
       *[other] <b>{ $most } richieste di pagamento</b>
    }. Non hai pagato nulla. Puoi farne altre { ELIDES($from_day, "dal ", "dall'") }<b>{ $from_day }</b>; fino ad allora puoi usare quelle ancora aperte.
refused-not-found = Quello che cerchi non c'è, o non c'è più. Riparti dal menu.
refused-insufficient-credit = Il credito non basta: { ONE($missing, "manca", "mancano") } <b>{ $missing }</b>. Ricarica e riprova.
refused-amount-owed = Prima di acquistare devi coprire <b>{ $owed }</b>: un pagamento che avevi già speso è tornato alla carta. Ricarica questo importo e riprova.
refused-not-refundable = Di questo pagamento si { ONE($most, "può", "possono") } rimborsare al massimo <b>{ $most }</b>: quanto non è già tornato indietro, è ancora nel credito e non è stato aggiunto a mano. Scrivi un importo da un centesimo in su, entro questo limite.
refused-nothing-refundable = Di questo pagamento non si può rimborsare nulla: è già tornato indietro, o è già speso. Quello che è stato aggiunto a mano non torna su una carta.
refused-login-required = 🔒 Per continuare devi accedere con la tua casella PEC.
refused-wrong-credentials = Casella o password non corrette. Controlla maiuscole e minuscole e <b>riscrivi la password</b>, oppure il nome della casella se era sbagliato.
refused-mailbox-blocked = La password è giusta, ma la casella è bloccata. Per sbloccarla rivolgiti al tuo ente.
refused-too-many-attempts = 🔒 Troppi tentativi non riusciti. Aspetta e riprova dopo le <b>{ TIME($until) }</b>.
refused-mailbox-unavailable = Il server della posta in questo momento non risponde. La tua password non c'entra. Riprova tra qualche minuto.
refused-payments-unavailable = La pagina di pagamento in questo momento non si apre. Non hai pagato nulla. Riprova tra qualche minuto.
refused-charging-stopped = In questo momento stiamo controllando i conti e non si può addebitare nulla. Il tuo credito è al sicuro. Riprova più tardi.
refused-storage-unavailable = In questo momento non riesco a leggere i tuoi dati. Riprova tra qualche minuto.
refused-password-required = 🔒 Per continuare scrivi di nuovo la password della casella.
refused-wrong-current-password = Questa non è la password attuale della casella. Controlla maiuscole e minuscole e <b>riscrivila</b>.
refused-password-too-late = 🔒 Questa password l'hai scritta più di 10 minuti fa, mentre non ero raggiungibile. L'ho cancellata senza usarla: <b>scrivila di nuovo</b>.
refused-passwords-differ = Le due password non sono uguali. Scrivi di nuovo la <b>nuova password</b>.
refused-password-in-doubt = Il server della posta non ha risposto: <b>non sappiamo se la password è cambiata</b>. Prova ad accedere con quella nuova; se non va, vale ancora quella di prima.
refused-code-not-understood =
    Il codice ha <b>6 cifre</b>; { $digits ->
        [0] qui non ne vedo
        [one] qui ne vedo una
        [6] qui in mezzo c'è dell'altro
       *[other] qui ne vedo { $digits }
    }. Riscrivilo.
refused-wrong-code =
    Il codice non è giusto. { $left ->
        [one] Puoi provare <b>ancora una volta</b>
       *[other] Puoi provare ancora <b>{ $left } volte</b>
    }.
refused-code-over = Questo codice non vale più. Fattene mandare un altro.
refused-too-many-codes = ⏳ Adesso non si può mandare un altro codice: il prossimo si può chiedere dopo { ELIDES($until, "il ", "l'") }<b>{ $until }</b>. Se ne aspetti già uno, guarda anche nella posta indesiderata.
refused-wrong-fiscal-code =
    Il codice fiscale non è quello del titolare. { $left ->
        [one] Puoi provare <b>ancora una volta</b>
       *[other] Puoi provare ancora <b>{ $left } volte</b>
    }.
refused-no-mail-sent = Da qui non si possono mandare e-mail, quindi nemmeno i codici. Rivolgiti al tuo ente.
refused-text-not-understood = Scrivi da 1 a <b>{ $most } caratteri</b>, con almeno una lettera o una cifra.
refused-email-not-understood =
    Questo non è un indirizzo e-mail. Serve qualcosa prima e dopo la chiocciola (@).

    Per esempio: mario.rossi@example.com
refused-email-without-dot =
    Questo non è un indirizzo e-mail. Dopo la chiocciola (@) serve un punto, come in example.com.

    Per esempio: mario.rossi@example.com
refused-email-is-mailbox = Questa è una delle tue caselle PEC. L'e-mail di riferimento deve essere un'altra: ti avvisa anche quando la PEC non funziona.
refused-phone-not-understood =
    Questo non è un numero di telefono valido. Controlla le cifre; per un numero estero serve il prefisso.

    Per esempio: 333 1234567 oppure +41 44 668 18 00
refused-postal-code-not-understood =
    Il CAP ha <b>5 cifre</b>; { $digits ->
        [0] qui non ne vedo
        [one] qui ne vedo una
       *[other] qui ne vedo { $digits }
    }. Per esempio: 00184
refused-postal-code-not-digits = Il CAP ha <b>solo cifre</b>, 5 in tutto. Per esempio: 00184
refused-foreign-postal-code-not-understood = Il CAP può avere <b>solo lettere, cifre, spazi e trattini</b>, da 2 a { $most } caratteri. Per esempio: SW1A 1AA
refused-postal-code-unfit = Il CAP <b>{ $code }</b> non va più bene per il Paese: in Italia ha <b>5 cifre</b>, per esempio 00184. Scrivi quello giusto.
refused-province-unknown = Non conosco questa provincia. Scrivi la sigla, per esempio <b>RM</b>, o il nome per intero, per esempio <b>Roma</b>.
refused-country-unknown = Non conosco questo Paese. Scrivi il nome per intero, per esempio <b>Italia</b>.
refused-vat-number-length =
    La partita IVA ha <b>11 cifre</b>; { $digits ->
        [0] qui non ne vedo
        [one] ne hai scritta una
       *[other] ne hai scritte { $digits }
    }. Riscrivila.
refused-vat-number-not-digits = La partita IVA ha <b>solo cifre</b>, 11 in tutto. Riscrivila.
refused-vat-number-wrong = Le cifre sono 11, ma questa partita IVA non esiste: una cifra è sbagliata. Controllala e riscrivila.
refused-sdi-code-not-understood =
    Il codice destinatario ha <b>7</b> tra lettere e cifre; { $characters ->
        [one] hai scritto un carattere
        [7] tra i caratteri scritti ce n'è uno che non è né lettera né cifra
       *[other] hai scritto { $characters } caratteri
    }. Se ricevi le fatture sulla PEC, è 0000000.
refused-file-too-big = Il file è troppo grande: può avere al massimo <b>{ $most } MB</b>. Non è cambiato nulla. Mandane uno più piccolo.
refused-file-unavailable = Non riesco a scaricare il file da Telegram. Non è cambiato nulla. Riprova tra qualche minuto: se serve, manda di nuovo il file.
refused-broadcast-over = Questa comunicazione è già confermata: non si può più cambiare.
refused-broadcast-empty = Manca il testo. Scrivilo almeno in una lingua.
refused-nobody-reached = Così non la riceve nessuno. Allarga i destinatari e riprova.
refused-broadcast-too-long =
    Il testo è troppo lungo: il massimo è <b>{ $most } caratteri</b>, { $too_many ->
        [one] e ce n'è uno di troppo
       *[other] e ce ne sono { $too_many } di troppo
    }. Non è cambiato nulla: accorcialo e riprova.
refused-time-not-understood =
    Non riconosco giorno e ora. Scrivili così, con l'ora di Roma:

    { $example }
refused-time-is-past = Questo momento è già passato. Scegline uno che deve ancora venire.
refused-time-too-far = Si può programmare fino a <b>un anno</b> prima. Scegli un momento più vicino.
refused-time-does-not-exist = Quel giorno, a Roma, questa ora non esiste: l'orologio va avanti di un'ora. Scegline un'altra.
refused-days-not-understood =
    Scrivi un numero intero di giorni, da 1 a <b>{ $most }</b>.

    Per esempio: 45
refused-domain-not-understood =
    Questo non è un dominio.

    Per esempio: pec.ordine.it
refused-file-expected = Qui serve una foto o un documento. Mandalo con la graffetta, oppure torna indietro.
refused-not-previewed = Dopo l'anteprima la comunicazione è cambiata. Guardala di nuovo, poi conferma.
refused-too-late-to-undo = Non si può più ritirare: Telegram cancella i messaggi solo nelle prime <b>48 ore</b>, e solo se qualcuno li ha ricevuti.

refused-words-too-short = 🔎 Scrivi almeno { $least } caratteri.
refused-nothing-to-remind = Per questa casella oggi non c'è nessun avviso da mandare: la scadenza è lontana, oppure non c'è nulla da rinnovare.
refused-nobody-to-tell = Non so dove scrivere a questo titolare: non ha chat collegate, e un'e-mail non può partire.
refused-cannot-suspend = La casella è scaduta: non c'è nulla da sospendere.
refused-other-file = Il file non è quello che avevi guardato. Mandalo di nuovo: ti dico prima che cosa cambierebbe.
refused-cannot-reopen = La casella è scaduta, non sospesa. Per riattivarla aggiorna l'elenco degli iscritti.

refused-holder-erased = I dati di questo titolare sono stati cancellati: non si può accreditare né togliere nulla.
refused-adjustment-out-of-range = Una rettifica va da <b>{ $least }</b> a <b>{ $most }</b>. Scrivi un importo in questo intervallo.
refused-reason-not-understood = Il motivo va da <b>{ $least }</b> a <b>{ $most }</b> caratteri. Riscrivilo.
refused-credit-too-small = Nel credito c'è di meno: è di <b>{ $credit }</b>, e di più non si può togliere. Non è cambiato nulla.
refused-second-admin-needed =
    Oltre <b>{ $limit }</b> in 24 ore serve <b>un secondo amministratore</b>, e non c'è. Non è cambiato nulla.

    Da solo puoi ancora rettificare <b>{ $left }</b>. Per aggiungere un amministratore: <code>ADMIN_IDS</code>, nelle impostazioni del bot.
refused-adjustment-over = Quello che volevi confermare non è più qui. Non è cambiato nulla: riparti dalla scheda del titolare.
refused-own-proposal = Questa rettifica l'hai chiesta tu: decide <b>un altro amministratore</b>.
refused-proposal-over = Troppo tardi: la proposta è scaduta { ELIDES($at, "il ", "l'") }<b>{ $at }</b>. Non è cambiato nulla. Se serve ancora, va chiesta di nuovo.
refused-cannot-assign = Questo pagamento non si può assegnare: è già accreditato o sistemato, oppure non è di quelli che si accreditano.

apology =
    ⚠️ <b>Qualcosa non ha funzionato, per colpa nostra.</b>

    Prima di riprovare un acquisto, controlla il credito. Se chiedi assistenza, indica questo codice: <code>{ $reference }</code>
menu-expired = Questo tasto non è più valido. Riparti dal menu.
not-understood = Non ho capito. Usa i tasti sotto i messaggi, oppure riparti dal menu.
password-deleted-unasked = 🔒 Sembrava una password, e ho <b>cancellato il messaggio</b>. Scrivila solo quando te la chiedo. Usa i tasti sotto i messaggi, oppure riparti dal menu.
slow-down = 🐢 Sono arrivati troppi messaggi insieme e non ho letto gli ultimi. Aspetta qualche secondo, poi riprova.
card-number-deleted =
    ⚠️ Sembrava il numero di una carta, e ho <b>cancellato il messaggio</b>. Non l'ho conservato.

    Non scrivere mai qui i dati della carta: si paga solo sulla pagina di Stripe.

    Puoi continuare da dove eri.
card-number-not-deleted =
    ⚠️ Sembra il numero di una carta. Non l'ho conservato, ma non riesco a cancellare il messaggio: <b>cancellalo tu</b>.

    Non scrivere mai qui i dati della carta: si paga solo sulla pagina di Stripe.

    Puoi continuare da dove eri.

key-copy-reference = Copia il codice
