//! Writes what people take away: PDF, HTML, JSON, SARIF and JUnit XML.
