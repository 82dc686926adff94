# Le ricevute in PDF, e il foglio dei movimenti in CSV: testo semplice, senza grassetti.
receipt-amount = { $amount }
receipt-day = { $day }
receipt-at = { $at }
receipt-gb = { $gb } GB

receipt-title-order = Ricevuta d'ordine
receipt-title-topup = Ricevuta di ricarica
receipt-title-renewal = Ricevuta di rinnovo
receipt-number-order = Numero d'ordine
receipt-number-topup = Riferimento
receipt-number-renewal = Numero
receipt-date = Data

receipt-holder = Titolare
receipt-name = Nome e cognome
receipt-fiscal-code = Codice fiscale
receipt-company = Ragione sociale
receipt-vat-number = Partita IVA

receipt-bought = Acquisto
receipt-renewed = Rinnovo
receipt-mailbox = Casella PEC
receipt-service = Servizio
receipt-quantity = Quantità
receipt-ran-to = Era attivo fino a
receipt-runs-to = Attivo fino a

receipt-price = Prezzo
receipt-unit-price = Prezzo di 1 GB per un anno, IVA esclusa
receipt-times-label = Calcolo
receipt-times =
    { $unit } × { $gb } GB × { $years ->
        [one] 1 anno
       *[other] { $years } anni
    }
receipt-net = Totale netto, IVA esclusa
receipt-vat = IVA { $rate }%
receipt-vat-unknown = IVA
receipt-total = Totale, IVA inclusa
receipt-free = gratis
receipt-paid-with = Pagato con
receipt-from-credit = credito residuo
receipt-by-card = carta, sulla pagina sicura di Stripe

receipt-next-renewal = Prossimo rinnovo
receipt-as-quoted = Secondo il preventivo
receipt-renewal-takes =
    { ELIDES($day, "Il ", "L'") }{ $day } il rinnovo prenderà { $total } dal credito, IVA inclusa, per { $years ->
        [one] 1 anno
       *[other] { $years } anni
    }.
receipt-no-renewal = Nessuno: la casella non si rinnova da sola, e il servizio finisce { ELIDES($day, "il ", "l'") }{ $day }.

receipt-top-up = Ricarica
receipt-payment = Pagamento Stripe
receipt-topped-up = Importo aggiunto al credito
receipt-credit-after = Credito dopo la ricarica

receipt-note-prices = Il prezzo di 1 GB e il totale netto sono senza IVA; il totale la comprende.
receipt-note-free = Gratis perché alla scadenza della casella mancavano al massimo tre mesi. Il rinnovo invece si paga.
receipt-note-credit = Il credito residuo paga ordini e rinnovi, IVA inclusa. Non scade.
receipt-no-invoice = Questa ricevuta non è una fattura.

sheet-date = Data
sheet-time = Ora
sheet-kind = Tipo
sheet-what = Descrizione
sheet-mailbox = Casella PEC
sheet-reference = Riferimento
sheet-amount = Importo in EUR
sheet-balance = Credito dopo, in EUR
