//! Portuguese words that mark a part.

use super::Label;
use super::words::Words;

/// See [`Words`].
pub(super) const WORDS: Words = Words {
    labels: &[
        (
            Label::Question,
            &["pergunta", "a pergunta", "questão", "problema"],
        ),
        (
            Label::Answer,
            &[
                "resposta",
                "respostas",
                "a resposta",
                "resposta esperada",
                "resposta correta",
                "resposta modelo",
                "exemplo de resposta",
                "resposta sugerida",
                "possível resposta",
                "solução",
                "gabarito",
            ],
        ),
        (
            Label::FollowUp,
            &[
                "pergunta de acompanhamento",
                "pergunta adicional",
                "pergunta complementar",
            ],
        ),
        (
            Label::FollowUps,
            &[
                "perguntas de acompanhamento",
                "perguntas adicionais",
                "perguntas complementares",
            ],
        ),
        (Label::Hints, &["dica", "dicas"]),
        (
            Label::Options,
            &["opções", "alternativas", "opções de resposta"],
        ),
        (
            Label::Rubric,
            &["rubrica", "critérios de correção", "o que observar"],
        ),
        (
            Label::Minimum,
            &["mínimo aceitável", "resposta mínima", "deve mencionar"],
        ),
        (
            Label::Strong,
            &[
                "resposta forte",
                "resposta excelente",
                "boa resposta",
                "diferencial",
            ],
        ),
        (
            Label::RedFlags,
            &[
                "sinais de alerta",
                "bandeiras vermelhas",
                "erros comuns",
                "resposta fraca",
            ],
        ),
        (
            Label::Notes,
            &[
                "notas para o entrevistador",
                "notas do entrevistador",
                "observações",
            ],
        ),
        (Label::Level, &["nível", "dificuldade", "senioridade"]),
        (Label::Tags, &["etiquetas"]),
        (Label::Minutes, &["tempo", "duração"]),
        (
            Label::Role,
            &[
                "cargo",
                "vaga",
                "descrição da vaga",
                "a vaga",
                "função",
                "perfil do candidato",
            ],
        ),
        (
            Label::Format,
            &[
                "formato da entrevista",
                "estrutura da entrevista",
                "roteiro da entrevista",
            ],
        ),
        (Label::Evaluation, &["critérios de avaliação", "avaliação"]),
        (Label::Pass, &["aprovado", "contratar"]),
        (Label::StrongPass, &["aprovado com louvor"]),
        (Label::Fail, &["reprovado", "não contratar"]),
        (
            Label::StrongIndicators,
            &["sinais positivos", "bons sinais"],
        ),
        (
            Label::Contents,
            &["índice", "sumário", "tabela de conteúdos", "conteúdo"],
        ),
        (
            Label::Interviewer,
            &[
                "entrevistador",
                "entrevistadora",
                "recrutador",
                "recrutadora",
            ],
        ),
        (
            Label::Candidate,
            &["candidato", "candidata", "entrevistado", "entrevistada"],
        ),
        (
            Label::Questions,
            &[
                "perguntas",
                "perguntas de entrevista",
                "perguntas da entrevista",
                "questões",
            ],
        ),
        (Label::Glossary, &["glossário", "termos"]),
    ],
    question: &["pergunta", "questão", "problema"],
    show: &[
        "ver", "mostrar", "exibir", "revelar", "abrir", "veja", "clique", "mostre",
    ],
    placeholders: &[
        "pendente",
        "a fazer",
        "em breve",
        "em construção",
        "em andamento",
        "a definir",
        "sem resposta",
        "a completar",
    ],
    back_to_top: &[
        "topo",
        "voltar ao topo",
        "voltar para o topo",
        "ir para o topo",
        "voltar ao início",
        "voltar ao índice",
        "voltar ao sumário",
        "subir",
    ],
    minutes: &["minuto", "minutos"],
    hours: &["hora", "horas"],
    range: &["a"],
    total: &["ao todo", "no total"],
    asking: &[
        "qual",
        "quais",
        "explique",
        "descreva",
        "cite",
        "liste",
        "defina",
        "projete",
        "compare",
        "escreva",
        "implemente",
        "diferencie",
    ],
    ambiguous: &["solução"],
    keys: &["chave de respostas"],
    prompt: &[
        "entrada",
        "saída",
        "exemplo",
        "exemplos",
        "restrições",
        "contexto",
        "código",
        "requisitos",
        "descrição",
        "situação",
        "enunciado",
        "tarefa",
    ],
    answers: &["resposta", "respostas", "solução", "soluções", "gabarito"],
    asked: &[
        "pergunta",
        "perguntas",
        "questão",
        "questões",
        "questionário",
    ],
    ..Words::NONE
};
