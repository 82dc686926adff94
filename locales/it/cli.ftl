# La riga di comando. Le variabili sono testo semplice.
cli-about = L'area clienti di un fornitore di posta certificata, come bot di Telegram.
cli-command = COMANDO
cli-json-about = stampa un solo documento JSON sullo standard output, e nient'altro
cli-dry-run-about = conta soltanto che cosa cambierebbe
cli-run-about = avvia il bot
cli-demo-about = il bot in un mondo finto, nel browser: nessuna chiave, niente da preparare
cli-demo-keep-about = conserva il database in questa cartella (altrimenti: una temporanea)
cli-demo-port-about = la porta della pagina (altrimenti: una libera)
cli-migrate-about = porta il database alla versione di questo codice
cli-import-about = importa l'elenco degli iscritti
cli-import-file-about = l'elenco, una riga per casella
cli-quote-about = calcola il prezzo di un acquisto
cli-quote-on-about = il giorno dell'acquisto (altrimenti: oggi a Roma)
cli-on-about = come se fosse questo giorno (altrimenti: oggi a Roma)
cli-renew-about = rinnova o chiude ciò che è scaduto, come fa da solo ogni giorno il bot avviato
cli-remind-about = scrive gli avvisi di scadenza dovuti, come fa da solo ogni giorno il bot avviato
cli-simulate-about = dice che cosa succederà a una casella, giorno per giorno, e non cambia nulla
cli-simulate-mailbox-about = il suo nome completo
cli-simulate-until-about = l'ultimo giorno da raccontare, al massimo fra 10 anni
cli-audit-about = controlla i conti; finché non tornano non si addebita nulla
cli-acts-about = elenca che cosa ha fatto chi amministra, dal più recente
cli-acts-limit-about = quanti atti al massimo (altrimenti: 50)
cli-backup-about = copia il database SQLite mentre il bot lavora
cli-backup-path-about = il file da creare
cli-digest-about = Racconta un giorno in numeri, con le scadenze dei prossimi trenta giorni
cli-digest-on-about = il giorno (senza: ieri, a Roma)
cli-digest-to-come = { $day } deve ancora venire: scegli un giorno fino { ELIDES($today, "al ", "all'") }{ $today }.
cli-digest-chart-about = disegna anche il grafico in un file nuovo, in formato PNG
cli-digest-chart-exists = { $path } esiste già: il grafico vuole un file nuovo.
cli-digest-chart-not-written = Non riesco a scrivere { $path }: { $reason }.
cli-maintenance-about = Chiude il bot ai titolari per manutenzione, lo riapre o dice come sta
cli-maintenance-until-about = l'ora in cui contate di finire, a Roma: i titolari la leggono
cli-maintenance-until-what = --until va con `maintenance on`: scrivi `maintenance { $switch }` senza.
cli-not-an-hour = “{ $typed }” non è un'ora: scrivila così, 18:30
cli-maintenance-begun = Il bot è chiuso per manutenzione.
cli-maintenance-begun-before = Il bot era già chiuso per manutenzione.
cli-maintenance-announced = Ai titolari è annunciata la fine { ELIDES($until, "il ", "l'") }{ $until }.
cli-maintenance-ended =
    { $told ->
        [0] La manutenzione è finita. Nel frattempo non ha scritto nessuno.
        [one] La manutenzione è finita. Chi ha scritto nel frattempo viene avvisato: 1 persona.
       *[other] La manutenzione è finita. Chi ha scritto nel frattempo viene avvisato: { $told } persone.
    }
cli-maintenance-ended-before = Il bot è aperto: non c'era manutenzione.
cli-maintenance-off = Il bot è aperto: non c'è manutenzione.
cli-maintenance-on = Il bot è chiuso per manutenzione { ELIDES($since, "dal ", "dall'") }{ $since }. { $waiting ->
        [0] Non aspetta nessuno.
        [one] Aspetta 1 chat.
       *[other] Aspettano { $waiting } chat.
    }
cli-transfer-about = sposta il database SQLite su un PostgreSQL vuoto; prima ferma il bot
cli-transfer-to-about = il database vuoto: postgresql+psycopg://utente:password@host/nome
cli-doctor-about = controlla impostazioni, database, Telegram, Stripe e posta, e dice che cosa fare

cli-not-a-day = { $typed } non è una data: scrivila così: 2027-03-01
cli-not-a-near-day = { $typed } è troppo lontano: scrivi una data da { $earliest } a { $latest }
cli-not-a-service = { $typed } non è un servizio: scrivi inbox o archive
cli-not-gb = { $typed } non è un numero intero di GB: scrivilo in cifre, per esempio 2
cli-not-a-limit = { $typed } non è un numero di atti: scrivi un numero da 1 a 999999
cli-not-a-port = { $typed } non è una porta: scrivi un numero fino a 65535

cli-quote-what = { $service }, { $gb } GB, acquisto { ELIDES($on, "del ", "dell'") }{ $on } per una casella in scadenza { ELIDES($until, "il ", "l'") }{ $until }
cli-quote-free = Gratis: la casella scade entro tre mesi.
cli-quote-price =
    { $years ->
        [one] 1 anno
       *[other] { $years } anni
    }: imponibile { $net } + IVA { $vat } = { $gross }
cli-quote-cheaper = Aspettare conviene: { ELIDES($day, "dal ", "dall'") }{ $day } costa { $gross }.
cli-quote-cheaper-free = Aspettare conviene: { ELIDES($day, "dal ", "dall'") }{ $day } è gratis.
cli-quote-expired = La casella è scaduta { ELIDES($expired_on, "il ", "l'") }{ $expired_on }: non si può acquistare nulla.
cli-quote-gb-out-of-range = Si possono acquistare da { $least } a { $most } GB alla volta.
cli-quote-too-far = Questa data è troppo lontana: una casella scade al massimo { $years } anni dopo l'acquisto.

cli-migrated = Il database ora è alla versione { $revision }.
cli-migrated-already = Il database era già alla versione { $revision }.

cli-import-done = { $created } create, { $updated } aggiornate, { $unchanged } invariate.
cli-import-would = Non è cambiato nulla (--dry-run). Sarebbero: { $created } create, { $updated } aggiornate, { $unchanged } invariate.
cli-import-refused =
    { $problems ->
        [one] 1 problema
       *[other] { $problems } problemi
    } in { $path }: non è stato importato nulla.
cli-import-not-utf8 = { $path } non è testo UTF-8: non è stato importato nulla. Salvalo come "CSV UTF-8".
cli-import-refused-whole = { $path }: { $reason }. Non è stato importato nulla.
cli-import-unreadable = { $path } non si può leggere: { $reason }

cli-row-not-an-address = "{ $found }" non è il nome completo di una casella
cli-row-empty = è vuota
cli-row-not-a-date = "{ $found }" non è una data: scrivila così: 2027-03-01
cli-row-not-true-or-false = "{ $found }" non è né true né false
cli-row-not-a-number-in-range = "{ $found }" non è un numero intero tra quelli ammessi
cli-row-not-one-of = "{ $found }" non è tra { $choices }
cli-row-not-an-argon2id-hash = non è un hash che comincia con $argon2id$
cli-row-not-a-fiscal-code = "{ $found }" non è un codice fiscale
cli-row-not-an-email = "{ $found }" non è un indirizzo e-mail
cli-row-wrong-number-of-cells = ha { $found } celle, e l'intestazione un altro numero
cli-row-column-missing = la colonna manca
cli-row-column-unknown-or-doubled = la colonna è sconosciuta, o c'è due volte
cli-row-mailbox-doubled = { $found } è nel file due volte
cli-row-two-names-for-one-holder = { $found } ha due nomi diversi
cli-row-argon2id-too-costly = verificare questo hash costerebbe troppo: al massimo m={ $kib } (KiB), t={ $rounds } e p={ $lanes }
cli-row-too-long = supera i { $most } caratteri
cli-row-not-printable = contiene caratteri che non si vedono
cli-row-not-csv = da qui in poi il file non è CSV
cli-row-not-text = non è un testo: salvalo come "CSV UTF-8"
cli-row-file-empty = il file è vuoto
cli-row-no-rows = ci sono i nomi delle colonne, ma nessuna riga
cli-row-not-separated-by-commas = le colonne devono essere separate da virgole
cli-row-mailbox-of-another-holder = la casella appartiene a un codice fiscale diverso da { $found }, e non può cambiare titolare

cli-renew-done =
    { $renewed ->
        [one] 1 servizio rinnovato
       *[other] { $renewed } servizi rinnovati
    }, { $deactivated ->
        [one] 1 disattivato
       *[other] { $deactivated } disattivati
    }, { $expired ->
        [one] 1 casella scaduta
       *[other] { $expired } caselle scadute
    }; { $charged } prelevati dal credito.
cli-renew-would =
    Non è cambiato nulla (--dry-run). Sarebbero: { $renewed ->
        [one] 1 servizio rinnovato
       *[other] { $renewed } servizi rinnovati
    }, { $deactivated ->
        [one] 1 disattivato
       *[other] { $deactivated } disattivati
    }, { $expired ->
        [one] 1 casella scaduta
       *[other] { $expired } caselle scadute
    }; { $charged } prelevati dal credito.
cli-renew-ahead = Attenzione: { ELIDES($on, "il ", "l'") }{ $on } non è ancora arrivato. Quello che è stato preso è stato preso prima del suo giorno; la prossima volta prova con --dry-run.
cli-renew-failed =
    { $failed ->
        [one] 1 casella non si è potuta trattare
       *[other] { $failed } caselle non si sono potute trattare
    }: il log qui sopra dice perché, e gli amministratori vengono avvisati. La prossima esecuzione riprova.
cli-charging-stopped = Non è stato rinnovato né chiuso nulla: i conti non tornano, e finché non tornano non si addebita nulla. Esegui `audit`.

cli-remind-done =
    { $owed ->
        [one] 1 avviso scritto
       *[other] { $owed } avvisi scritti
    }, { $skipped ->
        [one] 1 precedente saltato.
       *[other] { $skipped } precedenti saltati.
    }
cli-remind-would =
    Non è cambiato nulla (--dry-run). Sarebbero: { $owed ->
        [one] 1 avviso scritto
       *[other] { $owed } avvisi scritti
    }, { $skipped ->
        [one] 1 precedente saltato.
       *[other] { $skipped } precedenti saltati.
    }

cli-simulate-begins = { $mailbox }, { ELIDES($first, "dal ", "dall'") }{ $first } { ELIDES($last, "al ", "all'") }{ $last }, con un credito di { $credit } che nessuno ricarica. Raccontato su una copia: non cambia nulla.
cli-simulate-nothing = Non succederà nulla.
cli-simulate-reminder =
    { $day }: avviso, { $left ->
        [0] il giorno stesso
        [one] il giorno prima
       *[other] { $left } giorni prima
    } ({ $on }).
cli-simulate-tone-short = Il rinnovo richiede { $needed }, il credito è { $credit }: { ONE($missing, "manca", "mancano") } { $missing }.
cli-simulate-tone-covered = Il rinnovo richiede { $needed }, e il credito di { $credit } lo copre.
cli-simulate-tone-ending = Nessuno rinnova la casella: i suoi servizi finiscono con lei.
cli-simulate-tone-expiring = Nessuno rinnova la casella.
cli-simulate-tone-leaving = Ciò che finisce non era da rinnovare.
cli-simulate-renewed = { $day }: rinnovo. La casella dura fino { ELIDES($until, "al ", "all'") }{ $until }; { $charged } prelevati, credito dopo { $credit }.
cli-simulate-expired = { $day }: la casella è scaduta, e nessuno la rinnova. Credito { $credit }.
cli-simulate-line-renewed = - { $service }, { $gb } GB: rinnovato fino { ELIDES($until, "al ", "all'") }{ $until } per { $price }
cli-simulate-line-short = - { $service }, { $gb } GB: finisce { ELIDES($until, "il ", "l'") }{ $until }, il credito non copre { $price }
cli-simulate-line-declined = - { $service }, { $gb } GB: finisce { ELIDES($until, "il ", "l'") }{ $until }, come vuole il titolare
cli-simulate-line-unrenewed = - { $service }, { $gb } GB: finisce { ELIDES($until, "il ", "l'") }{ $until }, con la casella
cli-simulate-line-grace = - { $service }, { $gb } GB: resta attivo senza pagamento fino { ELIDES($until, "al ", "all'") }{ $until }, perché nessun avviso è stato consegnato
cli-simulate-line-awaited = - { $service }, { $gb } GB: resta attivo senza pagamento fino { ELIDES($until, "al ", "all'") }{ $until }, perché un pagamento può essere in arrivo
cli-simulate-no-mailbox = La casella { $mailbox } non c'è.
cli-simulate-not-then = Si può raccontare { ELIDES($first, "dal ", "dall'") }{ $first } in poi, per al massimo { $years } anni.
cli-simulate-broken = { ELIDES($day, "Il ", "L'") }{ $day } il rinnovo della casella si rompe: il log qui sopra dice perché.

cli-audit-ok =
    I conti tornano: { $balances ->
        [one] 1 saldo controllato.
       *[other] { $balances } saldi controllati.
    } Gli addebiti vanno avanti.
cli-audit-wrong =
    I conti non tornano: { $problems ->
        [one] 1 problema
       *[other] { $problems } problemi
    }, { $balances } saldi controllati. Da ora non si addebita nulla, finché un controllo non trova che tornano. Conserva una copia del database.

cli-backup-made = La copia è { $path }.
cli-backup-not-a-file = Il database non è un file: PostgreSQL si copia con pg_dump.
cli-backup-exists = Il file { $path } esiste già: scegli un altro nome.
cli-backup-no-folder = La cartella { $path } non c'è: prima creala, o correggi il percorso.
cli-backup-damaged = La copia non ha superato i controlli di SQLite ed è stata eliminata. Controlla il disco, e il database con `audit`.

cli-transfer-done =
    Ora { $rows } righe di { $tables } tabelle sono in PostgreSQL. Sono state rilette e confrontate, e i conti dei due database coincidono: { $balances ->
        [one] 1 saldo controllato
       *[other] { $balances } saldi controllati
    }. Tempo impiegato: { $seconds ->
        [one] 1 secondo
       *[other] { $seconds } secondi
    }.
cli-transfer-next =
    Ora scrivi questa riga in .env, con la password al posto di ***, e avvia il bot:
    DATABASE_URL={ $url }
    Conserva { $file } come copia e non avviarci più nessun bot: i due database andrebbero ognuno per la sua strada.
cli-transfer-copying = { $table }: { $rows } di { $total } copiate
cli-transfer-comparing = { $table }: { $rows } di { $total } confrontate
cli-transfer-not-from-sqlite = DATABASE_URL è già PostgreSQL: si può trasferire solo un database SQLite.
cli-transfer-not-to-postgresql = Un database SQLite si può trasferire solo su PostgreSQL: scrivi --to postgresql+psycopg://utente:password@host/nome.
cli-transfer-target-not-one = --to non indica un database PostgreSQL: scrivi --to postgresql+psycopg://utente:password@host/nome.
cli-transfer-source-in-use = Il database SQLite è aperto altrove: ferma il bot e tutto ciò che lo usa, poi riprova. Non è stato trasferito nulla.
cli-transfer-tables-unknown = Il database SQLite ha tabelle che il bot non conosce: { $tables }. Non è stato trasferito nulla. Prima toglile.
cli-transfer-books-wrong =
    I conti non tornano: { $problems ->
        [one] 1 problema
       *[other] { $problems } problemi
    }. Non è stato trasferito nulla. Prima sistemali, e verificali con `audit`.
cli-transfer-target-not-empty = Il database PostgreSQL non è vuoto: ci sono righe in { $tables }. Non è stato trasferito nulla. Indicane uno vuoto.
cli-transfer-target-newer = Il database PostgreSQL è di una versione più nuova del bot. Non è stato trasferito nulla. Indicane uno vuoto.
cli-transfer-target-unavailable = Il database PostgreSQL non è raggiungibile: { $reason }. Controlla l'indirizzo, l'utente, la password, il nome del database e il server. Non è stato trasferito nulla.
cli-transfer-target-silent = nessuna risposta in tempo, o un server in sola lettura
cli-transfer-target-unwilling = PostgreSQL rifiuta: { $reason }. L'utente deve essere il proprietario del database, e il database deve essere vuoto. Non è stato trasferito nulla.
cli-transfer-target-refused = PostgreSQL non accetta una riga di { $table } ({ $reason }). Non è stato trasferito nulla.
cli-transfer-copy-differs = Ciò che PostgreSQL ha di { $table } non è ciò che ha SQLite. Non è stato trasferito nulla. Segnalalo.

cli-database-missing = Il database non c'è ancora: prima esegui `migrate`, o correggi DATABASE_URL.
cli-database-older = Il database va prima migrato: ferma il bot ed esegui `migrate`.
cli-database-newer = Il database è di una versione più nuova del bot, e questa lo danneggerebbe: installa la versione più nuova.
cli-database-unavailable = Il database non risponde: controlla DATABASE_URL, il server, il disco e i permessi sulla cartella.
cli-database-not-durable = Il database è impostato per dimenticare le scritture se manca la corrente: imposta synchronous_commit a on.
cli-database-not-one = DATABASE_URL non indica né un file SQLite né un database PostgreSQL.
cli-database-unwilling = PostgreSQL rifiuta: { $reason }. L'utente di DATABASE_URL deve essere il proprietario del database e delle sue tabelle: ALTER DATABASE … OWNER TO …
cli-database-driver-missing = Il driver di PostgreSQL non è installato: installa requirements/postgres.txt.
cli-system = Il sistema ha rifiutato: { $reason }.
cli-cannot-listen = Non si può ascoltare su { $host }, porta { $port }: ferma chi la usa, o cambia HTTP_HOST e HTTP_PORT.
cli-token-revoked = Telegram non conosce BOT_TOKEN: chiedi a @BotFather il token del bot.

cli-setting-missing = Manca { $name }: scrivi { $hint }.
cli-setting-malformed = { $name } non è scritto bene: scrivi { $hint }.
cli-setting-placeholder = { $name } è ancora un segnaposto: scrivi { $hint }.
cli-setting-not-https = { $name } deve cominciare con https://: scrivi { $hint }.
cli-setting-given-twice = { $name } e { $name }_FILE sono impostati tutti e due: tienine uno.
cli-setting-unreadable = { $name } indica un file che non si può leggere: deve contenere { $hint }.
cli-setting-others = Non vanno bene neanche: { $names }.

cli-hint-bot-token = il token dato da @BotFather, per esempio 123456789:AAE… (o il suo file in BOT_TOKEN_FILE)
cli-hint-bot-api-url = un indirizzo senza percorso, per esempio https://api.telegram.org
cli-hint-bot-mode = polling o webhook
cli-hint-public-url = l'indirizzo che chiama Telegram, senza percorso, per esempio https://bot.example.org
cli-hint-http-host = l'indirizzo su cui ascoltare, per esempio 127.0.0.1
cli-hint-http-port = un numero da 0 a 65535, per esempio 8080
cli-hint-webhook-secret = da 8 a 256 lettere, cifre, - e _ inventati da te
cli-hint-database-url = sqlite+aiosqlite:///data/area-clienti.db o postgresql+psycopg://utente:password@host/nome
cli-hint-stripe-secret-key = la chiave segreta di Stripe, che comincia con sk_test_, sk_live_, rk_test_ o rk_live_
cli-hint-stripe-webhook-secret = il segreto di firma del webhook di Stripe, che comincia con whsec_
cli-hint-stripe-api-url = un indirizzo senza percorso, per esempio https://api.stripe.com
cli-hint-smtp-url = un indirizzo come smtps://utente:password@mail.example.org:465
cli-hint-mail-from = il mittente delle e-mail, per esempio Area Clienti <noreply@example.org>
cli-hint-mail-server = local
cli-hint-support-contact = un indirizzo e-mail o un numero di telefono, al massimo 100 caratteri
cli-hint-digest-hour = un'ora a Roma da 0 a 23, oppure off
cli-hint-clock-file = nulla, a meno che sia una demo o una prova: con una chiave Stripe reale l'orologio non si sposta
cli-hint-admin-ids = gli id Telegram degli amministratori separati da virgole, per esempio 1003,1004
cli-hint-inbox-price = un importo in euro con il punto, per esempio 3.00
cli-hint-archive-price = un importo in euro con il punto, per esempio 4.00
cli-hint-vat-rate = una percentuale, per esempio 22
cli-hint-gb-offered = al massimo sei numeri interi separati da virgole, per esempio 1,2,3,5,10
cli-hint-gb-most = un numero intero da 1 a 1000, per esempio 100
cli-hint-inbox-caps = i GB per tipo di casella, per esempio standard=2, o none
cli-hint-session-idle-minutes = minuti interi da 1 a 1440, per esempio 30
cli-hint-session-hours = ore intere da 1 a 720, per esempio 12
cli-hint-orders-per-day = un numero intero da 1 a 1000, per esempio 30
cli-hint-links-per-day = un numero intero da 1 a 1000, per esempio 20
cli-hint-activation-hours = ore intere da 1 a 720, per esempio 48
cli-hint-adjustment-limit = euro da 0 a 9999.99, per esempio 50.00
cli-hint-broadcast-rate = messaggi al secondo, da 0.01 a 30 (fino a 1000 con BROADCAST_PAID=true), per esempio 25
cli-hint-broadcast-paid = true o false
cli-hint-log-level = DEBUG, INFO, WARNING o ERROR
cli-hint-log-format = text o json

cli-doctor-well = [ok]
cli-doctor-wrong = [!!]
cli-doctor-settings = Impostazioni: complete e ben scritte.
cli-doctor-folder = Cartella: in { $path } si può scrivere.
cli-doctor-folder-not-writable = Cartella: in { $path } non si può scrivere. Dai il permesso all'utente del bot, o cambia DATABASE_URL.
cli-doctor-database = Database: risponde, ed è di questa versione.
cli-doctor-telegram = Telegram: il bot è @{ $username }.
cli-doctor-telegram-token = Telegram: BOT_TOKEN non è conosciuto. Chiedi a @BotFather il token del bot.
cli-doctor-telegram-unreachable = Telegram: { $url } non risponde ({ $reason }). Controlla la rete, il firewall e BOT_API_URL.
cli-doctor-polling = Aggiornamenti: con polling, { $waiting } in attesa.
cli-doctor-webhook = Aggiornamenti: con webhook, { $waiting } in attesa.
cli-doctor-webhook-set = Aggiornamenti: c'è un webhook. `run` lo toglie e usa il polling; per tenerlo imposta BOT_MODE=webhook.
cli-doctor-webhook-elsewhere = Aggiornamenti: Telegram non chiama ancora PUBLIC_URL. Lo imposta `run`; non deve girare un'altra copia del bot.
cli-doctor-webhook-failing = Aggiornamenti: Telegram non riesce a consegnare ({ $reason }), { $waiting } in attesa. Controlla il proxy TLS e WEBHOOK_SECRET.
cli-doctor-stripe-test = Stripe: risponde, in modalità di prova. Non si muove denaro vero.
cli-doctor-stripe-live = Stripe: risponde, in modalità reale. Si muove denaro vero.
cli-doctor-stripe-mode = Stripe: la chiave è di una modalità e il conto risponde nell'altra. Copia di nuovo la chiave dalla dashboard di Stripe.
cli-doctor-stripe-refused = Stripe: { $url } non risponde o rifiuta la chiave. Controlla STRIPE_SECRET_KEY e la rete.
cli-doctor-mail = Posta: { $server } risponde.
cli-doctor-mail-none = Posta: SMTP_URL non è impostato. Non si invia nulla per e-mail.
cli-doctor-mail-unreachable = Posta: da { $server } non parte nulla ({ $reason }). Controlla SMTP_URL, l'utente e la password che contiene, e la rete.

cli-demo-ready = Apri { $url } nel browser. Ctrl-C ferma la demo.
cli-demo-mailbox = Casella
cli-demo-password = Password
cli-demo-port-taken = La porta { $port } non si può avere ({ $reason }): scegline un'altra con --port, o nessuna.
cli-demo-bot-ended = Il bot è finito da solo (codice di uscita { $code }): la demo è finita.
cli-demo-too-slow = Il bot non era pronto dopo { $seconds } secondi: la demo è finita.

cli-export-about = scrive tutto quello che si conserva di un titolare, come documento JSON
cli-export-file-about = il file da creare (altrimenti: lo standard output)
cli-erase-about = cancella per sempre i dati personali di un titolare con l'account chiuso; i conti restano
cli-holder-mailbox-about = il nome completo di una sua casella
cli-personal-data-no-mailbox = La casella { $mailbox } non c'è.
cli-export-made = I dati sono in { $path }. Contiene informazioni personali: consegnalo solo al titolare.
cli-export-exists = Il file { $path } esiste già: scegli un altro nome.
cli-export-not-written = { $path } non si può scrivere: { $reason }
cli-erase-done =
    I dati personali sono cancellati. Al loro posto, nei conti, c'è { $pseudonym }: { $mailboxes ->
        [one] 1 casella
       *[other] { $mailboxes } caselle
    }, { $chats ->
        [one] 1 chat
       *[other] { $chats } chat
    }, { $notices ->
        [one] 1 notifica
       *[other] { $notices } notifiche
    }. Togli il titolare anche dall'elenco degli iscritti: un'importazione lo creerebbe di nuovo.
cli-erase-would =
    Non è cambiato nulla (--dry-run). Al posto dei dati personali ci sarebbe { $pseudonym }: { $mailboxes ->
        [one] 1 casella
       *[other] { $mailboxes } caselle
    }, { $chats ->
        [one] 1 chat
       *[other] { $chats } chat
    }, { $notices ->
        [one] 1 notifica
       *[other] { $notices } notifiche
    }. Non si può annullare: prima esegui `export`.
cli-erase-not-closed = Non è stato cancellato nulla: l'account non è chiuso.
cli-obstacle-active = { $mailbox } è attiva fino { ELIDES($until, "al ", "all'") }{ $until }: chiudila nell'elenco degli iscritti.
cli-obstacle-suspended = { $mailbox } è sospesa, non chiusa: chiudila nell'elenco degli iscritti.
cli-obstacle-being-renewed = { $mailbox } è arrivata alla scadenza: esegui `renew`, o aspetta che lo faccia il bot.
cli-obstacle-addon = Un servizio di { $mailbox } è attivo fino { ELIDES($until, "al ", "all'") }{ $until }: finisce con la casella, o se il titolare non lo rinnova.
cli-obstacle-order = Un ordine per { $mailbox } aspetta il pagamento: scade da solo dopo 24 ore.
cli-obstacle-top-up = Una ricarica può ancora essere pagata: il suo link scade dopo 24 ore.
cli-obstacle-credit = Il credito è di { $amount }: deve essere zero. Restituiscilo, o fallo usare.
cli-obstacle-owed = Per un pagamento contestato { ONE($amount, "resta", "restano") } da versare { $amount }.
cli-obstacle-message = Un messaggio è in consegna in questo momento: riprova tra qualche minuto.

cli-acts-none = Nessun atto.
cli-acts-line = { $at }, { $who }: { $what }
