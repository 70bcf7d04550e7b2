//! The reader's words in every language: small documents as their authors would write them.

use prepbook::model::Document;
use prepbook::parse::{ParseOptions, parse};
use prepbook::source::{FileId, SourceFile};

/// A language's way to write three questions: the heading of a question with `{}` for its number,
/// three questions, the label of a hint with its colon, that of an answer, a fold's summary.
struct Shape {
    heading: &'static str,
    questions: [&'static str; 3],
    hint: &'static str,
    answer: &'static str,
    summary: &'static str,
}

#[rustfmt::skip]
const SHAPES: [Shape; 22] = [
    Shape { heading: "第{}题：", questions: ["什么是互斥锁？", "为什么要用索引？", "解释缓存穿透"], hint: "提示：", answer: "参考答案：", summary: "点击查看答案" },
    Shape { heading: "问题 {}：", questions: ["进程和线程的区别", "如何避免死锁", "谈谈垃圾回收"], hint: "提示：", answer: "答案：", summary: "查看答案" },
    Shape { heading: "第{}題：", questions: ["什麼是互斥鎖？", "為什麼要用索引？", "解釋快取"], hint: "提示：", answer: "參考答案：", summary: "顯示答案" },
    Shape { heading: "問題{}：", questions: ["ミューテックスとは何ですか？", "索引を使うのはなぜですか？", "デッドロックを説明してください"], hint: "ヒント：", answer: "解答例：", summary: "答えを見る" },
    Shape { heading: "질문 {}. ", questions: ["뮤텍스란 무엇인가요?", "인덱스를 왜 쓰나요?", "교착 상태를 설명하세요"], hint: "힌트:", answer: "모범 답안:", summary: "정답 보기" },
    Shape { heading: "Вопрос {}: ", questions: ["Что такое мьютекс?", "Зачем нужны индексы?", "Опишите взаимную блокировку"], hint: "Подсказка:", answer: "Ответ:", summary: "Показать ответ" },
    Shape { heading: "Питання {}: ", questions: ["Що таке м'ютекс?", "Навіщо потрібні індекси?", "Опишіть взаємне блокування"], hint: "Підказка:", answer: "Відповідь:", summary: "Показати відповідь" },
    Shape { heading: "Pregunta {}: ", questions: ["¿Qué es un mutex?", "¿Para qué sirven los índices?", "Explica un interbloqueo"], hint: "Pista:", answer: "Respuesta esperada:", summary: "Ver la respuesta" },
    Shape { heading: "Pergunta {}: ", questions: ["O que é um mutex?", "Para que servem os índices?", "Explique um impasse"], hint: "Dica:", answer: "Resposta:", summary: "Mostrar a resposta" },
    Shape { heading: "Question {} : ", questions: ["Qu'est-ce qu'un mutex ?", "À quoi servent les index ?", "Décrivez un interblocage"], hint: "Indices :", answer: "Réponse attendue :", summary: "Afficher la réponse" },
    Shape { heading: "Frage {}: ", questions: ["Was ist ein Mutex?", "Wozu dienen Indizes?", "Beschreiben Sie eine Verklemmung"], hint: "Hinweis:", answer: "Musterlösung:", summary: "Lösung anzeigen" },
    Shape { heading: "Domanda {}: ", questions: ["Che cos'è un mutex?", "A cosa servono gli indici?", "Descrivi uno stallo"], hint: "Suggerimento:", answer: "Risposta:", summary: "Mostra la risposta" },
    Shape { heading: "Pytanie {}: ", questions: ["Czym jest muteks?", "Do czego służą indeksy?", "Opisz zakleszczenie"], hint: "Podpowiedź:", answer: "Odpowiedź:", summary: "Pokaż odpowiedź" },
    Shape { heading: "SORU {}: ", questions: ["Mutex nedir?", "İndeksler neden kullanılır?", "Kilitlenmeyi açıklayın"], hint: "İPUCU:", answer: "Örnek yanıt:", summary: "Yanıtı göster" },
    Shape { heading: "السؤال {}: ", questions: ["ما هو القفل؟", "لماذا نستخدم الفهارس؟", "اشرح الجمود"], hint: "تلميح:", answer: "الإجابة:", summary: "عرض الإجابة" },
    Shape { heading: "שאלה {}: ", questions: ["מהו מנעול?", "למה משתמשים באינדקסים?", "הסבירו קיפאון"], hint: "רמז:", answer: "תשובה:", summary: "הצג תשובה" },
    Shape { heading: "سوال {}: ", questions: ["قفل چیست؟", "چرا از نمایه استفاده می‌کنیم؟", "بن‌بست را توضیح دهید"], hint: "راهنمایی:", answer: "پاسخ:", summary: "نمایش پاسخ" },
    Shape { heading: "प्रश्न {}: ", questions: ["म्यूटेक्स क्या है?", "इंडेक्स क्यों होते हैं?", "गतिरोध समझाइए"], hint: "संकेत:", answer: "उत्तर:", summary: "उत्तर देखें" },
    Shape { heading: "Câu {}: ", questions: ["Mutex là gì?", "Tại sao dùng chỉ mục?", "Giải thích khóa chết"], hint: "Gợi ý:", answer: "Đáp án:", summary: "Xem đáp án" },
    Shape { heading: "Câu hỏi {}: ", questions: ["Mutex là gì?", "Tại sao dùng chỉ mục?", "Giải thích khóa chết"], hint: "Gợi ý:", answer: "Trả lời:", summary: "Xem câu trả lời" },
    Shape { heading: "Pertanyaan {}: ", questions: ["Apa itu mutex?", "Mengapa memakai indeks?", "Jelaskan kebuntuan"], hint: "Petunjuk:", answer: "Jawaban:", summary: "Lihat jawaban" },
    Shape { heading: "Вопрос №{}. ", questions: ["Что такое мьютекс?", "Зачем нужны индексы?", "Опишите блокировку"], hint: "Подсказка:", answer: "Правильный ответ:", summary: "Посмотреть ответ" },
];

fn read(name: &str, text: &str) -> Document {
    let file = SourceFile::new(FileId::new(name), name, text.as_bytes());
    parse(&file, &ParseOptions::default()).value
}

impl Shape {
    /// The three questions, with numbers in the digits that start with `zero`.
    fn text(&self, zero: char) -> String {
        let number = |number: u32| {
            let digit = char::from_u32(u32::from(zero) + number).expect("a digit");
            self.heading.replace("{}", &digit.to_string())
        };
        let [first, second, third] = self.questions;
        let Self {
            hint,
            answer,
            summary,
            ..
        } = self;
        format!(
            "# X\n\n## {}{first}\n\n**{hint}** …1…\n\n**{answer}** one\n\n\
             ## {}{second}\n\n<details>\n<summary>{summary}</summary>\n\ntwo\n\n</details>\n\n\
             ## {}{third}\n\n### {answer}\n\nthree\n",
            number(1),
            number(2),
            number(3)
        )
    }
}

#[test]
fn questions_hints_and_answers_are_read_in_every_language() {
    for shape in &SHAPES {
        for zero in ['0', '０', '٠', '۰', '०'] {
            let document = read("x.md", &shape.text(zero));
            let found: Vec<(String, usize, String)> = document
                .questions()
                .map(|question| {
                    let answer = question.answer.as_ref();
                    let words = answer.map(|answer| answer.prose.plain_text());
                    let words = words.unwrap_or_default().trim().to_owned();
                    (question.title_text(), question.hints.len(), words)
                })
                .collect();
            let wanted =
                [(0, 1, "one"), (1, 0, "two"), (2, 0, "three")].map(|(at, hints, answer)| {
                    (shape.questions[at].to_owned(), hints, answer.to_owned())
                });
            assert_eq!(found, wanted, "{} {zero}", shape.heading);
        }
    }
}

#[test]
fn conversations_are_read_in_every_language() {
    for (asks, answers) in [
        ("面试官：", "候选人："),
        ("面接官：", "候補者："),
        ("면접관: ", "지원자: "),
        ("Интервьюер: ", "Кандидат: "),
        ("Entrevistador: ", "Candidata: "),
        ("المحاور: ", "المرشح: "),
        ("מראיינת: ", "מועמד: "),
    ] {
        let turn = |asked: &str| format!("**{asks}** {asked}?\n\n**{answers}** {asked}!\n\n");
        let document = read(
            "x.md",
            &format!("# X\n\n{}{}{}", turn("A"), turn("B"), turn("C")),
        );
        let kinds: Vec<&str> = document
            .parts
            .iter()
            .map(|part| part.kind().name())
            .collect();
        assert_eq!(kinds, ["transcript"], "{asks}");
    }
}

#[test]
fn a_key_given_apart_is_read_in_every_language() {
    for key in [
        "答案：B",
        "正确答案：B",
        "**Ответ:** B",
        "**Respuesta correcta:** B",
        "**الإجابة:** B",
    ] {
        let text = format!(
            "# X\n\n## 1. One?\n\n- A) no\n- B) yes\n\n{key}\n\n## 2. Two?\n\n- A) no\n- B) yes\n\n{key}\n\n## 3. Three?\n\n- A) no\n- B) yes\n\n{key}\n"
        );
        let document = read("x.md", &text);
        let answered = document
            .questions()
            .filter(|question| question.is_answered())
            .count();
        assert_eq!(answered, 3, "{key}");
    }
}

#[test]
fn prose_about_answers_has_no_questions() {
    let text = "# Заметки\n\n## Время ответа\n\nОтвет приходит быстро.\n\n## Уровень\n\nВысокий.\n\n\
                ## 时间复杂度\n\n答案取决于数据。\n\n## Respuestas rápidas\n\nNada más.\n";
    assert_eq!(read("x.md", text).questions().count(), 0);
}
