//! The formats of a report, and which file writes each.

use std::str::FromStr;

use super::report::Report;
use super::{github, gitlab, human, json, short};

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
    /// Annotations of GitHub Actions.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
}

impl ReportFormat {
    /// Whether the report is a result, for a forge to read from standard output.
    ///
    /// Other reports are messages and go to standard error.
    pub fn is_result(self) -> bool {
        matches!(self, Self::Github | Self::Gitlab)
    }

    /// Whether words for people may stand beside the report on standard error.
    pub fn leaves_room(self) -> bool {
        self == Self::Human || self.is_result()
    }
}

impl FromStr for ReportFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "human" => Ok(Self::Human),
            "short" => Ok(Self::Short),
            "json" => Ok(Self::Json),
            "github" => Ok(Self::Github),
            "gitlab" => Ok(Self::Gitlab),
            other => Err(format!(
                "'{other}' is not one of human, short, json, github, gitlab"
            )),
        }
    }
}

/// The report in `format`; `color` concerns the human format alone.
pub fn write(report: &Report<'_>, format: ReportFormat, color: bool) -> String {
    match format {
        ReportFormat::Human => human::write(report, color),
        ReportFormat::Short => short::write(report),
        ReportFormat::Json => json::write(report),
        ReportFormat::Github => github::write(report),
        ReportFormat::Gitlab => gitlab::write(report),
    }
}
