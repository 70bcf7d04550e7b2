//! Indonesian words that mark a part.

use super::Label;
use super::words::Words;

/// See [`Words`].
pub(super) const WORDS: Words = Words {
    labels: &[
        (Label::Question, &["pertanyaan", "soal", "masalah"]),
        (
            Label::Answer,
            &[
                "jawaban",
                "jawab",
                "jawaban yang diharapkan",
                "contoh jawaban",
                "jawaban benar",
                "kunci jawaban",
                "jawaban singkat",
                "pembahasan",
                "solusi",
            ],
        ),
        (
            Label::FollowUp,
            &["pertanyaan lanjutan", "pertanyaan tambahan"],
        ),
        (
            Label::FollowUps,
            &[
                "pertanyaan pertanyaan lanjutan",
                "daftar pertanyaan lanjutan",
            ],
        ),
        (Label::Hints, &["petunjuk"]),
        (Label::Options, &["pilihan", "pilihan jawaban", "opsi"]),
        (Label::Rubric, &["rubrik", "kriteria penilaian"]),
        (
            Label::Minimum,
            &["jawaban minimal", "minimal yang dapat diterima"],
        ),
        (
            Label::Strong,
            &["jawaban kuat", "jawaban bagus", "jawaban yang baik"],
        ),
        (
            Label::RedFlags,
            &["tanda bahaya", "kesalahan umum", "jawaban lemah"],
        ),
        (Label::Notes, &["catatan", "catatan pewawancara"]),
        (Label::Level, &["tingkat", "tingkat kesulitan", "kesulitan"]),
        (Label::Minutes, &["waktu", "durasi"]),
        (Label::Role, &["peran", "posisi", "deskripsi pekerjaan"]),
        (
            Label::Format,
            &["format wawancara", "susunan wawancara", "alur wawancara"],
        ),
        (
            Label::Evaluation,
            &["penilaian", "evaluasi", "kriteria evaluasi"],
        ),
        (Label::Pass, &["lulus"]),
        (
            Label::StrongPass,
            &["sangat layak", "sangat direkomendasikan"],
        ),
        (Label::Fail, &["tidak lulus", "gagal"]),
        (Label::StrongIndicators, &["tanda positif"]),
        (Label::Contents, &["daftar isi"]),
        (Label::Interviewer, &["pewawancara"]),
        (Label::Candidate, &["kandidat", "pelamar"]),
        (
            Label::Questions,
            &["daftar pertanyaan", "pertanyaan wawancara"],
        ),
        (Label::Glossary, &["glosarium", "istilah"]),
    ],
    question: &["pertanyaan", "soal"],
    show: &["lihat", "tampilkan", "buka", "tunjukkan", "klik"],
    placeholders: &[
        "segera",
        "segera hadir",
        "akan datang",
        "dalam pengerjaan",
        "belum selesai",
        "menyusul",
        "akan ditambahkan",
    ],
    back_to_top: &[
        "kembali ke atas",
        "ke atas",
        "kembali ke daftar isi",
        "kembali ke awal",
    ],
    minutes: &["menit"],
    hours: &["jam"],
    range: &["sampai", "hingga"],
    total: &["total", "keseluruhan"],
    asking: &[
        "apa",
        "mengapa",
        "kenapa",
        "jelaskan",
        "sebutkan",
        "tuliskan",
        "uraikan",
        "bandingkan",
        "deskripsikan",
    ],
    ambiguous: &["solusi"],
    keys: &["kunci jawaban"],
    prompt: &[
        "masukan",
        "keluaran",
        "contoh",
        "batasan",
        "konteks",
        "kode",
        "persyaratan",
        "deskripsi",
        "situasi",
    ],
    answers: &["jawaban", "pembahasan", "solusi"],
    asked: &["pertanyaan", "soal"],
    ..Words::NONE
};
