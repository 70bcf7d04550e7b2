//! Turns Markdown interview material into a study guide.
//!
//! ```text
//! Inputs ─ parse ─▶ Document ─ edition ─▶ Document ─ assemble ─▶ Guide ─ view ─▶ PageContext ─ render ─▶ Artifact ─ publish ─▶ disk
//! ```
//!
//! The modules in reading order: [`source`] reads files, [`diagnostic`] says what is wrong with
//! them, [`config`] is `prepbook.yml`; [`words`] are the interface's; [`tongue`] knows the
//! languages of people; [`tokens`]
//! cuts text into words to find things by, [`markup`] raw HTML into tags; [`model`] is what a guide
//! is; [`parse`] understands a file, [`canonical`] writes it anew, [`ledger`] keeps ids, [`edition`]
//! leaves out what one audience may not see, [`guide`] joins all files, [`check`] looks for mistakes;
//! [`html`], [`view`] and
//! [`render`] make pages, [`search`] the index; [`pipeline`] joins the stages; [`cache`] keeps
//! what is dear; [`publish`] and [`serve`] deliver;
//! [`commands`] and [`cli`] are the program. `ARCHITECTURE.md` says why.

#![warn(clippy::disallowed_methods)]

#[expect(
    clippy::disallowed_methods,
    reason = "what was made before is kept here"
)]
pub mod cache;
pub mod canonical;
pub mod check;
pub mod cli;
#[expect(clippy::disallowed_methods, reason = "the environment is read here")]
pub mod commands;
pub mod config;
pub mod diagnostic;
pub mod edition;
pub mod guide;
pub mod html;
pub mod language;
pub mod ledger;
pub mod markup;
pub mod model;
pub mod parse;
pub mod pipeline;
#[expect(clippy::disallowed_methods, reason = "the site is written here")]
pub mod publish;
pub mod related;
pub mod render;
pub mod search;
#[expect(
    clippy::disallowed_methods,
    reason = "the server reads attachments and watches folders"
)]
pub mod serve;
#[expect(clippy::disallowed_methods, reason = "files are found and read here")]
pub mod source;
pub mod tokens;
pub mod tongue;
pub mod view;
pub mod words;
