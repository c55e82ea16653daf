//! What tables must keep, as regulations ask for it.

use super::{Asked, line};
use crate::audit::Status;
use crate::schema::comparison::Area;
use crate::schema::consistency::purposes::Purpose;
use crate::schema::consistency::subject::Subject;
use crate::schema::consistency::wording::few;
use crate::schema::consistency::{ComplianceLine, Requirement};

/// A line for each thing that a table must keep.
pub(super) fn lines(subject: &Subject<'_>) -> impl Iterator<Item = ComplianceLine> {
    KEPT.iter().map(|kept| line_of(subject, kept))
}

/// Something that a table must keep.
struct Kept {
    requirement: Requirement,
    title: &'static str,
    basis: &'static str,
    purpose: Purpose,
    /// Whether it belongs where people sign in, so that its absence there is a failure.
    with_accounts: bool,
}

const KEPT: &[Kept] = &[
    Kept {
        requirement: Requirement::SecondFactor,
        title: "Second factor",
        basis: "NIS2 Art. 21(2)(j), ISO/IEC 27001:2022 A.8.5",
        purpose: Purpose::SecondFactor,
        with_accounts: true,
    },
    Kept {
        requirement: Requirement::Devices,
        title: "Trusted devices",
        basis: "ISO/IEC 27001:2022 A.8.1",
        purpose: Purpose::Devices,
        with_accounts: false,
    },
    Kept {
        requirement: Requirement::Sessions,
        title: "Sessions can be watched",
        basis: "ISO/IEC 27001:2022 A.8.5 and A.8.16",
        purpose: Purpose::Sessions,
        with_accounts: true,
    },
    Kept {
        requirement: Requirement::SignInTrail,
        title: "Trail of sign-ins",
        basis: "HIPAA 45 CFR 164.308(a)(5)(ii)(C), ISO/IEC 27001:2022 A.8.15",
        purpose: Purpose::SignInTrail,
        with_accounts: true,
    },
    Kept {
        requirement: Requirement::AuditTrail,
        title: "Audit logging",
        basis: "GDPR Art. 5(2), HIPAA 45 CFR 164.312(b), ISO/IEC 27001:2022 A.8.15",
        purpose: Purpose::AuditTrail,
        with_accounts: true,
    },
    Kept {
        requirement: Requirement::DataAccess,
        title: "Tracking of access to data",
        basis: "GDPR Art. 32(1)(b), HIPAA 45 CFR 164.312(b)",
        purpose: Purpose::DataAccess,
        with_accounts: false,
    },
    Kept {
        requirement: Requirement::PrivacyRequests,
        title: "Requests of people about their data",
        basis: "GDPR Art. 12(3) and 15 to 22",
        purpose: Purpose::PrivacyRequests,
        with_accounts: false,
    },
    Kept {
        requirement: Requirement::Retention,
        title: "Retention of data",
        basis: "GDPR Art. 5(1)(e), ISO/IEC 27001:2022 A.8.10",
        purpose: Purpose::Retention,
        with_accounts: false,
    },
    Kept {
        requirement: Requirement::Consent,
        title: "Proof of consent",
        basis: "GDPR Art. 7(1)",
        purpose: Purpose::Consent,
        with_accounts: false,
    },
    Kept {
        requirement: Requirement::Threats,
        title: "Detection of threats",
        basis: "ISO/IEC 27001:2022 A.5.7 and A.8.16",
        purpose: Purpose::Threats,
        with_accounts: false,
    },
    Kept {
        requirement: Requirement::Incidents,
        title: "Tracking of incidents",
        basis: "GDPR Art. 33(5), NIS2 Art. 21(2)(b), ISO/IEC 27001:2022 A.5.24 to A.5.27",
        purpose: Purpose::Incidents,
        with_accounts: false,
    },
    Kept {
        requirement: Requirement::Assessments,
        title: "Assessment of compliance",
        basis: "GDPR Art. 32(1)(d), NIS2 Art. 21(2)(f), ISO/IEC 27001:2022 A.5.36",
        purpose: Purpose::Assessments,
        with_accounts: false,
    },
    Kept {
        requirement: Requirement::EvidenceCollection,
        title: "Collection of evidence",
        basis: "ISO/IEC 27001:2022 A.5.28",
        purpose: Purpose::Investigations,
        with_accounts: false,
    },
];

fn line_of(subject: &Subject<'_>, kept: &Kept) -> ComplianceLine {
    let basis = basis(subject, kept);
    let asked = Asked {
        requirement: kept.requirement,
        title: kept.title,
        basis: &basis,
    };
    let there = subject.there_for(kept.purpose);
    if !there.is_empty() {
        let because = format!(
            "By name kept in {}. Whether rows are written cannot be seen.",
            few(there)
        );
        return line(asked, Status::Pass, because);
    }
    let missing = subject.missing_for(kept.purpose);
    if !missing.is_empty() {
        let because = format!("Expected and missing: {}.", few(&missing));
        let line = line(asked, Status::Fail, because);
        return ComplianceLine { missing, ..line };
    }
    match subject.accounts.first() {
        Some(account) if kept.with_accounts => line(
            asked,
            Status::Fail,
            format!(
                "People sign in by {}, and no table's name says that it keeps this.",
                account.table.name
            ),
        ),
        _ => line(
            asked,
            Status::NotDeterminable,
            "No table's name says that it keeps this; it may be kept elsewhere.",
        ),
    }
}

/// Where agents work, the Act on artificial intelligence asks for a log as well.
fn basis(subject: &Subject<'_>, kept: &Kept) -> String {
    let agents = subject
        .tables
        .groups
        .iter()
        .any(|group| group.area == Area::Agents);
    if kept.purpose == Purpose::AuditTrail && agents {
        format!(
            "{}; for AI systems of high risk EU AI Act Art. 12(1)",
            kept.basis
        )
    } else {
        kept.basis.to_owned()
    }
}
