//! One recogniser per form of interview material (FORMS: the handbook's list of forms).
//!
//! | form | file | looks like |
//! |---|---|---|
//! | canonical, 5 and 9 | [`labelled`] | `### Question` with `#### Answer`, `**Answer:**` or a fold |
//! | 1 | [`numbered`] | `## 1. Question`, `### Question 2: …`, `**Q3: …**` |
//! | 1 and 2, lines | [`lines`] | `**Q3: …**`, `Q: …`, `**What is a closure?**` |
//! | 1 and 3, lists | [`list_items`] | `* What is a closure?`, `1.  ### What is a closure?` |
//! | 2 | [`plain_heading`] | `### What is a closure?` |
//! | 4 | [`whole_file`] | one file for each question |
//! | 5, sections | [`sections`] | `## question`, `## answer` |
//! | 5, turns | [`turns`] | `**Interviewer:** …`, `[candidate]: …` |
//! | 5, tables | [`tables`] | `| Question | Answer |` |
//! | 6 | [`summaries`] | `<details><summary>What is a closure?</summary>` |
//! | 10 | [`plain_text`] | text taken out of a PDF |

pub(super) mod labelled;
pub(super) mod lines;
pub(super) mod list_items;
pub(super) mod numbered;
pub(super) mod plain_heading;
pub(super) mod plain_text;
pub(super) mod sections;
pub(super) mod summaries;
pub(super) mod tables;
pub(super) mod turns;
pub(super) mod whole_file;
