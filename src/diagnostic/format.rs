//! The formats of a report, and which file writes each.

use std::str::FromStr;

use super::report::Report;
use super::{human, json, short};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportFormat {
    /// With source lines and carets.
    #[default]
    Human,
    /// One line each.
    Short,
    /// One JSON object per line.
    Json,
}

impl FromStr for ReportFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "human" => Ok(Self::Human),
            "short" => Ok(Self::Short),
            "json" => Ok(Self::Json),
            other => Err(format!("'{other}' is not one of human, short, json")),
        }
    }
}

/// The report in `format`; `color` concerns the human format alone.
pub fn write(report: &Report<'_>, format: ReportFormat, color: bool) -> String {
    match format {
        ReportFormat::Human => human::write(report, color),
        ReportFormat::Short => short::write(report),
        ReportFormat::Json => json::write(report),
    }
}
