# L'elenco degli iscritti, mandato in chat da chi amministra. Alcune righe si leggono anche sulla riga di comando.
register-ask =
    📥 <b>Mandami l'elenco degli iscritti</b>

    Un file CSV, come documento, fino a 20 MB: una riga per casella. Prima ti dico che cosa cambierebbe, poi confermi tu.
register-columns =
    <blockquote expandable>Le colonne, in qualsiasi ordine:
    { $columns }, { $others }

    Le date si scrivono così: 2027-03-01. Sì e no: true e false. Va bene anche come salva Excel in italiano: 01/03/2027, VERO e FALSO.</blockquote>
register-not-asked-for = 📥 È l'elenco degli iscritti? Tocca qui sotto e mandalo di nuovo: prima ti dico che cosa cambierebbe.
register-not-a-file = 📎 Aspetto l'elenco come <b>file CSV</b>: allegalo come documento, non come testo né come foto.
register-progress =
    { $stage ->
        [reading] ⏳ Leggo l'elenco
        [comparing] ⏳ Confronto l'elenco
       *[writing] ⏳ Importo l'elenco
    }… { $percent }%
register-would = 🔎 <b>Non è ancora cambiato nulla.</b> Con questo elenco:
register-nothing-new = ✅ <b>Non cambierebbe nulla:</b> l'elenco è già così.
register-money-stays = Crediti e servizi attivi non si toccano.
register-done = ✅ <b>Elenco importato.</b>
register-done-before = ✅ Questo elenco <b>l'hai già importato</b>.
register-gone = Nessun elenco aspetta una conferma. Se l'avevi già confermato, lo trovi tra gli atti; altrimenti mandalo di nuovo.
register-refused =
    { $count ->
        [one] ⛔ <b>C'è 1 errore</b>
       *[other] ⛔ <b>Ci sono { $count } errori</b>
    }: non è stato importato nulla. Correggi e manda di nuovo il file.
register-refused-whole = ⛔ <b>Non è stato importato nulla</b>: { $reason }.
register-refused-more =
    { $count ->
        [one] … e un altro: sono tutti nel file qui sopra.
       *[other] … e altri { $count }: sono tutti nel file qui sopra.
    }
register-problems-caption = ⛔ Tutti i { $count } errori dell'elenco.
register-problems-file = errori-elenco.txt

register-problem = riga { $line }, colonna { $column }
register-problem-of-row = riga { $line }
register-holders =
    { $count ->
        [one] 1 nuovo titolare
       *[other] { $count } nuovi titolari
    }
register-created =
    { $count ->
        [one] 1 casella nuova
       *[other] { $count } caselle nuove
    }
register-updated =
    { $count ->
        [one] 1 casella cambiata
       *[other] { $count } caselle cambiate
    }
register-unchanged =
    { $count ->
        [one] 1 casella invariata
       *[other] { $count } caselle invariate
    }
register-moved =
    { $count ->
        [one] 1 scadenza spostata:
       *[other] { $count } scadenze spostate:
    }
register-moved-line = • { $mailbox }: { $before } → { $after }
register-moved-more =
    { $count ->
        [one] … e un'altra
       *[other] … e altre { $count }
    }
register-moved-back =
    { $count ->
        [one] ⚠️ 1 scadenza torna indietro: controlla che sia giusto
       *[other] ⚠️ { $count } scadenze tornano indietro: controlla che sia giusto
    }
register-suspended =
    { $count ->
        [one] ⚠️ 1 casella viene sospesa
       *[other] ⚠️ { $count } caselle vengono sospese
    }
register-opened =
    { $count ->
        [one] 1 casella viene riaperta
       *[other] { $count } caselle vengono riaperte
    }
register-retyped =
    { $count ->
        [one] 1 casella cambia tipologia
       *[other] { $count } caselle cambiano tipologia
    }
register-held =
    { $count ->
        [one] 1 casella sospesa dalla segreteria resta sospesa: si riapre dalla sua scheda
       *[other] { $count } caselle sospese dalla segreteria restano sospese: si riaprono dalla loro scheda
    }

key-register = 📥 Importa l'elenco
key-import-register = Importa
key-another-register = 📥 Manda un altro file
