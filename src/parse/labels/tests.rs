//! Words of all languages, and what is no label in any.

use super::{
    BY_WORDS, LANGUAGES, Label, fold, is_asking_word, is_back_to_top, is_placeholder,
    is_prompt_label, is_total_word, label_of, ordinal, speaks_of_answers, summary_label, unit,
};

#[test]
fn labels_fold_case_numbers_punctuation_and_brackets() {
    assert_eq!(label_of("Expected Answer:"), Some(Label::Answer));
    assert_eq!(label_of("Follow-up Question 2"), Some(Label::FollowUp));
    assert_eq!(
        label_of("✅ Strong Pass (Definitely Hire):"),
        Some(Label::StrongPass)
    );
    assert_eq!(label_of("RED FLAGS 🚩"), Some(Label::RedFlags));
    assert_eq!(label_of("Solutions:"), None);
    assert_eq!(label_of("Answering machines"), None);
}

#[test]
fn no_label_is_given_up_before_it_is_folded() {
    let labels = LANGUAGES.into_iter().flat_map(|words| words.labels);
    for words in labels.flat_map(|(_, words)| *words) {
        for text in [
            (*words).to_owned(),
            format!("{}: ", words.to_uppercase()),
            format!("2. {words} 3"),
            format!("{words}(s)"),
            format!("({words}) {words}"),
            format!("“{words}”)"),
            format!("{words} 👶"),
            format!("{words}（and a few more words that no label has）"),
            format!("{words}, and a few more words that no label has"),
        ] {
            let folded = BY_WORDS.get(&fold::label(&text)).copied();
            let folded = folded.filter(|_| text.len() <= super::LONGEST);
            assert_eq!(label_of(&text), folded, "{text}");
        }
    }
}

#[test]
fn a_fold_that_shows_the_answer_is_an_answer() {
    assert_eq!(summary_label("View answer"), Some(Label::Answer));
    assert_eq!(
        summary_label("Click to see the solution"),
        Some(Label::Answer)
    );
    assert_eq!(summary_label("What is IAM?"), None);
}

#[test]
fn every_language_has_its_labels() {
    for (text, label) in [
        ("答案：", Label::Answer),
        ("参考答案", Label::Answer),
        ("【參考答案】", Label::Answer),
        ("追问２：", Label::FollowUp),
        ("模範解答", Label::Answer),
        ("ヒント：", Label::Hints),
        ("모범 답안:", Label::Answer),
        ("꼬리 질문 1", Label::FollowUp),
        ("ОТВЕТ:", Label::Answer),
        ("Дополнительные вопросы", Label::FollowUps),
        ("Підказка", Label::Hints),
        ("Відповідь:", Label::Answer),
        ("SOLUCION:", Label::Answer),
        ("Preguntas de seguimiento", Label::FollowUps),
        ("Critérios de avaliação", Label::Evaluation),
        ("Réponse attendue :", Label::Answer),
        ("LÖSUNG", Label::Answer),
        ("Warnsignale 🚩", Label::RedFlags),
        ("Risposta corretta", Label::Answer),
        ("Odpowiedź:", Label::Answer),
        ("İPUCU", Label::Hints),
        ("الإِجابة:", Label::Answer),
        ("تلميحات", Label::Hints),
        ("תְּשׁוּבָה:", Label::Answer),
        ("שאלות המשך", Label::FollowUps),
        ("پاسخ‌ها", Label::Answer),
        ("उत्तर:", Label::Answer),
        ("Đáp án:", Label::Answer),
        ("Kunci jawaban", Label::Answer),
        ("面试官", Label::Interviewer),
        ("候选人", Label::Candidate),
        ("Интервьюер", Label::Interviewer),
    ] {
        assert_eq!(label_of(text), Some(label), "{text}");
    }
}

#[test]
fn ordinary_words_are_no_labels() {
    for text in [
        "The",
        "Label",
        "Comment",
        "Come",
        "Sur",
        "Per",
        "答题卡",
        "时间复杂度",
        "答案之书",
        "Ответственность",
        "Respuestas rápidas de HTTP",
        "Antwortzeit",
        "R",
        "Zero",
    ] {
        assert_eq!(label_of(text), None, "{text}");
    }
    for word in [
        "The", "Comment", "Come", "Vi", "Est", "Par", "Do", "Die", "Dove",
    ] {
        assert!(!is_asking_word(word), "{word}");
    }
}

#[test]
fn verbs_may_stand_behind_the_answer_and_without_spaces() {
    for text in [
        "查看答案",
        "点击查看参考答案",
        "答案（点击展开）",
        "顯示解答",
        "答えを見る",
        "解答例を表示する",
        "정답 보기",
        "Показать ответ",
        "Нажмите, чтобы увидеть ответ",
        "Переглянути відповідь",
        "Ver respuesta",
        "Haz clic para ver la respuesta",
        "Mostrar resposta",
        "Voir la réponse",
        "Cliquez pour voir la réponse",
        "Antwort anzeigen",
        "Lösung einblenden",
        "Mostra la risposta",
        "Pokaż odpowiedź",
        "Cevabı göster",
        "عرض الإجابة",
        "הצג תשובה",
        "نمایش پاسخ",
        "उत्तर देखें",
        "Xem đáp án",
        "Lihat jawaban",
    ] {
        assert_eq!(summary_label(text), Some(Label::Answer), "{text}");
    }
    for text in [
        "查看源代码",
        "クリックして",
        "Ver código",
        "Antwort auf alles",
    ] {
        assert_eq!(summary_label(text), None, "{text}");
    }
}

#[test]
fn titles_ask_in_every_script() {
    for word in [
        "什么是闭包",
        "解释闭包",
        "クロージャとは",
        "Почему",
        "لماذا",
        "מדוע",
    ] {
        assert!(is_asking_word(word), "{word}");
    }
    assert!(speaks_of_answers("参考答案汇总") && !speaks_of_answers("问题与答案"));
    assert!(speaks_of_answers("Ответы") && !speaks_of_answers("Вопросы и ответы"));
    assert!(is_back_to_top("⬆ 返回顶部") && is_back_to_top("↥ Наверх"));
    assert_eq!(unit("Minuten"), Some((1, 7)));
    assert_eq!(ordinal("第一百零五题"), Some((105, "第一百零五题".len())));
    assert!(is_total_word("总共") && is_total_word("insgesamt"));
    assert!(is_prompt_label("示例：") && is_prompt_label("Пример") && !is_prompt_label("锁"));
}

#[test]
fn placeholders_are_words_that_promise() {
    assert!(is_placeholder("待补充……") && is_placeholder("（未完成）"));
    assert!(is_placeholder("In Arbeit") && is_placeholder("Próximamente…"));
    assert!(is_placeholder("TODO") && is_placeholder("To be completed...") && is_placeholder("…"));
    assert!(!is_placeholder("Use a queue."));
}
