//! Who can reach a table: what raises or lowers the severity of a finding.
