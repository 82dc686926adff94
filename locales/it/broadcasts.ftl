# Le comunicazioni a molti titolari.

# Il messaggio, come arriva

# In testa a un testo che c'è solo nell'altra lingua.
broadcast-only-it = <i>Questa comunicazione è in italiano.</i>
broadcast-only-en = <i>Questa comunicazione è disponibile solo in inglese.</i>
# In coda all'e-mail di una comunicazione con una foto o un documento.
broadcast-file-in-chat = Questa comunicazione ha un allegato: lo riceve solo chi ha effettuato l'accesso nella chat Telegram.
# L'oggetto dell'e-mail se il testo non ha una prima riga.
broadcast-subject = Una comunicazione per te
mail-why-broadcast = Ricevi questa e-mail perché questo è l'indirizzo di riferimento della tua casella PEC.
mail-always-broadcast = È una comunicazione di chi ti assegna la casella.

# Com'è fatta, in parole

audience-all = tutti gli iscritti
audience-it = chi usa il bot in italiano
audience-en = chi usa il bot in inglese
audience-domain = caselle @{ $domain }
audience-type =
    caselle { $type ->
        [standard] Standard
        [pro] Pro
       *[premium] Premium
    }
audience-expiry =
    caselle che scadono { $days ->
        [one] entro 1 giorno
       *[other] entro { $days } giorni
    }
audience-short = chi non ha credito per il prossimo rinnovo
broadcast-to = 👥 A:
broadcast-channel =
    💬 { $channel ->
        [both] In chat e per e-mail
       *[chat] Solo in chat
    }
broadcast-at-once = 🕘 Subito dopo la conferma
broadcast-at = 🕘 { ELIDES($at, "Dal ", "Dall'") }<b>{ $at }</b>

# Come va

broadcast-title = 📣 <b>Comunicazione { $number }</b>
broadcast-scheduled = 🕘 Parte { ELIDES($at, "il ", "l'") }<b>{ $at }</b>.
broadcast-scheduled-now = 🕘 Sta per partire.
broadcast-running-now = ▶️ Invio in corso.
broadcast-paused-now = ⏸ In pausa: il resto aspetta.
broadcast-stopped = ⏹ Fermata { ELIDES($at, "il ", "l'") }{ $at }.
broadcast-done = ✅ Finita { ELIDES($at, "il ", "l'") }{ $at }.
broadcast-undoing-now = ↩️ Sto cancellando i messaggi dalle chat.
broadcast-undone-now = ↩️ Ritirata dalle chat.
broadcast-expected =
    { $total ->
        [one] Parte <b>1 messaggio</b>.
       *[other] Partono circa <b>{ $total } messaggi</b>.
    }
broadcast-bar =
    { $bar } <b>{ $percent }%</b>
    { $done } su { $total }
broadcast-sent = ✅ Arrivati: <b>{ $count }</b>
broadcast-unsent = ⏹ Non partiti: <b>{ $count }</b>
broadcast-done-nobody = ⚠️ Finita, ma non è arrivata a nessuno: chi rientrava nei destinatari non si può più raggiungere, o non c'è più.
broadcast-goes-on-below = ⬇️ Comunicazione { $number }: come va si vede qui sotto.
broadcast-failed = ⚠️ Non riusciti: <b>{ $count }</b>
broadcast-blocked = 🚫 Bot bloccato: <b>{ $count }</b>
broadcast-deleted = ↩️ Cancellati: <b>{ $count }</b>
broadcast-kept = 📌 Rimasti in chat: <b>{ $count }</b>
broadcast-emails-stay = Le e-mail già inviate restano.
broadcast-rate = ⚡ { $rate } al secondo
broadcast-left-seconds = ⏳ Manca meno di un minuto
broadcast-left-minutes =
    ⏳ { $minutes ->
        [one] Manca circa 1 minuto
       *[other] Mancano circa { $minutes } minuti
    }
broadcast-left-hours = ⏳ Tempo rimasto: circa { $hours } h { $minutes } min
broadcast-says = «{ $words }»
broadcast-began = 🕘 Partita { ELIDES($at, "il ", "l'") }{ $at }
broadcast-by-you = Creata da te { ELIDES($at, "il ", "l'") }{ $at }
broadcast-by = Creata { ELIDES($at, "il ", "l'") }{ $at } da <code>{ $admin }</code>
broadcast-ask-stop =
    ⏹ <b>Fermare la comunicazione { $number }?</b>

    { $sent ->
        [0] Non è ancora arrivata a nessuno
        [one] 1 messaggio è già arrivato, e resta
       *[other] { $sent } messaggi sono già arrivati, e restano
    }. { $left ->
        [one] 1 messaggio non partirà più
       *[other] { $left } messaggi non partiranno più
    }.
broadcast-ask-undo =
    ↩️ <b>Ritirare la comunicazione { $number }?</b>

    I messaggi già arrivati vengono cancellati dalle chat. Chi li ha letti li ha letti.

broadcasts =
    { $count ->
        [one] 📣 <b>1 comunicazione</b>
       *[other] 📣 <b>{ $count } comunicazioni</b>
    }
broadcasts-none = 📣 Nessuna comunicazione, per ora.
broadcast-report =
    📊 Comunicazione <b>{ $number }</b>: { $count ->
        [one] <b>1 messaggio</b>
       *[other] <b>{ $count } messaggi</b>
    }, con il loro esito. Il file si apre con Excel o con un altro foglio di calcolo.
broadcast-report-file = comunicazione-{ $number }.csv
notice-broadcast-done = ✅ <b>La comunicazione { $number } è finita.</b>
notice-broadcast-nobody = ⚠️ <b>La comunicazione { $number } è finita, ma non è arrivata a nessuno.</b>
notice-broadcast-undone = ↩️ <b>La comunicazione { $number } è stata ritirata.</b>

key-pause = ⏸ Pausa
key-go-on = ▶️ Riprendi
key-stop = ⏹ Ferma
key-refresh = 🔄 Aggiorna
key-report = 📊 Esito in CSV
key-undo = ↩️ Ritira dalle chat
key-stop-for-good = Ferma per sempre
key-undo-for-good = Cancella dalle chat
key-leave-it = ‹ Lascia com'è
key-all-broadcasts = ‹ Tutte le comunicazioni
key-see-broadcast = Vedi la comunicazione
key-back-to-broadcast = ‹ La comunicazione
key-new-broadcast = ✍️ Nuova comunicazione
key-broadcast =
    { $state ->
        [scheduled] 🕘
        [running] ▶️
        [paused] ⏸
        [stopped] ⏹
        [done] ✅
       *[other] ↩️
    } { $day } · { $words }

# L'esito, in un foglio di calcolo

report-mailbox = Casella
report-channel = Canale
report-to = A
report-language = Lingua
report-result = Esito
report-reason = Motivo
report-date = Data
report-time = Ora
report-by =
    { $channel ->
        [chat] chat
       *[email] e-mail
    }
report-fate =
    { $fate ->
        [sent] arrivato
        [blocked] bot bloccato
        [failed] non riuscito
        [stopped] fermato prima dell'invio
       *[waiting] in attesa
    }

# Come si scrive

draft-title = 📣 <b>Nuova comunicazione</b>
draft-text-it = 🇮🇹 «{ $words }»
draft-text-en = 🇬🇧 «{ $words }»
draft-no-text-it = 🇮🇹 <b>Manca l'italiano</b>: chi lo usa riceve l'inglese, con una nota.
draft-no-text-en = 🇬🇧 <b>Manca l'inglese</b>: chi lo usa riceve l'italiano, con una nota.
draft-no-words-it = 🇮🇹 Testo italiano: da scrivere
draft-no-words-en = 🇬🇧 Testo inglese: da scrivere
draft-file =
    📎 { $kind ->
        [photo] Una foto
       *[document] { $name }
    }
draft-file-stays = L'allegato arriva solo in chat.
draft-ask-text-it = ✍️ <b>Scrivi il testo in italiano.</b>
draft-ask-text-en = ✍️ <b>Scrivi il testo in inglese.</b>
draft-how-to-write =
    Grassetto, corsivo e link restano come li fai in Telegram. Al massimo <b>{ $most } caratteri</b>.

    Puoi anche mandare una foto o un documento con la didascalia (al massimo { $caption } caratteri).

    Per correggere, manda di nuovo il testo: se modifichi il messaggio in Telegram, la bozza non cambia.
draft-text-replaced = Il nuovo testo prende il posto di quello che c'è.
draft-left = ✍️ <b>Hai una bozza che non hai ancora inviato</b>
draft-ask-file =
    📎 <b>Manda una foto o un documento.</b>

    Con un allegato ogni testo può avere al massimo <b>{ $caption } caratteri</b>.
draft-ask-moment =
    🕘 <b>Quando deve partire?</b>

    Scegli, oppure scrivi giorno e ora di Roma. Per esempio: { $example }

reach =
    📊 <b>{ $count ->
        [one] 1 persona
       *[other] { $count } persone
    }</b>
reach-chats =
    { $count ->
        [one] 1 chat
       *[other] { $count } chat
    }
reach-emails =
    { $count ->
        [one] 1 e-mail
       *[other] { $count } e-mail
    }
reach-nobody = 📊 <b>Così non la riceve nessuno.</b>
reach-unreached =
    { $count ->
        [one] 1 persona non si può raggiungere.
       *[other] { $count } persone non si possono raggiungere.
    }
reach-unreached-by-chat =
    { $count ->
        [one] Un'altra persona non si può raggiungere in chat.
       *[other] Altre { $count } persone non si possono raggiungere in chat.
    }

audience-how = Per restringere, scegli uno o più criteri: valgono tutti insieme.
audience-ask-language = 🌐 <b>In che lingua usano il bot?</b>
audience-ask-domain =
    📬 <b>Caselle di quale dominio?</b>

    Scegli, oppure scrivi il dominio. Per esempio: pec.ordine.it
audience-ask-type = 🏷 <b>Caselle di quale tipologia?</b>
audience-ask-expiry =
    📅 <b>Caselle che scadono entro quanti giorni?</b>

    Scegli, oppure scrivi il numero dei giorni.

preview-title =
    👀 <b>Anteprima.</b> { $languages ->
        [both] Qui sopra, il messaggio in italiano e quello per chi usa l'inglese.
        [it] Qui sopra, il messaggio per chi usa l'italiano.
       *[en] Qui sopra, il messaggio per chi usa l'inglese.
    }
preview-subject = ✉️ Oggetto dell'e-mail: <b>{ $subject }</b>
preview-refused = ⚠️ <b>Telegram non accetta questo messaggio.</b> Cambia il testo o l'allegato e riprova.
preview-refused-markup = ⚠️ <b>Telegram non capisce la formattazione del testo.</b> Scrivilo di nuovo, con meno stili.
preview-refused-length = ⚠️ <b>Per Telegram il testo è troppo lungo.</b> Accorcialo e riprova.
preview-refused-file = ⚠️ <b>Telegram non accetta più l'allegato.</b> Toglilo e mandalo di nuovo.
preview-refused-reason = Risposta di Telegram: <code>{ $reason }</code>
preview-not-sent = Nessuno ha ricevuto nulla.

key-write-it = 🇮🇹 Italiano
key-write-en = 🇬🇧 Inglese
key-attach = 📎 Allega foto o documento
key-detach = 📎 Togli l'allegato
key-audience = 👥 A chi
key-moment = 🕘 Quando
key-email-too = ✉️ Invia anche per e-mail
key-chat-only = 💬 Invia solo in chat
key-resume-draft = ✍️ Riprendi la bozza
key-empty-draft = 🗑 Ricomincia da capo
key-preview = 👀 Anteprima e invio
key-clear-text = Togli questo testo
key-back-to-draft = ‹ La bozza
key-begin-now = Subito
key-begin-hour = Tra un'ora
key-begin-tomorrow = Domani alle 9
key-criterion-language = 🌐 Lingua
key-criterion-domain = 📬 Dominio
key-criterion-type = 🏷 Tipologia
key-criterion-expiry = 📅 Scadenza
key-only-short = 💶 Solo chi ha poco credito
key-not-only-short = 💶 Anche chi ha credito
key-aim-at-all = 👥 Tutti gli iscritti
key-back-to-audience = ‹ A chi
key-reads-it = 🇮🇹 Italiano
key-reads-en = 🇬🇧 Inglese
key-domain = @{ $domain }
key-type =
    { $type ->
        [standard] Standard
        [pro] Pro
       *[premium] Premium
    }
key-days = { $days } giorni
key-any-language = Tutte le lingue
key-any-domain = Tutti i domini
key-any-type = Tutte le tipologie
key-any-expiry = Tutte le scadenze
key-confirm-broadcast =
    { $count ->
        [one] 📣 Invia a 1 persona
       *[other] 📣 Invia a { $count } persone
    }
key-schedule-broadcast =
    { $count ->
        [one] 🕘 Programma per 1 persona
       *[other] 🕘 Programma per { $count } persone
    }
