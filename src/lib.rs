//! Turns Markdown interview material into a study guide.
//!
//! ```text
//! Inputs ─ parse ─▶ Document ─ assemble ─▶ Guide ─ view ─▶ PageContext ─ render ─▶ Artifact ─ publish ─▶ disk
//! ```
//!
//! The modules in reading order: [`source`] reads files, [`diagnostic`] says what is wrong with
//! them, [`config`] is `prepbook.yml`; [`model`] is what a guide is; [`parse`] understands a
//! file, [`guide`] joins all of them, [`check`] looks for mistakes; [`html`], [`view`] and
//! [`render`] make pages; [`pipeline`] joins the stages; [`publish`] and [`serve`] deliver;
//! [`commands`] and [`cli`] are the program. `ARCHITECTURE.md` says why.

pub mod check;
pub mod cli;
pub mod commands;
pub mod config;
pub mod diagnostic;
pub mod guide;
pub mod html;
pub mod language;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod publish;
pub mod render;
pub mod serve;
pub mod source;
pub mod view;
