//! Italian words that mark a part.

use super::Label;
use super::words::Words;

/// See [`Words`].
pub(super) const WORDS: Words = Words {
    labels: &[
        (
            Label::Question,
            &["domanda", "la domanda", "problema", "esercizio"],
        ),
        (
            Label::Answer,
            &[
                "risposta",
                "risposte",
                "la risposta",
                "risposta attesa",
                "risposta corretta",
                "risposta modello",
                "esempio di risposta",
                "possibile risposta",
                "soluzione",
                "risposta breve",
            ],
        ),
        (
            Label::FollowUp,
            &["domanda di approfondimento", "domanda aggiuntiva"],
        ),
        (
            Label::FollowUps,
            &[
                "domande di approfondimento",
                "domande aggiuntive",
                "approfondimenti",
            ],
        ),
        (Label::Hints, &["suggerimento", "suggerimenti"]),
        (Label::Options, &["opzioni", "opzioni di risposta"]),
        (Label::Rubric, &["griglia di valutazione", "cosa osservare"]),
        (
            Label::Minimum,
            &["minimo accettabile", "risposta minima", "deve menzionare"],
        ),
        (
            Label::Strong,
            &["risposta forte", "ottima risposta", "risposta eccellente"],
        ),
        (
            Label::RedFlags,
            &[
                "segnali d'allarme",
                "campanelli d'allarme",
                "bandiere rosse",
                "errori comuni",
                "risposta debole",
            ],
        ),
        (Label::Notes, &["note per l'intervistatore", "appunti"]),
        (Label::Level, &["livello", "difficoltà"]),
        (Label::Tags, &["etichette"]),
        (Label::Minutes, &["tempo", "durata"]),
        (
            Label::Role,
            &["ruolo", "posizione", "descrizione del ruolo", "profilo"],
        ),
        (
            Label::Format,
            &[
                "formato del colloquio",
                "struttura del colloquio",
                "svolgimento del colloquio",
            ],
        ),
        (
            Label::Evaluation,
            &["criteri di valutazione", "valutazione"],
        ),
        (Label::Pass, &["superato", "assumere"]),
        (Label::StrongPass, &["superato con lode"]),
        (Label::Fail, &["non superato", "non assumere", "bocciato"]),
        (Label::StrongIndicators, &["segnali positivi"]),
        (
            Label::Contents,
            &["indice", "sommario", "indice dei contenuti"],
        ),
        (
            Label::Interviewer,
            &[
                "intervistatore",
                "intervistatrice",
                "selezionatore",
                "esaminatore",
            ],
        ),
        (
            Label::Candidate,
            &["candidato", "candidata", "intervistato", "intervistata"],
        ),
        (
            Label::Questions,
            &[
                "domande",
                "domande di colloquio",
                "domande per il colloquio",
            ],
        ),
        (Label::Glossary, &["glossario", "termini"]),
    ],
    question: &["domanda", "esercizio", "problema"],
    show: &[
        "mostra",
        "vedi",
        "visualizza",
        "rivela",
        "apri",
        "guarda",
        "clicca",
    ],
    placeholders: &[
        "da completare",
        "da fare",
        "prossimamente",
        "in arrivo",
        "in costruzione",
        "in corso",
        "da scrivere",
        "da definire",
    ],
    back_to_top: &[
        "torna su",
        "torna in alto",
        "torna all'inizio",
        "torna all'indice",
        "inizio pagina",
        "vai su",
    ],
    minutes: &["minuto", "minuti"],
    hours: &["ora", "ore"],
    range: &["a"],
    total: &["in totale"],
    asking: &[
        "cosa",
        "perché",
        "quale",
        "quali",
        "spiega",
        "spiegare",
        "descrivi",
        "descrivere",
        "elenca",
        "definisci",
        "confronta",
        "scrivi",
        "implementa",
        "progetta",
    ],
    ambiguous: &["soluzione"],
    keys: &["chiave delle risposte"],
    prompt: &[
        "ingresso",
        "uscita",
        "esempio",
        "esempi",
        "vincoli",
        "contesto",
        "codice",
        "requisiti",
        "descrizione",
        "situazione",
        "consegna",
        "dati",
    ],
    answers: &["risposta", "risposte", "soluzione", "soluzioni"],
    asked: &["domanda", "domande", "questionario"],
    ..Words::NONE
};
