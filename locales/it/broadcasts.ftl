### Le comunicazioni a molti titolari.

## Il messaggio, come arriva

# In testa a un testo che c'è solo nell'altra lingua.
broadcast-only-it = <i>Questa comunicazione è in italiano.</i>
broadcast-only-en = <i>Questa comunicazione è disponibile solo in inglese.</i>
# In coda all'e-mail di una comunicazione con una foto o un documento.
broadcast-file-in-chat = L’allegato di questa comunicazione è nella chat.
# L'oggetto dell'e-mail se il testo non ha una prima riga.
broadcast-subject = Una comunicazione per te
mail-why-broadcast = Ricevi questa e-mail perché questo è l'indirizzo di riferimento della tua casella PEC.
mail-always-broadcast = È una comunicazione di chi ti assegna la casella.

## Com'è fatta, in parole

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
broadcast-audience = 👥 A: <b>{ $audience }</b>
broadcast-channel =
    💬 { $channel ->
        [both] In chat e per e-mail
       *[chat] Solo in chat
    }
broadcast-at-once = 🕘 Subito dopo la conferma
broadcast-at = 🕘 Dal <b>{ $at }</b>

## Come va

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
