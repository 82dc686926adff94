# La manutenzione: che cosa vede chi scrive nel frattempo, e l'interruttore di chi amministra.
maintenance-closed =
    🛠 <b>Stiamo facendo manutenzione.</b>

    I tuoi dati e il tuo credito sono al sicuro.
maintenance-until = Contiamo di finire { ELIDES($until, "il ", "l'") }<b>{ $until }</b>.
maintenance-until-today = Contiamo di finire alle <b>{ TIME($until) }</b>.
maintenance-promise = Non devi fare nulla: ti scrivo io quando è finita.
maintenance-over =
    ✅ <b>La manutenzione è finita.</b>

    Puoi riprendere da dove eri rimasto, o tornare al menu.
maintenance-line = 🛠 <b>Manutenzione in corso</b>: chi non amministra trova chiuso.
maintenance-line-until = 🛠 <b>Manutenzione in corso</b> fino { ELIDES($until, "al ", "all'") }{ $until }: chi non amministra trova chiuso.
maintenance-line-until-today = 🛠 <b>Manutenzione in corso</b> fino alle { TIME($until) }: chi non amministra trova chiuso.
ask-maintenance =
    <b>Vuoi chiudere il bot per manutenzione?</b>

    Chi scrive o preme un tasto legge che c'è manutenzione, e non succede nient'altro: restano possibili solo /esci e /privacy. Quando la termini, avviso chi ha scritto nel frattempo.

    Pagamenti, rinnovi, avvisi e comunicazioni vanno avanti.
maintenance-begun = 🛠 <b>Il bot è chiuso per manutenzione.</b>
maintenance-begun-before = 🛠 <b>Il bot era già chiuso per manutenzione.</b>
maintenance-announced = Ai titolari è annunciata la fine { ELIDES($until, "il ", "l'") }<b>{ $until }</b>.
maintenance-announced-today = Ai titolari è annunciata la fine alle <b>{ TIME($until) }</b>.
maintenance-on =
    🛠 <b>Il bot è chiuso per manutenzione</b> { ELIDES($since, "dal ", "dall'") }{ $since }.

    { $waiting ->
        [0] Finora non ha scritto nessuno.
        [one] Finora ha scritto <b>1 persona</b>: l'avviso quando termini.
       *[other] Finora hanno scritto <b>{ $waiting } persone</b>: le avviso quando termini.
    }
maintenance-ended =
    ✅ <b>La manutenzione è finita.</b> { $told ->
        [0] Nel frattempo non ha scritto nessuno.
        [one] Avviso la persona che ha scritto nel frattempo.
       *[other] Avviso le { $told } persone che hanno scritto nel frattempo.
    }
maintenance-ended-before = ✅ <b>Il bot è aperto</b>: non c'è manutenzione.

key-maintenance = 🛠 Manutenzione
key-maintenance-for =
    { $minutes ->
        [60] Sì, chiudi per un'ora
        [120] Sì, chiudi per due ore
       *[other] Sì, chiudi per { $minutes } minuti
    }
key-maintenance-open-end = Sì, chiudi senza dire l'ora
key-maintenance-end = Termina la manutenzione
