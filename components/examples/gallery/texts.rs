//! Texts, tables, tabs, pictures and what is passed on.

use leptos::prelude::*;
use twinlet_components::{
    Collapsible, DataTable, Picture, QrCode, RichText, Segment, ShareSheet, TabSet, Tone, WindowRow,
    WindowSpan, WindowsChart, WindowsData,
};
use twinlet_core::rich_text::{Block, Inline};

pub fn texts() -> impl IntoView {
    let values = Callback::new(|id: String| match id.as_str() {
        "p_fail" => "7.8 % (80 %: 4.9 to 11.2 %)".to_string(),
        _ => String::new(),
    });
    view! {
        <div class="column">
            <section class="card"><RichText blocks=Signal::stored(blocks()) values=values/></section>
            <section class="card">{tabs()}</section>
        </div>
        <div class="column">
            <section class="card stack">{table(true)}</section>
            <section class="card stack">{table(false)}</section>
            <section class="card stack"><DataTable columns=Signal::stored(vec![]) rows=Signal::stored(None) caption=Signal::stored("Runs".to_string())/></section>
            <section class="card">
                <Collapsible title=Signal::stored("Assumptions".to_string()) note=Signal::stored("4".to_string()) open=true><p>"Ground temperature stays at 11 °C."</p></Collapsible>
                <Collapsible title=Signal::stored("Sources".to_string())><p>"EPANET 2.2"</p></Collapsible>
            </section>
        </div>
        <div class="column">
            <section class="card stack"><WindowsChart data=Signal::stored(Some(plan()))/></section>
            <section class="card stack"><WindowsChart data=Signal::stored(Some(plan())) stale=Signal::stored(Some("The plan is 2 days old.".to_string()))/></section>
            <section class="card stack"><WindowsChart data=Signal::stored(Some(WindowsData { rows: vec![], ..plan() }))/></section>
            <section class="card stack">{pictures()}</section>
            <section class="card stack">
                <QrCode text=Signal::stored("https://example.org/pumps/#s=inflow:412,ambient:37".to_string())/>
                <QrCode text=Signal::stored("x".repeat(4000))/>
                <QrCode text=Signal::stored(String::new())/>
            </section>
        </div>
    }
}

fn text(words: &str) -> Inline {
    Inline::Text(words.into())
}

fn blocks() -> Vec<Block> {
    let strong = |words: &str| Inline::Strong(vec![text(words)]);
    let link = Inline::Link { href: "https://example.org/iso-10816".into(), text: vec![text("ISO 10816")] };
    let bad = Inline::Link { href: "javascript:alert(1)".into(), text: vec![text("a refused link")] };
    let cell = |words: &str| vec![text(words)];
    vec![
        Block::Heading(1, cell("When to inspect")),
        Block::Paragraph(vec![
            text("The risk of pump 2 within 24 h is "),
            Inline::Value("p_fail".into()),
            text(". An output that is not there shows "),
            Inline::Value("gone".into()),
            text(". See "),
            link,
            text(", not "),
            bad,
            text("."),
        ]),
        Block::Heading(2, cell("Before you start")),
        Block::List {
            ordered: true,
            items: vec![
                vec![Block::Paragraph(vec![strong("Isolate"), text(" the pump at panel B.")])],
                vec![
                    Block::Paragraph(cell("Measure vibration:")),
                    Block::List {
                        ordered: false,
                        items: vec![
                            vec![Block::Paragraph(cell("drive end"))],
                            vec![Block::Paragraph(cell("free end"))],
                        ],
                    },
                ],
            ],
        },
        Block::Quote(vec![Block::Paragraph(vec![Inline::Emphasis(cell(
            "Never run it dry, not even for a test.",
        ))])]),
        Block::Table {
            head: vec![cell("Zone"), cell("Velocity"), cell("Act")],
            rows: vec![
                vec![cell("A"), cell("below 2.3 mm/s"), cell("none")],
                vec![cell("D"), cell("above 7.1 mm/s"), cell("stop and inspect")],
            ],
        },
        Block::Rule,
        Block::Code("twinlet run apps/pump-station --members 1000 --seed 7".into()),
    ]
}

fn tabs() -> impl IntoView {
    let selected = RwSignal::new("risk".to_string());
    let tabs =
        [("risk", "Risk"), ("cost", "Cost"), ("plan", "Plan")].map(|(id, words)| Segment::new(id, words));
    let panel =
        Callback::new(|id: String| view! { <p>"The panel of " <strong>{id}</strong> "."</p> }.into_any());
    view! { <TabSet label="Results" tabs=Signal::stored(tabs.to_vec()) selected=selected on_select=Callback::new(move |id| selected.set(id)) panel=panel/> }
}

fn table(filled: bool) -> impl IntoView {
    let words = |list: &[&str]| list.iter().map(|w| (*w).to_string()).collect::<Vec<_>>();
    let row = |i: u32| {
        let x = f64::from(i);
        let cell = |v: f64, unit: &str| [&(v.round() / 10.0).to_string(), " ", unit].concat();
        vec![
            ["Run ", &(i + 1).to_string()].concat(),
            cell(3000.0 + x * 150.0, "m³/h"),
            cell(250.0 + x * 7.0, "°C"),
            cell(12.0 + x * x, "%"),
            if i.is_multiple_of(3) { "caution".into() } else { "in range".into() },
        ]
    };
    let rows: Vec<Vec<String>> = (0..if filled { 18 } else { 0 }).map(row).collect();
    let columns = words(&["Scenario", "Inflow, mean", "Ambient, highest", "Risk, 24 h", "State"]);
    view! { <DataTable columns=Signal::stored(columns) rows=Signal::stored(Some(rows)) caption=Signal::stored("Scenarios of this week".to_string())/> }
}

fn plan() -> WindowsData {
    let span = |from_h, to_h, tone, word: &str| WindowSpan { from_h, to_h, tone, word: word.into() };
    let row = |label: &str, spans| WindowRow { label: label.into(), spans };
    WindowsData {
        title: "Windows for pump 2".into(),
        start_min: 600,
        from_h: -4.0,
        to_h: 32.0,
        rows: vec![
            row(
                "Recommended",
                vec![span(3.0, 8.0, Tone::Ok, "inspect"), span(23.0, 27.0, Tone::Note, "or here")],
            ),
            row("Storm", vec![span(10.0, 19.5, Tone::Caution, "heavy inflow")]),
            row("Pump 3", vec![span(-3.0, 1.0, Tone::Block, "out of service")]),
            row("Crew", vec![]),
        ],
    }
}

fn pictures() -> impl IntoView {
    let alt = Signal::stored("Section through the pump with its two bearings".to_string());
    let drawn = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 90'%3E%3Crect width='160' height='90' fill='%23cfdedb'/%3E%3Ccircle cx='80' cy='45' r='26' fill='%230b6b60'/%3E%3C/svg%3E";
    view! {
        <Picture src=Signal::stored(drawn.to_string()) alt=alt caption=Signal::stored("Bearings of pump 2, seen from the drive end.".to_string())/>
        <Picture src=Signal::stored("gone.png".to_string()) alt=alt size=(3.0, 1.0)/>
    }
}

pub fn share() -> impl IntoView {
    let open = RwSignal::new(true);
    let close = Callback::new(move |()| open.set(false));
    view! {
        <ShareSheet open=open link=Signal::stored("https://example.org/pumps/#s=inflow:412,ambient:37".to_string())
            on_save=Callback::new(|()| ()) on_open=Callback::new(|_| ()) on_close=close/>
    }
}
