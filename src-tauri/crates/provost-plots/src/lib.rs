//! Draws a series as SVG, the same for the window and for reports.
