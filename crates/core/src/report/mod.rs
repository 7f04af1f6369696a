//! A decision as one HTML file: answer, reasons, curves, inputs, contract, versions, hashes, remark.
//!
//! The file has no script and asks for nothing, so that it opens without the app, prints, and can be read in five years.
//! The numbers of its tables are those of the run; the record at its end is what a replay needs.

mod curve;
mod markup;
mod origin;
mod parts;
mod plan;

use std::collections::BTreeMap;

use crate::authority::Confirmation;
use crate::contract::Contract;
use crate::manifest::resolved::Manifest;
use crate::outlook::Outlook;
use crate::protocol::{LoadedModel, RunPlan};

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The app.
    pub manifest: &'a Manifest,
    /// What was computed.
    pub plan: &'a RunPlan,
    /// What came out.
    pub outlook: &'a Outlook,
    /// Contracts of the models, in the order of `models`; those that are missing are left out.
    pub contracts: &'a [Contract],
    /// Models with the hash of their index.
    pub models: &'a [LoadedModel],
    /// SHA-256 of the compiled manifest.
    pub manifest_sha256: &'a str,
    /// Build id of the engine that answered.
    pub build: &'a str,
    /// When the report is made, in words that a reader understands without the app: local time with its zone, or UTC.
    pub made_at: &'a str,
    /// Reasons that the person gave for cautions, by limit id.
    pub reasons: &'a BTreeMap<String, String>,
    /// Who answered to each inspection of this plan: title of the asset, and answers; empty where nobody has.
    pub confirmations: &'a [(String, Confirmation)],
    /// The person's remark; empty for none.
    pub remark: &'a str,
    /// The records of what was accepted as canonical JSON, one on a line; empty where nothing was.
    pub record: &'a str,
}

const STYLE: &str = "\
:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif;color:#14201d;background:#fff;max-width:46rem;\
margin:0 auto;padding:2rem 1.25rem}h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0 1rem}h2{font-size:1.15rem;\
margin:2rem 0 .5rem;border-top:1px solid #c9d2cf;padding-top:1rem}p,ul{margin:.5rem 0}ul{padding-left:1.25rem}\
h3{font-size:1rem;margin:1.5rem 0 .25rem}table+table{margin-top:.75rem}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:left;vertical-align:top;\
padding:.3rem .6rem .3rem 0;border-bottom:1px solid #e3e8e6}th{font-weight:600}td.n{text-align:right}.muted{color:#55625e}\
code,pre{font:13px/1.45 ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap}svg{width:100%;height:auto}\
figure{margin:1rem 0;break-inside:avoid}figcaption{color:#55625e;font-size:.9rem}tr{break-inside:avoid}\
@page{margin:18mm}@media print{body{padding:0;max-width:none;font-size:11pt}details{display:none}}";

/// The report as the text of an HTML file.
pub fn html(report: &Report<'_>) -> String {
    let title = markup::escaped(&report.manifest.app.title);
    let body = [
        parts::head(report),
        parts::answer(report),
        plan::plan(report),
        parts::authority(report),
        curve::figures(report),
        parts::inputs(report),
        origin::origin(report),
        parts::models(report),
        parts::provenance(report),
    ];
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{title}: decision report</title><style>{STYLE}</style></head>\n<body>\n{}</body></html>\n",
        body.concat()
    )
}
