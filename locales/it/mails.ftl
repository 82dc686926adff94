# Le e-mail: oggetto, saluto, tasto e piè di pagina. Il resto è quello che si legge in chat.
mail-subject-short = La casella { $mailbox } scade { ELIDES($day, "il ", "l'") }{ $day }: { ONE($missing, "manca", "mancano") } { $missing }
mail-subject-covered = La casella { $mailbox } scade { ELIDES($day, "il ", "l'") }{ $day }: il credito basta
mail-subject-ending = La casella { $mailbox } scade { ELIDES($day, "il ", "l'") }{ $day }: non è previsto che si rinnovi
mail-subject-leaving = La casella { $mailbox } scade { ELIDES($day, "il ", "l'") }{ $day }: alcuni servizi finiscono
mail-subject-unpaid = Casella { $mailbox }: servizi senza pagamento fino { ELIDES($day, "al ", "all'") }{ $day }
mail-subject-renewed = Casella { $mailbox }: servizi rinnovati fino { ELIDES($day, "al ", "all'") }{ $day }
mail-subject-ended =
    Casella { $mailbox }: { $count ->
        [one] 1 servizio disattivato
       *[other] { $count } servizi disattivati
    }
mail-subject-expired = La casella { $mailbox } è scaduta { ELIDES($day, "il ", "l'") }{ $day }
mail-subject-space = Casella { $mailbox }: spazio occupato { $percent }%

mail-subject-new-login = Nuovo accesso a { $mailbox }: eri tu?
mail-subject-login-failures = Qualcuno prova ad accedere a { $mailbox }

mail-greeting = Ciao { $name },
mail-top-up = Ricarica { $amount }
mail-open = Apri la casella
mail-revoke = Non ero io: scollega quella chat
mail-accesses = Vedi gli ultimi accessi
mail-in-chat = Il tasto apre la chat dell'Area Clienti su Telegram. Lì accedi con la casella e la sua password: per e-mail non chiediamo mai né password né dati della carta.
mail-why = Ricevi questa e-mail perché questo è l'indirizzo di riferimento di { $mailbox }.
mail-always = Scadenze e rinnovi si comunicano sempre: questi avvisi non si disattivano.
mail-always-security = Gli avvisi di sicurezza si inviano sempre: non si disattivano.
mail-unsubscribe = Non vuoi più gli avvisi di spazio? Disattivali qui
mail-no-answer = È un messaggio automatico: non rispondere, le risposte non vengono lette.
