//! One recogniser per form of interview material (FORMS: the handbook's list of forms).
//!
//! | form | file | looks like |
//! |---|---|---|
//! | canonical, 5 and 9 | [`labelled`] | `### Question` with `#### Answer`, `**Answer:**` or a fold |
//! | 1 | [`numbered`] | `## 1. Question`, `### Question 2: …`, `**Q3: …**` |
//! | 2 | [`plain_heading`] | `### What is a closure?` |
//! | 5, turns | [`turns`] | `**Interviewer:** …`, `[candidate]: …` |
//! | 10 | [`plain_text`] | text taken out of a PDF |

pub(super) mod labelled;
pub(super) mod numbered;
pub(super) mod plain_heading;
pub(super) mod plain_text;
pub(super) mod turns;
